import { expectAccessible } from "./accessibility";
import { loadSample } from "./estates";
import { forceAnswers } from "./forced-answers";
import { expect, type Page, test } from "./story";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

let estateId = "";
test.beforeEach(async ({ page }) => {
  estateId = await loadSample(page);
});

const question = (page: Page) => page.getByRole("form", { name: "Question" });
const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("a refused flow is asked by keys alone: where it stops, what would open it, and a link that says the same", async ({
  page,
  context,
}) => {
  await page.goto(`/paths?estate=${estateId}`);
  await expect(page.getByText("Name both ends to see the verdict")).toBeVisible();
  await expectAccessible(page);

  await question(page).getByRole("combobox", { name: "From", exact: true }).focus();
  await page.keyboard.type("bastion");
  await expect(page.getByRole("option", { name: /^network interface bastion-1a/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=i-/);
  await question(page).getByRole("combobox", { name: "To", exact: true }).focus();
  await page.keyboard.type("orders-report-db-1b");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(verdict(page)).toBeVisible();
  await question(page).getByRole("textbox", { name: "Port", exact: true }).focus();
  await page.keyboard.type("2323");
  await expect(page.getByText("Changed: press Enter to ask again.")).toBeVisible();
  await page.keyboard.press("Enter");

  await expect(verdict(page).getByText("Not reachable")).toBeVisible();
  await expect(verdict(page).getByRole("status")).toContainText(
    "bastion-1a cannot reach orders-report-db-1b on TCP 2323: it stops at",
  );
  await expect(
    verdict(page).getByRole("region", { name: "What would open it" }).locator("li li").first(),
  ).toBeVisible();
  const there = page.getByRole("list", { name: "There" });
  await expect(there.getByText("decides the verdict")).toHaveCount(1);
  await expect(there.locator(":scope > li").last()).toContainText("decides the verdict");
  await expect(there.locator(":scope > li").first()).toContainText(/10\.20\..*→.*tcp 2323 from 32768-60999/);
  await expectAccessible(page);

  await verdict(page).getByRole("button", { name: "Copy link" }).click();
  const link = await clipboard(page);
  expect(link).toMatch(/[?&]at=[0-9a-f]{16}/);
  const said = await verdict(page).getByRole("status").textContent();
  const other = await context.newPage();
  await other.goto(link);
  await expect(verdict(other).getByRole("status")).toHaveText(said ?? "nothing was said");
  await other.close();

  await verdict(page).getByRole("button", { name: "Copy command" }).click();
  expect(await clipboard(page)).toMatch(
    /^umbra trace CONFIG --from i-\w+ --to orders-report-db-1b --protocol tcp --port 2323$/,
  );
  await verdict(page).getByRole("button", { name: "Copy JSON" }).click();
  expect(JSON.parse(await clipboard(page))).toMatchObject({ schemaVersion: 1, verdict: "NOT_REACHABLE" });
});

test("the way back is shown, ends are swapped, and Back puts the question before", async ({ page }) => {
  await page.goto(`/paths?estate=${estateId}&from=internet&to=orders-report-db-1b&port=3306`);
  await expect(verdict(page).getByRole("status")).toContainText(
    "internet can reach orders-report-db-1b on TCP 3306",
  );
  await expect(verdict(page)).toContainText("Taken for granted: a program listens on the port.");
  await expect(page.getByRole("list", { name: "Back", exact: true }).locator(":scope > li")).not.toHaveCount(
    0,
  );

  await page.getByRole("button", { name: "Swap ends" }).click();
  await expect(page).toHaveURL(/from=orders-report-db-1b&to=internet/);
  await expect(verdict(page).getByRole("status")).toContainText("orders-report-db-1b");
  await page.goBack();
  await expect(page).toHaveURL(/from=internet/);
  await expect(question(page).getByRole("combobox", { name: "From", exact: true })).toHaveValue("internet");

  await page.getByRole("checkbox", { name: /^One way/ }).check();
  await expect(page.getByRole("region", { name: /^Back/ })).toHaveCount(0);
  await verdict(page).getByRole("link", { name: "Open on map" }).click();
  await expect(page).toHaveURL(/\/topology\?.*tab=connectivity/);
  await expect(page.getByRole("tabpanel", { name: "Connectivity" })).toContainText("Reachable");
});

test("a flow that only partly gets through shows its branches", async ({ page }) => {
  await page.goto(`/paths?estate=${estateId}&from=internet&to=orders-report-db-1b`);
  await expect(verdict(page).getByText("Partly reachable")).toBeVisible();
  const branches = page.getByRole("list", { name: "Branches" });
  await expect(branches.getByText("Gets through")).not.toHaveCount(0);
  await branches.getByText("Stops").first().click();
  await expect(page.getByRole("list", { name: /^Branch \d+, there/ }).first()).toBeVisible();
  await expectAccessible(page);
});

test("a failure is supposed, and the verdict follows", async ({ page }) => {
  await page.goto(`/paths?estate=${estateId}&from=app-2a&to=internet&port=443`);
  await expect(verdict(page).getByText("Reachable", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Add a failure" }).click();
  await page.getByRole("searchbox", { name: "Find a resource" }).fill("nat-gw-1a");
  await page.getByRole("button", { name: "Add nat-gw-1a" }).first().click();
  await expect(page).toHaveURL(/fail=down:natGateway:nat-/);
  await expect(verdict(page).getByText("Not reachable")).toBeVisible();
});

test("an end that names several things offers them; one that names nothing says so", async ({ page }) => {
  await page.goto(`/paths?estate=${estateId}&from=internet&to=sg-app`);
  await expect(page.getByRole("alert").filter({ hasText: "To:" })).toBeVisible();
  await page.goto(`/paths?estate=${estateId}&from=app-1a&to=internet&port=443`);
  const choices = page.getByRole("list", { name: "What may be meant" });
  await expect(choices).toBeVisible();
  await expectAccessible(page);
  await choices.getByRole("button").first().click();
  await expect(verdict(page)).toBeVisible();
});

test("what cannot be asked is said at its field, and a server that fails can be asked again", async ({
  page,
}) => {
  await page.goto(`/paths?estate=${estateId}&from=internet&to=orders-report-db-1b&port=3306`);
  await question(page).getByRole("textbox", { name: "Port", exact: true }).fill("70000");
  await expect(page.getByText("Write a port to 65535, or LO-HI")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask" })).toBeDisabled();
  await forceAnswers(page, { "trace.ask": { error: "no thread is left" } });
  await page.reload();
  await expect(page.getByText("The flow could not be followed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await page.unrouteAll();
  await page.reload();
  await expect(verdict(page)).toBeVisible();
});

test("while the flow is followed a skeleton says so", async ({ page }) => {
  await forceAnswers(page, { "trace.ask": "never" });
  await page.goto(`/paths?estate=${estateId}&from=internet&to=orders-report-db-1b&port=3306`);
  await expect(page.getByText("Following the flow…")).toBeVisible();
  await expectAccessible(page);
});

test("an address whose snapshot cannot be one says so in words", async ({ page }) => {
  await page.goto(`/paths?estate=${estateId}&from=internet&to=orders-report-db-1b&at=nosuch`);
  const said = page.getByRole("main").getByRole("alert");
  await expect(said).toContainText("the id of a snapshot is 16 to 128 hexadecimal digits");
  await expect(said).not.toContainText("{");
});
