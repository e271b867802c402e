import { openSample, removeAllEstates } from "./estates";
import { expectFound, expectMap, expectResult, expectSimulation, partsOf, readOracle } from "./journey-1";
import { expect, test } from "./story";

test("from nothing to a simulated failure, with the keyboard alone", async ({ page }) => {
  const oracle = await readOracle();
  const { search, outline, simulation, panel, filter } = partsOf(page);
  await removeAllEstates(page);
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Explore the sample network" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expectMap(page, oracle);

  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.keyboard.type("nat");
  await page.keyboard.press("Enter");
  await expectFound(page, oracle);
  await expect(outline.getByRole("row", { selected: true })).toBeFocused();

  await expectSimulation(page, async () => {
    await page.keyboard.press("Shift+F10");
    await expect(page.getByRole("menuitem", { name: "Simulate failure" })).toBeFocused();
    await page.keyboard.press("Enter");
  });
  await expectResult(page, oracle);

  // Esc goes back one layer at a time: the filter, the panel, the simulation.
  await expect(filter).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(filter).toHaveValue("");
  await expect(panel).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(simulation).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(simulation).toHaveCount(0);
});

test.describe("the outline", () => {
  test.beforeEach(async ({ page }) => {
    await openSample(page);
    await page.goto("/topology");
    await expectMap(page, await readOracle());
    await partsOf(page).outline.getByRole("row").first().focus();
  });

  test("arrows walk, open and close; the row says its level and state", async ({ page }) => {
    const { row, outline } = partsOf(page);
    const first = row("shop-vpc").first();
    await expect(first).toHaveAttribute("aria-level", "1");
    await expect(first).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("ArrowLeft");
    await expect(first).toHaveAttribute("aria-expanded", "false");
    await expect(outline).toHaveAttribute("aria-rowcount", /^\d$/);
    await expect(page).toHaveURL(/open=-vpc-/);
    await page.keyboard.press("ArrowRight");
    await expect(first).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("ArrowDown");
    await expect(row("shop-igw").first()).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await expect(first).toBeFocused();
    await page.keyboard.press("End");
    await expect(outline.getByRole("row").last()).toBeFocused();
    await page.keyboard.press("Home");
    await expect(first).toBeFocused();
  });

  test("typing goes to the row of that name, Enter opens it, Space marks it", async ({ page }) => {
    const { panel, row } = partsOf(page);
    await page.keyboard.type("bastion");
    await expect(row("bastion-1a").first()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(panel.getByRole("heading", { level: 2 })).toHaveText("bastion-1a");
    await page.keyboard.press("Space");
    await expect(page.getByText("1 marked: bastion-1a")).toBeVisible();
  });

  test("a closed box still counts what is lost inside it", async ({ page }) => {
    const { natId, lostHosts } = await readOracle();
    const link = new URL(page.url());
    link.searchParams.set("fail", `down:natGateway:${natId}`);
    await page.goto(link.toString());
    const { row, simulation } = partsOf(page);
    await expect(simulation.getByRole("button", { name: "Reset view" })).toBeVisible();
    await row("shop-vpc").first().focus();
    await page.keyboard.press("ArrowLeft");
    await expect(row("shop-vpc").first()).toContainText(`${lostHosts.length} lost`);
  });
});

test("on the map arrows move the focus and say where it is; Enter opens, Esc comes back", async ({
  page,
}) => {
  const oracle = await readOracle();
  await openSample(page);
  await page.goto(`/topology?sel=${oracle.natId}`);
  await expectMap(page, oracle);
  const { map, said, panel } = partsOf(page);
  await map.focus();
  await page.keyboard.press("ArrowRight");
  await expect(said).toHaveText(/^bastion-1a, instance, 10\.20\.0\.20/);
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("heading", { level: 2 })).toHaveText("bastion-1a");
  await map.focus();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: "Simulate failure" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menuitem", { name: "Simulate failure" })).toHaveCount(0);
  await expect(panel).toBeVisible();
});
