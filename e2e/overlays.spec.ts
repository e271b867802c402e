import { expectAccessible } from "./accessibility";
import { importConfiguration, loadSample, readConfiguration, removeEstate, undeclared } from "./estates";
import { partsOf } from "./journey-1";
import { expect, test } from "./story";

test("the exposure overlay says in map and outline who the internet gets to, and its legend filters", async ({
  page,
}) => {
  const estateId = await loadSample(page);
  await page.goto(`/topology?estate=${estateId}`);
  const { row, outline } = partsOf(page);
  const colours = page.getByRole("group", { name: "What colours mean" });
  const legend = page.getByRole("group", { name: "Legend: show some alone" });
  await colours.getByRole("button", { name: "Exposure" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/overlay=exposure/);
  const open = legend.getByRole("button", { name: /^open to the internet \d+$/ });
  await expect(open).toBeVisible();
  await expect(row("bastion-1a").first()).toContainText(/open to/);
  const count = Number(/\d+$/.exec((await open.textContent()) ?? "")?.[0]);

  await open.click();
  await expect(page).toHaveURL(/band=exposure-internet/);
  await expect(outline.locator('[data-status="exposure-internet"]')).toHaveCount(count);
  await expect(outline.getByRole("row")).toHaveCount(count);
  await expectAccessible(page);

  await page.reload();
  await expect(open).toHaveAttribute("aria-pressed", "true");
  await page.goBack();
  await expect(page).not.toHaveURL(/band=/);
  await colours.getByRole("button", { name: "Health" }).click();
  await expect(legend).toHaveCount(0);
});

test("the blast overlay without an attack says what the internet gets to, by what is declared", async ({
  page,
}) => {
  const estateId = await loadSample(page);
  await page.goto(`/topology?estate=${estateId}`);
  const { outline } = partsOf(page);
  const colours = page.getByRole("group", { name: "What colours mean" });
  const legend = page.getByRole("group", { name: "Legend: show some alone" });
  await colours.getByRole("button", { name: "Blast radius" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/overlay=blast/);
  const sentence = "An attacker in the internet gets at 1 data store with customer data, in 1 step at most.";
  await expect(page.getByRole("main").getByText(sentence)).toBeVisible();
  await expect(page.getByRole("region", { name: "Simulated attack" })).toHaveCount(0);
  await legend.getByRole("button", { name: "data at risk 1" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/band=blast-data/);
  const atRisk = outline.getByRole("row");
  await expect(atRisk).toHaveCount(1);
  await expect(atRisk).toHaveAttribute("data-status", "blast-data");
  await expect(atRisk).toContainText("orders report");
  await expect(atRisk).toContainText("customer, 1 step");
  await expectAccessible(page);
});

test("the blast overlay of a network of which no weakness is known says so, and calls nothing safe", async ({
  page,
}) => {
  const plain = undeclared(await readConfiguration(page, await loadSample(page)));
  const { estateId } = await importConfiguration(page, plain);
  await page.goto(`/topology?estate=${estateId}&overlay=blast`);
  await expect(page.getByText("Nothing to show.")).toBeVisible();
  await expect(page.getByRole("main").getByText(/No vulnerability is known/)).toBeVisible();
  const { outline } = partsOf(page);
  await expect(outline.getByRole("row").first()).toBeVisible();
  await expect(outline.locator('[data-status^="blast-"]')).toHaveCount(0);
  await expectAccessible(page);
  await removeEstate(page, estateId);
});
