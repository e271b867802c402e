import { readFile } from "node:fs/promises";
import { largeEstate } from "../server/testing/large-estate";
import { expectAccessible } from "./accessibility";
import {
  importConfiguration,
  loadSample,
  readConfiguration,
  removeEstate,
  type StoryConfiguration,
} from "./estates";
import { forceAnswers } from "./forced-answers";
import { expect, type Page, test } from "./story";

let estateId = "";
test.beforeEach(async ({ page }) => {
  estateId = await loadSample(page);
});

const table = (page: Page) => page.getByRole("table", { name: "Resources" });
const status = (page: Page) => page.getByRole("main").getByRole("status").first();

test("the table is searched, filtered, sorted and saved, and the address says how", async ({ page }) => {
  await page.goto(`/resources?estate=${estateId}`);
  await expect(status(page)).toHaveText(/^(\d+) of \1 resources$/);
  await expectAccessible(page);

  await page.getByRole("button", { name: /^instance \d+$/ }).click();
  await expect(page).toHaveURL(/kind=instance/);
  await expect(status(page)).toHaveText(/^14 of \d+ resources$/);
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
  await expect(table(page).getByRole("row").nth(1)).toContainText("web-1b");

  await page.getByRole("searchbox", { name: "Search resources" }).fill("10.20.20.0/24");
  await expect(page).toHaveURL(/q=10\.20\.20\.0/);
  await page.getByRole("searchbox", { name: "Search resources" }).fill("db-1");
  await expect(status(page)).toHaveText(/^3 of /);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(
    text
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(",")[2]),
  ).toEqual(["name", "orders-report-db-1b", "db-1b", "db-1a"]);

  await page.getByRole("searchbox", { name: "Search resources" }).fill("no such thing");
  await expect(page.getByText("Nothing matches the filters")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(status(page)).toHaveText(/^(\d+) of \1 resources$/);
});

test("by keys alone from the table to a resource, through its tabs to its neighbours and back", async ({
  page,
}) => {
  await page.goto(`/resources?estate=${estateId}&q=nat-gw-1a&kind=natGateway`);
  await table(page).getByRole("link", { name: "nat-gw-1a" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/resources\/nat-/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("nat-gw-1a");
  await expect(page).toHaveTitle("nat-gw-1a - Resources - Umbra");
  await expect(page.getByRole("list", { name: "Referred to by" })).toContainText("route table");
  await expect(page.getByRole("region", { name: "Alerts" }).getByRole("link").first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("tab", { name: "Overview" }).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/tab=raw/);
  await expect(page.getByRole("tabpanel")).toContainText('"kind": "natGateway"');
  await expectAccessible(page);
  await page.goBack();
  await page
    .getByRole("list", { name: "Refers to" })
    .getByRole("link", { name: /^subnet/ })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/resources\/subnet-/);
  await page.getByRole("link", { name: "What if it fails" }).click();
  await expect(page).toHaveURL(/\/topology\?.*fail=down/);
});

test("the flows of a resource say why they are required, and lead to their path", async ({ page }) => {
  await page.goto(`/resources?estate=${estateId}&q=db-1a&kind=instance`);
  await table(page).getByRole("link", { name: "db-1a", exact: true }).click();
  await page.getByRole("tab", { name: /^Flows \d/ }).click();
  const flows = page.getByRole("list", { name: "Required flows" });
  await expect(flows).toContainText(
    /security group sg-\w+ \(db\) admits tcp\/5432 from members of sg-\w+ \(app\)/,
  );
  await expectAccessible(page);
  await flows.getByRole("link", { name: /^app/ }).click();
  await expect(page.getByRole("region", { name: "Verdict" }).getByText("Reachable")).toBeVisible();
});

test("what changed in a resource is told reading by reading, and the past can be looked at", async ({
  page,
}) => {
  const configuration = await readConfiguration(page, estateId);
  const mine = await importConfiguration(page, configuration);
  const [group] = configuration.resources.securityGroup;
  if (group === undefined) throw new Error("the sample has security groups");
  group.ingress.push({
    protocol: 6,
    fromPort: 8443,
    toPort: 8443,
    peer: { kind: "prefix", prefix: "203.0.113.0/24" },
  });
  await importConfiguration(page, configuration, mine.estateId);
  const id = (group as { id?: string }).id ?? "";
  await page.goto(`/resources/${encodeURIComponent(id)}?estate=${mine.estateId}&tab=history`);
  const changes = page.getByRole("list", { name: "Changes of this resource" });
  await expect(changes.getByRole("listitem").first()).toContainText("203.0.113.0/24");
  await expect(page.getByRole("tabpanel")).toContainText("the first of this estate.");
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Snapshot" }).click();
  await page.getByRole("option", { name: /Snapshot 1/ }).click();
  await expect(page.getByText("You are viewing the past")).toBeVisible();
  await expect(page.getByRole("tabpanel")).toContainText("Nothing changed in it");
  await removeEstate(page, mine.estateId);
});

test("an id that nothing has, an ARN with colons and slashes, leads to the search", async ({ page }) => {
  const arn = "arn:aws:ec2:us-east-1:210987654321:instance/i-0 100%";
  await page.goto(`/resources/${encodeURIComponent(arn)}?estate=${estateId}`);
  await expect(page.getByText("No such resource").first()).toBeVisible();
  await expect(page.getByRole("main")).toContainText(arn);
  await expectAccessible(page);
  const search = page.getByRole("main").getByRole("searchbox", { name: "Search resources" });
  await expect(search).toHaveValue(arn);
  await search.fill("nat-gw-1a");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/resources\?.*q=nat-gw-1a/);
  await expect(table(page).getByRole("link", { name: "nat-gw-1a" }).first()).toBeVisible();
});

test("loading, an empty estate and a server that fails are told apart", async ({ page }) => {
  await forceAnswers(page, { "resource.list": "never", "resource.read": "never" });
  await page.goto(`/resources?estate=${estateId}`);
  await expect(page.getByText("Loading the resources…")).toBeVisible();
  await page.unrouteAll();
  await forceAnswers(page, { "resource.list": { error: "no" }, "resource.read": { error: "no" } });
  await page.reload();
  await expect(page.getByText("The resources could not be loaded")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/resources/vpc-1?estate=${estateId}`);
  await expect(page.getByText("The resource could not be loaded")).toBeVisible();
  await page.unrouteAll();
  await forceAnswers(page, {
    "resource.list": { data: { rows: [], matchCount: 0, totalCount: 0, kinds: [] } },
  });
  await page.goto(`/resources?estate=${estateId}`);
  await expect(page.getByText("This estate holds no resources")).toBeVisible();
});

test("ten thousand instances scroll: few rows are in the page, and the last is one key away", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const large = await importConfiguration(page, largeEstate(10_000) as unknown as StoryConfiguration);
  await page.goto(`/resources?estate=${large.estateId}&kind=instance&sort=name`);
  await expect(status(page)).toHaveText(/^10,000 of 20,\d+ resources$/, { timeout: 30_000 });
  await expect(table(page).getByRole("row").nth(3)).toContainText("10.");
  expect(await table(page).getByRole("row").count()).toBeLessThan(80);
  await table(page).getByRole("link").first().focus();
  await page.keyboard.press("End");
  await expect(table(page).locator('[aria-rowindex="10001"]')).toContainText("worker", { timeout: 30_000 });
  expect(await table(page).getByRole("row").count()).toBeLessThan(80);
  const started = Date.now();
  await page.getByRole("searchbox", { name: "Search resources" }).fill("10.7.112.175");
  await expect(status(page)).toHaveText(/^1 of /);
  expect(Date.now() - started).toBeLessThan(5_000);
  await removeEstate(page, large.estateId);
});

test("the Rules tab marks what decides about a flow, asked by keys, and says what is not asked", async ({
  page,
}) => {
  await page.goto(`/resources?estate=${estateId}&q=db-1a&kind=instance`);
  await table(page).getByRole("link", { name: "db-1a", exact: true }).click();
  await page.getByRole("tab", { name: "Rules" }).click();
  const inbound = page.getByRole("region", { name: /^Security groups?, inbound/ });
  await expect(inbound.getByRole("listitem").last()).toContainText("everything else");
  await expect(page.getByText("decides", { exact: true })).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole("combobox", { name: "Which rule decides, from" }).focus();
  await page.keyboard.type("app-2a");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=app-2a/);
  await page.getByRole("textbox", { name: "Port" }).fill("5432");
  await expect(page.getByRole("tabpanel").getByText("Reachable", { exact: true })).toBeVisible();
  const decides = inbound.getByRole("listitem").filter({ has: page.getByText("decides", { exact: true }) });
  await expect(decides).toContainText(/tcp 5432 from app/);
  await expect(inbound.getByRole("listitem").filter({ hasText: "does not decide" }).first()).toBeVisible();
  await expect(page.getByRole("region", { name: /^Security groups?, outbound/ })).toContainText(
    "this flow is not put to these rules",
  );
  const acl = page.getByRole("region", { name: "Network ACL, inbound" });
  await expect(acl.getByText("decides", { exact: true })).toHaveCount(1);
  await expectAccessible(page);

  await page.getByRole("textbox", { name: "Port" }).fill("22");
  await expect(page.getByRole("tabpanel").getByText("Not reachable")).toBeVisible();
  await page.getByRole("button", { name: "All rules" }).click();
  await expect(page.getByText("decides", { exact: true })).toHaveCount(0);
});
