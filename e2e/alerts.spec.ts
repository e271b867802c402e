import { expectAccessible } from "./accessibility";
import { loadSample } from "./estates";
import { expect, type Page, test } from "./story";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

let estateId = "";
test.beforeEach(async ({ page }) => {
  estateId = await loadSample(page);
});

const rows = (page: Page) => page.getByRole("list", { name: "Alerts, worst first" }).getByRole("listitem");
const database = (page: Page) =>
  rows(page).filter({ hasText: "orders-report-db-1b answers the whole internet" });
const nat = (page: Page) =>
  rows(page).filter({ hasText: "losing nat-gw-1a cuts 10 hosts off from the internet" });

test("the planted weaknesses are listed, worst first, titled by consequence", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}`);
  await expect(rows(page).first()).toContainText("Critical");
  await expect(database(page)).toHaveCount(1);
  await expect(nat(page)).toHaveCount(1);
  await expect(rows(page).filter({ hasText: "losing cache-1a" })).toHaveCount(1);
  await expect(page).toHaveTitle("1 critical - Alerts - Umbra");
  const words = (await rows(page).allInnerTexts()).map((text) => text.split("\n")[0]?.trim() ?? "");
  const order = ["Critical", "High", "Medium", "Low", "Info"];
  expect(words.map((word) => order.indexOf(word))).toEqual(
    words.map((word) => order.indexOf(word)).toSorted((a, b) => a - b),
  );
  const bell = page.getByRole("link", { name: `Alerts: ${words.length} open` });
  await expect(bell).toBeVisible();
  await expectAccessible(page);
});

test("the overview shows the same alerts and no green where one is open", async ({ page }) => {
  await page.goto(`/?estate=${estateId}`);
  const worst = page.getByRole("list", { name: "Worst open alerts" });
  await expect(worst.getByRole("listitem").first()).toContainText("orders-report-db-1b");
  const exposure = page
    .getByRole("list", { name: "Verdicts" })
    .getByRole("listitem")
    .filter({ hasText: "Exposure" });
  await expect(exposure).toContainText("affected");
  await expect(exposure).not.toContainText("All");
  await expectAccessible(page);
});

test("facets filter, live in the address, and Back undoes them one by one", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}`);
  await expect(nat(page)).toHaveCount(1);
  const all = await rows(page).count();
  await page.getByRole("button", { name: /^Critical/ }).click();
  await expect(page).toHaveURL(/sev=critical/);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: /^Outage/ }).click();
  await expect(page.getByText("No alert matches these filters")).toBeVisible();
  await page.goBack();
  await expect(rows(page)).toHaveCount(1);
  await page.goBack();
  await expect(rows(page)).toHaveCount(all);
  await page.getByRole("searchbox", { name: "Search alerts" }).fill("cache-1a");
  // It is a single point of failure, and it fills up within a year.
  await expect(rows(page)).toHaveCount(2);
  await expect(page).toHaveURL(/q=cache-1a/);
});

test("an alert shows what would happen, why we know, whom it touches and what to do", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}`);
  await nat(page).getByRole("link").click();
  await expect(page).toHaveURL(/sel=/);
  const alert = page.getByRole("article");
  await expect(alert.getByRole("heading", { level: 2 })).toContainText("losing nat-gw-1a cuts 10 hosts off");
  const before = alert.getByRole("list", { name: "Path before" }).first();
  const after = alert.getByRole("list", { name: "Path after" }).first();
  await expect(before.getByRole("listitem").first()).toContainText("1");
  await expect(before).toContainText("nat-gw-1a");
  await expect(after.getByRole("listitem").last()).toContainText("drops it");
  await expect(after.getByRole("listitem").last()).toContainText("decided by");
  await expect(alert.getByText("Stops at")).toBeVisible();
  await expect(alert.getByText("Not verified").first()).toBeVisible();
  const flow = alert
    .getByRole("region", { name: /Affected flows/ })
    .getByRole("group")
    .first();
  await flow.locator("summary").click();
  await expect(flow.getByRole("list", { name: "Affected resources" })).toBeVisible();
  await expectAccessible(page);
});

test("the exposed database names the rule that lets the internet in", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}`);
  await database(page).getByRole("link").click();
  const alert = page.getByRole("article");
  await expect(alert.getByText("Let in at")).toBeVisible();
  await expect(alert.getByText("tcp 3306 from 0.0.0.0/0").first()).toBeVisible();
});

test("the keyboard alone goes through the list, into an alert and to the map", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}`);
  await rows(page).first().getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).nth(1).getByRole("link")).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows(page).first().getByRole("link")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article")).toBeVisible();
  await page.getByRole("link", { name: "Open on map" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/topology\?.*sel=nat-.*fail=down/);
});

test("an alert is copied as Markdown with the address that shows it again", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}`);
  await nat(page).getByRole("link").click();
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("losing nat-gw-1a cuts 10 hosts off from the internet");
  expect(copied).toContain("**Path after**");
  expect(copied).toContain("**Recommendations**");
  const link = copied.trim().split("\n").at(-1) ?? "";
  expect(link).toContain(`/alerts/`);
  expect(link).toContain(`estate=${estateId}`);
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("losing nat-gw-1a");
  await expectAccessible(page);
});

test("dismissing needs a reason, moves the alert, and can be taken back", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}`);
  await expect(nat(page)).toHaveCount(1);
  const all = await rows(page).count();
  await nat(page).getByRole("link").click();
  await page.getByRole("button", { name: "Dismiss…" }).click();
  const dialog = page.getByRole("dialog", { name: "Dismiss this alert" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Dismiss" }).click();
  await expect(dialog.getByRole("textbox", { name: "Reason" })).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByRole("alert")).toContainText("Say why");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("a second gateway is ordered <b>now</b>");
  await dialog.getByRole("button", { name: "Dismiss" }).click();
  await expect(dialog).toBeHidden();
  await expect(rows(page)).toHaveCount(all - 1);
  await expect(page.getByRole("article")).toContainText("a second gateway is ordered <b>now</b>");

  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Dismissed" }).click();
  await expect(nat(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Reopen" }).click();
  await expect(page.getByText("No dismissed alerts")).toBeVisible();
  await page.goto(`/alerts?estate=${estateId}`);
  await expect(rows(page)).toHaveCount(all);
});

test("in a narrow window the list and the alert take turns", async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto(`/alerts?estate=${estateId}`);
  await nat(page).getByRole("link").click();
  await expect(page.getByRole("article")).toBeVisible();
  await expect(rows(page).first()).toBeHidden();
  await page.getByRole("link", { name: "All alerts" }).click();
  await expect(rows(page).first()).toBeVisible();
  await expectAccessible(page);
});

test("what fills up is told with its figures, its date and the traffic it rests on", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}`);
  const filling = rows(page).filter({ hasText: "cache-1a fills up by" });
  await expect(filling).toHaveCount(1);
  await expect(filling).toContainText("application shop may grow 1.28 times");
  await filling.getByRole("link").first().click();
  const limits = page.getByRole("list", { name: "Limits that are used up" });
  await expect(limits).toContainText("0.04 of 0.064 Gbps");
  await expect(limits).toContainText("1.28 times");
  await expect(limits.locator("time").first()).toHaveAttribute("datetime", /^\d{4}-\d{2}-\d{2}$/);
  await expect(limits.getByRole("list", { name: "Traffic by its share" })).toContainText("100 %");
  await expectAccessible(page);
});
