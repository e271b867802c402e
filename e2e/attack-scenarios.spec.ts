import { expectAccessible } from "./accessibility";
import { importConfiguration, loadSample, readConfiguration, removeEstate } from "./estates";
import { expect, type Page, test } from "./story";

/** An attack for later: built in a form, kept and run by the clock. On a copy, so that nothing of it stays. */

test.describe.configure({ timeout: 120_000 });

let estateId = "";
let bastionId = "";
let databaseId = "";
test.beforeEach(async ({ page }) => {
  const configuration = await readConfiguration(page, await loadSample(page));
  const idOf = (wanted: string) =>
    configuration.resources.instance.find(({ name }) => name === wanted)?.id ?? "not in the sample";
  [bastionId, databaseId] = [idOf("bastion-1a"), idOf("db-1a")];
  ({ estateId } = await importConfiguration(page, configuration));
});
test.afterEach(({ page }) => removeEstate(page, estateId));

/** The form, with an attack chosen by keys alone. */
async function openForm(page: Page) {
  await page.goto(`/scenarios/new?estate=${estateId}`);
  const kind = page.getByRole("combobox", { name: "What is supposed" });
  await kind.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "An attack" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(kind).toContainText("An attack");
  await expect(page.getByText("Say where the attack begins.")).toBeVisible();
}

test("an attack is built with the keyboard alone, runs, and can be run again", async ({ page }) => {
  await openForm(page);
  await expectAccessible(page);
  await page.getByLabel("Where it begins").focus();
  await page.keyboard.type(bastionId);
  await expect(page.getByText("Give it a name.")).toBeVisible();
  await page.getByLabel("Supposed bugs").focus();
  await page.keyboard.type(`${databaseId}=tcp/22`);
  await page.getByLabel("Name of the scenario").focus();
  await page.keyboard.type("Bastion taken over");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bastion taken over");
  await expect(page.getByTestId("run-sentence")).toContainText("takes over 1 host", { timeout: 60_000 });
  await expect(page.getByRole("list", { name: "Choke points" })).toBeVisible();

  await page.goto(`/scenarios?estate=${estateId}`);
  await page.getByRole("link", { name: "Bastion taken over" }).click();
  const supposed = page.getByRole("list", { name: "Supposed attack" });
  await expect(supposed).toContainText(`begins at ${bastionId}, as root`);
  await expect(supposed).toContainText(`A supposed bug in ${databaseId}=tcp/22`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Run now" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByTestId("run-sentence")).toContainText("takes over 1 host", { timeout: 60_000 });
});

test("an attack that begins nowhere gives no verdict, and says what is not there", async ({ page }) => {
  await openForm(page);
  await page.getByLabel("Where it begins").fill("no-such-host");
  await page.getByLabel("Name of the scenario").fill("From nowhere");
  await page.getByRole("button", { name: "Save and run now" }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByText(/`?no-such-host`?/).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId("run-sentence")).toHaveCount(0);
});

test("an attack on the map is scheduled from its card", async ({ page }) => {
  await page.goto(`/topology?estate=${estateId}&attack=${bastionId}&overlay=blast`);
  const card = page.getByRole("region", { name: "Simulated attack" });
  await expect(page.getByTestId("compromise-sentence")).toBeVisible({ timeout: 30_000 });
  await card.getByRole("button", { name: "Schedule…" }).focus();
  await page.keyboard.press("Enter");
  const schedule = page.getByRole("dialog", { name: "Schedule this attack" });
  await expect(schedule.getByLabel("Name")).toHaveValue("Compromise of bastion-1a");
  await schedule.getByLabel("Time zone").fill("Europe/Berlin");
  await expect(schedule.getByText("Runs every day at 03:00, Europe/Berlin.")).toBeVisible();
  await expectAccessible(page);
  await schedule.getByRole("button", { name: "Schedule" }).focus();
  await page.keyboard.press("Enter");
  await card.getByRole("link", { name: "Open schedules" }).click();
  const entry = page.getByRole("list", { name: "Schedules" }).getByRole("listitem");
  await expect(entry).toHaveCount(1);
  await expect(entry).toContainText("Compromise of bastion-1a");
  await expect(entry).toContainText(/Next \w+, \d+ \w+ \d{4}, 03:00/);
});
