import { expectAccessible } from "./accessibility";
import {
  importConfiguration,
  importFiles,
  loadSample,
  readConfiguration,
  removeEstate,
  undeclared,
} from "./estates";
import { forceAnswers } from "./forced-answers";
import { expect, type Page, test } from "./story";

/** What the load page says where nobody stated any traffic, where there is none, and while nobody waits for it. */

test.describe.configure({ timeout: 120_000 });

const main = (page: Page) => page.getByRole("main");

test("without stated traffic it shows a flat assumption, names no date and tries no failure", async ({
  page,
}) => {
  const plain = undeclared(await readConfiguration(page, await loadSample(page)));
  const { estateId } = await importConfiguration(page, plain);
  await page.goto(`/load?estate=${estateId}`);
  const verdict = main(page).getByRole("status").filter({ hasText: "it is no forecast, and names no date" });
  await expect(verdict).toContainText(/No traffic is declared, so \d+ required flows are assumed/);
  await expect(verdict).toContainText("fills up first");
  await expect(main(page).getByText(/\d{4}-\d{2}-\d{2}/)).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: "With any one thing down" })).toBeDisabled();
  const limits = page.getByRole("table", { name: "Limits, the fullest first" });
  await expect(limits.getByText("Assumed", { exact: true }).first()).toBeVisible();
  await expect(limits.getByText("OK", { exact: true })).toHaveCount(0);
  const traffic = page.getByRole("table", { name: "Traffic and what becomes of it" });
  await expect(traffic.getByRole("row").nth(1)).toContainText("Assumed");
  await expect(traffic).toContainText("app > cache-1a tcp/6379");
  await expectAccessible(page);
  await removeEstate(page, estateId);
});

test("a network that needs no flow has no traffic, and says how to state some", async ({ page }) => {
  const plain = undeclared(await readConfiguration(page, await loadSample(page)));
  const kept = new Set(["zone", "vpc"]);
  const resources = Object.fromEntries(
    Object.entries(plain.resources).map(([kind, list]) => [kind, kept.has(kind) ? list : []]),
  );
  const { estateId } = await importFiles(page, { "export.json": { ...plain, resources } });
  await page.goto(`/load?estate=${estateId}`);
  await expect(page.getByText("There is no traffic to put on the network")).toBeVisible();
  await expect(page.getByRole("img", { name: /Share of each limit used/ })).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: "With any one thing down" })).toBeDisabled();
  await expect(page.getByText("A file may be a CSV table")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Declare traffic…" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Declare traffic" })).toBeVisible();
  await page.keyboard.press("Escape");
  await removeEstate(page, estateId);
});

test("a question that takes long is cancelled by keys, and asked again", async ({ page }) => {
  const estateId = await loadSample(page);
  await forceAnswers(page, { "load.ask": "never" });
  await page.goto(`/load?estate=${estateId}`);
  await page.getByRole("button", { name: "Cancel" }).focus();
  await page.keyboard.press("Enter");
  await expect(main(page).getByText("Cancelled", { exact: true })).toBeVisible();
  await expect(main(page).getByText("fills up first")).toHaveCount(0);
  // What changes meanwhile makes no page ask again what was cancelled on it.
  const configuration = undeclared(await readConfiguration(page, estateId));
  const other = await importFiles(page, { "export.json": configuration });
  await removeEstate(page, other.estateId);
  await expect(main(page).getByText("Cancelled", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Ask again" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll();
  await page.reload();
  await expect(main(page).getByText(/fills up first/)).toBeVisible();
});

test("single failures that cannot be tried say so beside the answer that stands", async ({ page }) => {
  const estateId = await loadSample(page);
  await page.goto(`/load?estate=${estateId}`);
  await expect(main(page).getByText(/fills up first/)).toBeVisible();
  // Only these: a change elsewhere has the answer that stands asked for again at any moment.
  const busy = { error: "the threads are busy: try again in a minute" };
  await forceAnswers(page, { "load.ask": busy }, /\/api\/trpc\/load\.ask.*sweeps/);
  await page.getByRole("checkbox", { name: "With any one thing down" }).check();
  const alert = main(page).getByRole("alert");
  await expect(alert).toContainText("The single failures could not be tried");
  await expect(main(page).getByText(/fills up first/)).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll();
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/With any one thing down the stated traffic may grow/)).toBeVisible({
    timeout: 60_000,
  });
});
