import { expectAccessible } from "./accessibility";
import { loadSample, openSample, removeAllEstates } from "./estates";
import { forceAnswers } from "./forced-answers";
import {
  expectFound,
  expectMap,
  expectResult,
  expectSimulation,
  partsOf,
  pointOf,
  readOracle,
} from "./journey-1";
import { expect, type Page, test } from "./story";

test.describe("from nothing to a simulated failure, with the mouse", () => {
  for (const theme of ["light", "dark"] as const) {
    test(`in the ${theme} theme`, async ({ page }) => {
      const oracle = await readOracle();
      const { map, search, simulation, row } = partsOf(page);
      await page.emulateMedia({ colorScheme: theme });

      await removeAllEstates(page);
      await page.goto("/");
      await expect(page).toHaveURL("/welcome");
      const explore = page.getByRole("button", { name: "Explore the sample network" });
      await expect(explore).toBeFocused();
      await explore.click();
      await expectMap(page, oracle);

      await search.click();
      await search.fill("nat");
      await search.press("Enter");
      await expectFound(page, oracle);

      await expectSimulation(page, async () => {
        await row("nat-gw-1a").first().click({ button: "right" });
        await page.getByRole("menuitem", { name: "Simulate failure" }).click();
      });
      await expectResult(page, oracle);
      await simulation.getByRole("button", { name: "Show on map" }).click();
      await expect(map).toHaveAttribute("data-ready", "true");
      if (theme === "dark") await expectAccessible(page);

      await simulation.getByRole("button", { name: "Reset view" }).click();
      await expect(simulation).toHaveCount(0);
      await expect(page).not.toHaveURL(/fail=/);
    });
  }
});

test.describe("the map", () => {
  let oracle: Awaited<ReturnType<typeof readOracle>>;
  test.beforeEach(async ({ page }) => {
    oracle = await readOracle();
    const estateId = await loadSample(page);
    await page.goto(`/topology?estate=${estateId}`);
    await expectMap(page, oracle);
  });

  test("a click on a node selects it everywhere; a right click opens its menu", async ({ page }) => {
    const { map, panel, outline } = partsOf(page);
    const at = await pointOf(map, oracle.natId);
    await page.mouse.click(at.x, at.y);
    await expect(panel.getByRole("heading", { level: 2 })).toHaveText("nat-gw-1a");
    await expect(outline.getByRole("row", { selected: true })).toContainText("nat-gw-1a");
    const now = await pointOf(map, oracle.natId);
    await page.mouse.click(now.x, now.y, { button: "right" });
    await expect(page.getByRole("menuitem", { name: "Simulate failure" })).toBeVisible();
  });

  test("a link reproduces selection, simulation and filter", async ({ page, browser }) => {
    const { outline } = partsOf(page);
    const link = new URL(page.url());
    link.searchParams.set("sel", oracle.natId);
    link.searchParams.set("fail", `down:natGateway:${oracle.natId}`);
    link.searchParams.set("filter", "status:lost");
    const other = await (await browser.newContext()).newPage();
    await other.goto(link.toString());
    const parts = partsOf(other);
    await expect(parts.simulation.getByText(oracle.sentence)).toBeVisible();
    await expect(parts.outline).toHaveAttribute("aria-rowcount", String(oracle.lostHosts.length));
    await expect(parts.panel.getByRole("heading", { level: 2 })).toHaveText("nat-gw-1a");
    await expect(outline).toHaveAttribute("aria-rowcount", String(oracle.view.totalCount));
    await other.context().close();
  });

  test("Cancel stops a simulation and shows no result", async ({ page }) => {
    const { panel, simulation, row } = partsOf(page);
    await forceAnswers(page, { "whatIf.run": "never" });
    await row("nat-gw-1a").first().click();
    await panel.getByRole("button", { name: "Simulate failure" }).click();
    await simulation.getByRole("button", { name: "Cancel" }).click();
    await expect(simulation).toHaveCount(0);
    await expect(page).not.toHaveURL(/fail=/);
  });

  test("a security group is failed as a block, from the outline", async ({ page }) => {
    const { row, filter, simulation } = partsOf(page);
    await filter.fill("type:security");
    await row("app").first().click({ button: "right" });
    await page.getByRole("menuitem", { name: "Simulate block" }).click();
    await expect(simulation.getByRole("heading", { name: /Simulating block by .*app/ })).toBeVisible();
    await expect(simulation.getByRole("button", { name: "Reset view" })).toBeVisible({ timeout: 15_000 });
  });

  test("a route is withdrawn from the rules of its table", async ({ page }) => {
    const { row, filter, panel, simulation } = partsOf(page);
    await filter.fill("type:route private-1b");
    await row("private-1b").first().click();
    await panel.getByRole("tab", { name: "Rules" }).click();
    await panel.getByRole("button", { name: "Simulate withdrawing 0.0.0.0/0" }).click();
    await expect(
      simulation.getByRole("heading", { name: "Simulating withdrawal of 0.0.0.0/0 from private-1b" }),
    ).toBeVisible();
    await expect(
      simulation.getByText(
        /^Withdrawing 0\.0\.0\.0\/0 from route table private-1b cuts 4 hosts off from the internet/,
      ),
    ).toBeVisible();
  });

  test("what cannot be simulated says why", async ({ page }) => {
    const { row } = partsOf(page);
    await row("shop-vpc").first().click({ button: "right" });
    const item = page.getByRole("menuitem", { name: /Simulate failure/ });
    await expect(item).toHaveAttribute("aria-disabled", "true");
    await expect(item).toContainText("choose a zone, a subnet or a gateway");
  });

  test("can reach: the verdict with its hops and the deciding rule", async ({ page }) => {
    const { row, panel } = partsOf(page);
    await row("app-1a").first().click();
    await panel.getByRole("tab", { name: "Connectivity" }).click();
    await panel.getByRole("textbox", { name: /^Can reach/ }).fill("internet");
    await expect(panel.getByText("Reachable", { exact: true })).toBeVisible();
    await expect(panel.getByRole("list", { name: "Forward" })).toContainText("nat-gw-1a");
    await panel.getByRole("textbox", { name: /^Can reach/ }).fill("no-such-thing");
    await expect(panel.getByRole("alert")).toContainText("no-such-thing");
  });

  test("the theme's colours reach the canvas", async ({ page }) => {
    const { map } = partsOf(page);
    const before = await map.screenshot();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.waitForFunction(() => document.getAnimations().length === 0);
    expect((await map.screenshot()).equals(before)).toBe(false);
  });

  test("no node has a parent, and a simulation moves nothing", async ({ page }) => {
    const { map, panel, row, simulation } = partsOf(page);
    await row("nat-gw-1a").first().click();
    const before = await positions(page);
    await panel.getByRole("button", { name: "Simulate failure" }).click();
    await expect(simulation.getByRole("button", { name: "Reset view" })).toBeVisible({ timeout: 15_000 });
    expect(await positions(page)).toEqual(before);
    await expect(map).toHaveAttribute("data-layout-hash", oracle.view.layoutHash);
    expect(before.every(({ hasParent }) => !hasParent)).toBe(true);
  });
});

async function positions(page: Page): Promise<{ id: string; x: number; y: number; hasParent: boolean }[]> {
  return partsOf(page).map.evaluate((element) => {
    type Node = { id(): string; position(): { x: number; y: number }; data(name: string): unknown };
    const holder = [...element.querySelectorAll("*")].find((one) => "_cyreg" in one) as unknown as {
      _cyreg: { cy: { nodes(): { map<T>(of: (node: Node) => T): T[] } } };
    };
    return holder._cyreg.cy.nodes().map((node) => ({
      id: node.id(),
      ...node.position(),
      hasParent: node.data("parent") !== undefined,
    }));
  });
}

test.describe("when something is wrong", () => {
  test("a map that cannot be loaded says so and can be asked again", async ({ page }) => {
    await openSample(page);
    await forceAnswers(page, { "topology.view": { error: "the snapshot could not be opened" } });
    await page.goto("/topology");
    await expect(page.getByText("The map could not be loaded")).toBeVisible();
    await page.unrouteAll();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(partsOf(page).map).toHaveAttribute("data-ready", "true");
  });

  test("a panel that cannot be loaded leaves the map alone", async ({ page }) => {
    const oracle = await readOracle();
    await openSample(page);
    await forceAnswers(page, { "resource.read": { error: "the resource could not be read" } });
    await page.goto(`/topology?sel=${oracle.natId}`);
    await expect(page.getByText("The resource could not be loaded")).toBeVisible();
    await expect(partsOf(page).map).toHaveAttribute("data-ready", "true");
    await expect(partsOf(page).row("nat-gw-1a").first()).toBeVisible();
  });

  test("a search without a hit says what can be searched", async ({ page }) => {
    await openSample(page);
    await page.goto("/topology?q=no-such-thing");
    await expect(page.getByText(/Nothing found for “no-such-thing”/)).toBeVisible();
  });

  test("a filter without a match is told from an empty estate", async ({ page }) => {
    await openSample(page);
    await page.goto("/topology?filter=status:degraded");
    await expect(page.getByText("No row matches the filter")).toBeVisible();
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await expect(partsOf(page).row("shop-vpc").first()).toBeVisible();
  });
});

test("in a narrow window the list comes first and the map is one press away", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openSample(page);
  await page.goto("/topology");
  const { outline, map } = partsOf(page);
  await expect(outline).toBeVisible();
  await page.getByRole("button", { name: "Map" }).click();
  await expect(map).toBeVisible();
  await expect(page).toHaveURL(/view=map/);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test("axe finds nothing on the map in either theme", async ({ page }) => {
  const oracle = await readOracle();
  await openSample(page);
  await page.goto("/topology");
  await expectMap(page, oracle);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "light" });
  await partsOf(page).row("nat-gw-1a").first().click();
  for (const tab of ["Summary", "Connectivity", "Rules", "Raw"]) {
    await partsOf(page).panel.getByRole("tab", { name: tab }).click();
    await expectAccessible(page);
  }
});
