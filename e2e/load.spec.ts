import { expectAccessible } from "./accessibility";
import { loadSample } from "./estates";
import { forceAnswers } from "./forced-answers";
import { partsOf } from "./journey-1";
import { expect, type Page, test } from "./story";

/** What the traffic fills up: seen, grown, changed and taken back. */

test.describe.configure({ mode: "serial", timeout: 120_000 });

const verdictOf = (page: Page) =>
  page.getByRole("main").getByRole("status").filter({ hasText: "fills up first" });

test("the verdict comes first, and the table beside the chart has its numbers", async ({ page }) => {
  const estateId = await loadSample(page);
  await page.goto(`/topology?estate=${estateId}`);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Load" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Load" })).toBeVisible();
  await expect(verdictOf(page)).toContainText(/cache-1a.* fills up first: at 1\.28 times the traffic/);
  await expect(verdictOf(page)).toContainText(/reaches 80 % of the limit by \d{4}-\d{2}-\d{2}/);
  await expect(page.getByRole("img", { name: /Share of each limit used/ }).locator("canvas")).toBeVisible();
  const twin = page.getByRole("table", { name: "Share of each limit used, by growth factor" });
  await expect(twin.getByRole("row").filter({ hasText: "binds" })).toContainText("80 %");
  await expectAccessible(page);

  // With the keyboard: twice the traffic.
  const slider = page.getByRole("slider", { name: "Growth factor" });
  await slider.focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/growth=2/);
  const limits = page.getByRole("table", { name: "Limits, the fullest first" });
  await expect(page.getByRole("heading", { name: /Limits at 2 times the traffic/ })).toBeVisible();
  const first = limits.getByRole("row").nth(1);
  await expect(first).toContainText("cache-1a");
  await expect(first).toContainText("125 %");
  await expect(first).toContainText("Overloaded");
  await expect(twin.getByRole("row").filter({ hasText: "chosen" })).toContainText("125 %");

  await page.getByRole("checkbox", { name: "With any one thing down" }).check();
  await expect(page.getByText(/With any one thing down the stated traffic may grow 1\.28 times/)).toBeVisible(
    {
      timeout: 60_000,
    },
  );
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "With any one thing down" })).toBeChecked();
});

test("traffic is declared once its ends are understood, changed, removed, and taken back", async ({
  page,
}) => {
  const estateId = await loadSample(page);
  await page.goto(`/load?estate=${estateId}`);
  const table = page.getByRole("table", { name: "Traffic and what becomes of it" });
  await expect(table).toContainText("umbra.json");
  await page.getByRole("button", { name: "Declare traffic…" }).click();
  const dialog = page.getByRole("dialog", { name: "Declare traffic" });
  await dialog.getByLabel("From").fill("no-such-host");
  await dialog.getByLabel("To", { exact: true }).fill("internet");
  await dialog.getByLabel("Port").fill("443");
  await dialog.getByLabel("Rate, Gbps").fill("much");
  await expect(dialog.getByRole("alert")).toContainText("Write a number");
  await dialog.getByLabel("Rate, Gbps").fill("0.01");
  await dialog.getByRole("button", { name: "Declare", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("nothing in the configuration is called");
  await expectAccessible(page);
  await dialog.getByLabel("From").fill("bastion-1a");
  await page.keyboard.press("Enter");
  const row = table.getByRole("row").filter({ hasText: "bastion-1a" });
  await expect(row).toContainText("Declared here");

  await row.getByRole("button", { name: /^Edit/ }).click();
  const editing = page.getByRole("dialog", { name: "Edit the traffic" });
  await editing.getByLabel("Rate, Gbps").fill("0.02");
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("0.02");
  await row.getByRole("button", { name: /^Remove/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(row).toContainText("0.02");
  await row.getByRole("button", { name: /^Remove/ }).click();
  await expect(row).toHaveCount(0);
});

test("a file of traffic is taken, or refused with its place", async ({ page }) => {
  const estateId = await loadSample(page);
  await page.goto(`/load?estate=${estateId}`);
  const table = page.getByRole("table", { name: "Traffic and what becomes of it" });
  await expect(table).toContainText("umbra.json");
  const take = (lines: string) =>
    page.locator('input[type="file"]').setInputFiles({
      name: "traffic.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`from,to,port,rateGbps\n${lines}`),
    });
  await take("nobody,internet,443,0.01");
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was imported" })).toContainText(
    "traffic.csv: line 2.from",
  );
  await take("bastion-1a,internet,443,0.01");
  const row = table.getByRole("row").filter({ hasText: "Imported" });
  await expect(row).toHaveCount(1);
  await expect(page.getByText("Nothing was imported")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(row).toHaveCount(0);
});

test("the map shows headroom, and its legend filters", async ({ page }) => {
  const estateId = await loadSample(page);
  await page.goto(`/topology?estate=${estateId}`);
  const { row, outline } = partsOf(page);
  const legend = page.getByRole("group", { name: "Legend: show some alone" });
  await page.getByRole("group", { name: "What colours mean" }).getByRole("button", { name: "Load" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/overlay=load/);
  const headroom = legend.getByRole("button", { name: /^has headroom \d+$/ });
  await expect(headroom).toBeVisible();
  await expect(row("cache-1a").first()).toContainText("63 %");
  const count = Number(/\d+$/.exec((await headroom.textContent()) ?? "")?.[0]);
  await headroom.click();
  await expect(outline.locator('[data-status="load-ok"]')).toHaveCount(count);
  await expectAccessible(page);
});

test("a load that cannot be had says so, and can be asked for again", async ({ page }) => {
  const estateId = await loadSample(page);
  await forceAnswers(page, { "load.ask": { error: "the threads are busy: try again in a minute" } });
  await page.goto(`/load?estate=${estateId}`);
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("The load could not be worked out");
  await expectAccessible(page);
  await page.unrouteAll();
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(verdictOf(page)).toBeVisible();
});
