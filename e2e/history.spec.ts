import { expectAccessible } from "./accessibility";
import { importConfiguration, loadSample, readConfiguration, removeEstate } from "./estates";
import { expect, type Page, test } from "./story";

/** One rule opened to the world, then a route and a name changed: what a person finds out about it afterwards. */

const OPENED = "inbound rule added: tcp 5432 from 0.0.0.0/0";

interface Story {
  readonly estateId: string;
  readonly first: string;
  readonly opened: string;
  readonly last: string;
}
let story: Story;

test.use({ permissions: ["clipboard-read", "clipboard-write"] });
test.beforeEach(async ({ page }) => {
  const sampleId = await loadSample(page);
  const network = await readConfiguration(page, sampleId);
  const first = await importConfiguration(page, network);
  const group = network.resources.securityGroup.find(({ name }) => name === "db");
  if (group === undefined) throw new Error("the sample has no group `db`");
  group.ingress.push({
    protocol: 6,
    fromPort: 5432,
    toPort: 5432,
    peer: { kind: "prefix", prefix: "0.0.0.0/0" },
  });
  const opened = await importConfiguration(page, network, first.estateId);
  const [vpc] = network.resources.vpc;
  if (vpc === undefined) throw new Error("the sample has no VPC");
  vpc.name = "renamed-vpc";
  network.resources.instance = network.resources.instance.filter(({ name }) => name !== "cache-1a");
  const last = await importConfiguration(page, network, first.estateId);
  expect(await importConfiguration(page, network, first.estateId)).toMatchObject({ unchanged: true });
  story = {
    estateId: first.estateId,
    first: first.snapshotId,
    opened: opened.snapshotId,
    last: last.snapshotId,
  };
});
test.afterEach(({ page }) => removeEstate(page, story.estateId));

const entries = (page: Page) =>
  page
    .getByRole("list", { name: "Snapshots, newest first" })
    .getByRole("listitem")
    .filter({
      has: page.getByRole("heading"),
    });
const changes = (page: Page) =>
  page
    .getByRole("list", { name: "Changes by VPC and kind" })
    .locator("[aria-current], button:not([aria-expanded])");

test("the history names each change, and the comparison exactly the rule that was opened", async ({
  page,
}) => {
  await page.goto(`/history?estate=${story.estateId}`);
  await expect(entries(page)).toHaveCount(3);
  await expect(entries(page).nth(0)).toContainText("Instance cache-1a");
  await expect(entries(page).nth(0)).toContainText("Read again unchanged");
  await expect(entries(page).nth(1)).toContainText(OPENED);
  await expect(entries(page).nth(2)).toContainText("First reading");
  await expectAccessible(page);

  await entries(page).nth(1).getByRole("link", { name: "What changed in snapshot 2" }).click();
  await expect(page).toHaveURL(/\/diff\?/);
  await expect(changes(page)).toHaveCount(1);
  await expect(changes(page)).toContainText(OPENED);
  const fields = page.getByRole("list", { name: "Fields" }).getByRole("listitem");
  await expect(fields).toHaveCount(1);
  await expect(fields).toContainText("Inbound rule");
  await expect(fields).toContainText("tcp 5432 from 0.0.0.0/0");
  await expect(page.getByRole("region", { name: "When it came" })).toContainText("Snapshot 2");
  await expect(page).toHaveTitle("Snapshot 1 to 2 - What changed - Umbra");
  await expectAccessible(page);
});

test("one snapshot says who brought it and leads to those beside it", async ({ page }) => {
  await page.goto(`/history/${story.opened}?estate=${story.estateId}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Snapshot 2");
  await expect(page.getByText(OPENED)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: /^After: Snapshot 3/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Snapshot 3, the latest");
});

test("comparing is done by keyboard, filtered, swapped and passed on as a link", async ({ page }) => {
  await page.goto(`/diff?estate=${story.estateId}&base=${story.first}&head=${story.last}`);
  // The new name is cosmetic: counted, not listed.
  await expect(changes(page)).toHaveCount(2);
  await expect(page.getByText("1 cosmetic only")).toBeVisible();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/sel=securityGroup/);
  await expect(page.getByRole("article")).toContainText("tcp 5432 from 0.0.0.0/0");
  await page.keyboard.press("k");
  await expect(page).toHaveURL(/sel=instance/);
  await expect(page.getByRole("article")).toContainText("cache-1a");
  await page.getByRole("checkbox", { name: /Tags, names, descriptions \(1\)/ }).check();
  await expect(changes(page)).toHaveCount(3);
  await page.getByRole("button", { name: /^Removed \d/ }).click();
  await expect(changes(page)).toHaveCount(1);
  await page.goBack();
  await page.getByRole("button", { name: "Swap the two" }).click();
  await expect(page.getByRole("status").filter({ hasText: "cosmetic only" })).toContainText("1 added");
  await page.getByRole("button", { name: "Copy link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(`base=${story.last}`);
  expect(link).toContain(`head=${story.first}`);
  await page.goto(`/diff?estate=${story.estateId}&base=${story.last}&head=${story.last}`);
  await expect(page.getByText("Nothing differs")).toBeVisible();
  await page.goto(`/diff?estate=${story.estateId}&base=${"ab".repeat(32)}`);
  await expect(page.getByText("The two could not be compared")).toBeVisible();
  await expect(page.getByRole("link", { name: "Choose from the history" })).toBeVisible();
});

test("the map of the past says so, answers about it, and leads back to live", async ({ page }) => {
  await page.goto(`/topology?estate=${story.estateId}&at=${story.opened}`);
  const banner = page.getByRole("region", { name: "Viewing the past" });
  await expect(banner).toContainText("You are viewing the past: Snapshot 2");
  await expect(page.getByText(/read-only$/)).toBeVisible();
  const outline = page.getByRole("treegrid", { name: "Resources" });
  await expect(outline.getByRole("row").first()).not.toContainText("renamed-vpc");
  await expectAccessible(page);

  // It fails on the snapshot in view: the latest has no such machine.
  await outline.getByRole("row").filter({ hasText: "cache-1a" }).first().click();
  await page.getByRole("button", { name: "Simulate failure", exact: true }).click();
  await expect(page.getByRole("heading", { name: /Simulating .*cache-1a/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Reset view" })).toBeVisible();
  await expect(page.getByText(/could not be/)).toHaveCount(0);
  await page.getByRole("button", { name: "Reset view" }).click();
  await page.getByRole("button", { name: "Close details" }).click();

  await page.keyboard.press("[");
  await expect(banner).toContainText("Snapshot 1");
  await expect(page).toHaveURL(new RegExp(`at=${story.first}`));
  await page.keyboard.press("]");
  await expect(banner).toContainText("Snapshot 2");
  await page.getByRole("slider", { name: "Snapshot" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(banner).toContainText("Snapshot 1");
  await page.getByRole("combobox", { name: "Snapshot shown" }).click();
  await page.getByRole("option", { name: /^Snapshot 2/ }).click();
  await expect(banner).toContainText("Snapshot 2");

  await banner.getByRole("button", { name: "Back to live" }).click();
  await expect(banner).toBeHidden();
  await expect(page).not.toHaveURL(/at=/);
  await expect(outline.getByRole("row").first()).toContainText("renamed-vpc");
});

test("what is not in the past is told, and a snapshot that is none leads back", async ({ page }) => {
  await page.goto(`/topology?estate=${story.estateId}&at=${story.opened}&sel=i-never-there`);
  await expect(
    page.getByText("This snapshot holds no resource i-never-there: it came later, or went before."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Clear the selection" }).click();
  await expect(page).not.toHaveURL(/sel=/);
  await page.goto(`/topology?estate=${story.estateId}&at=${"ab".repeat(32)}`);
  await expect(page.getByText("The map could not be loaded")).toBeVisible();
  await page.getByRole("button", { name: "Back to live" }).first().click();
  await expect(page.getByRole("treegrid", { name: "Resources" })).toBeVisible();
});
