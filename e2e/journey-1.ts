import { expect, type Locator, type Page } from "@playwright/test";
import { indexConfiguration } from "../server/engine/configuration";
import { inferIntents } from "../server/engine/intent";
import { runWhatIf, whatIfRequestSchema } from "../server/engine/scenario";
import { buildTopologyView } from "../server/engine/topology";
import { readSample } from "./sample";

/** Within this time a click on "Simulate failure" must be seen to do something. */
const FIRST_SIGN_MS = 300;
const SLOWED_BY_MS = 1_500;

/** What the pages must show of the sample, computed by the engine here and now. */
export async function readOracle() {
  const configuration = await readSample();
  const index = indexConfiguration(configuration);
  const nat = configuration.resources.natGateway.find(({ name }) => name === "nat-gw-1a");
  if (nat === undefined) throw new Error("the sample has no nat-gw-1a");
  const result = runWhatIf(
    configuration,
    inferIntents(index).intents,
    whatIfRequestSchema.parse({ failures: [{ kind: "natGateway", id: nat.id, mode: "down" }] }),
  );
  const lostHosts = result.affected.filter(({ status }) => status === "lost").map(({ element }) => element);
  const view = buildTopologyView(index, { open: [] });
  return { natId: nat.id, sentence: result.sentence, lostHosts, view };
}

export type Oracle = Awaited<ReturnType<typeof readOracle>>;

/** The parts of the topology page, by role and name. */
export function partsOf(page: Page) {
  const outline = page.getByRole("treegrid", { name: "Resources" });
  return {
    map: page.getByRole("application", { name: "Network map" }),
    outline,
    row: (name: string) => outline.getByRole("row").filter({ hasText: name }),
    filter: page.getByRole("searchbox", { name: "Filter the outline" }),
    search: page.getByRole("searchbox", { name: "Search the network" }),
    panel: page.getByRole("region", { name: "Details" }),
    simulation: page.getByRole("region", { name: "Simulation" }),
    said: page.getByRole("status", { name: "Announcements" }),
  };
}

/** Step 2: the map is drawn, as large as the estate is, and not blank. */
export async function expectMap(page: Page, { view }: Oracle): Promise<void> {
  const { map, outline } = partsOf(page);
  await expect(map).toHaveAttribute("data-ready", "true", { timeout: 5_000 });
  await expect(page).toHaveURL(/\/topology/);
  await expect(page.getByText("SAMPLE", { exact: true }).first()).toBeVisible();
  await expect(map).toHaveAttribute("data-total", String(view.totalCount));
  await expect(map).toHaveAttribute("data-visible-nodes", String(view.nodes.length));
  await expect(map).toHaveAttribute("data-layout-hash", view.layoutHash);
  await expect(outline).toHaveAttribute("aria-rowcount", String(view.totalCount));
  await expect(page.getByText(`showing ${view.totalCount} of ${view.totalCount} resources`)).toBeVisible();
  expect(await colorCount(map), "a blank canvas has one colour").toBeGreaterThan(8);
}

/** Distinct colours the canvases show: those of lines, icons and letters, none where nothing is drawn. */
async function colorCount(map: Locator): Promise<number> {
  return map.evaluate((element) => {
    const colors = new Set<string>();
    for (const canvas of element.querySelectorAll("canvas")) {
      const context = canvas.getContext("2d");
      if (context === null || canvas.width === 0) continue;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      for (let at = 0; at < data.length; at += 4 * 7)
        if (data[at + 3] !== 0) colors.add(`${data[at]} ${data[at + 1]} ${data[at + 2]}`);
    }
    return colors.size;
  });
}

/** Step 3: the search selected the gateway on map, outline and panel, and said so. */
export async function expectFound(page: Page, { natId }: Oracle): Promise<void> {
  const { outline, panel, said, map } = partsOf(page);
  const row = outline.getByRole("row", { selected: true });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("nat-gw-1a");
  await expect(page).toHaveURL(new RegExp(`sel=${natId}`));
  await expect(panel.getByRole("heading", { level: 2 })).toHaveText("nat-gw-1a");
  await expect(said).toHaveText(/^nat-gw-1a in subnet web-1a, VPC shop-vpc, \d+ neighbours$/);
  await expect(map).toHaveAttribute("data-focus-id", natId);
}

/** Makes simulations answer late, so that what is shown meanwhile can be looked at. */
export async function slowSimulations(page: Page): Promise<void> {
  await page.route(/whatIf\.run/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, SLOWED_BY_MS));
    await route.continue();
  });
}

/** Step 4: at once the ghost, the card with the time that passes, and a way to stop; then the result. */
export async function expectSimulation(page: Page, choose: () => Promise<void>): Promise<void> {
  const { simulation, row } = partsOf(page);
  await slowSimulations(page);
  await choose();
  await expect(simulation.getByRole("heading", { name: "Simulating loss of nat-gw-1a" })).toBeVisible({
    timeout: FIRST_SIGN_MS,
  });
  await expect(simulation.getByRole("button", { name: "Cancel" })).toBeVisible({ timeout: FIRST_SIGN_MS });
  await expect(simulation.getByText(/^(elapsed )?\d+\.\d s$/)).toBeVisible();
  await expect(row("nat-gw-1a").first()).toContainText("failing");
  await expect(simulation.getByRole("button", { name: "Reset view" })).toBeVisible({ timeout: 15_000 });
}

/** Step 5: one number, in the sentence, in the table and in the outline; and production is not touched. */
export async function expectResult(page: Page, { sentence, lostHosts, natId }: Oracle): Promise<void> {
  const { simulation, outline, filter, map } = partsOf(page);
  await expect(simulation.getByText(sentence)).toBeVisible();
  expect(sentence).toContain(`${lostHosts.length} hosts`);
  await expect(simulation.getByText("Simulation on shadow copy. Production is not touched.")).toBeVisible();
  await simulation.getByRole("tab", { name: /^Impact/ }).click();
  await expect(simulation.locator("tr[data-status=lost]")).toHaveCount(lostHosts.length);
  await filter.fill("status:lost");
  await expect(outline).toHaveAttribute("aria-rowcount", String(lostHosts.length));
  await expect(outline.getByRole("row")).toHaveCount(lostHosts.length);
  for (const { name } of lostHosts)
    await expect(
      partsOf(page)
        .row(name ?? "")
        .first(),
    ).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`fail=down:natGateway:${natId}`));
  expect(await lostOnMap(map)).toEqual(lostHosts.map(({ id }) => id).sort());
}

/** Ids of the nodes that the drawing marks as lost. Cytoscape keeps its instance at its container. */
export async function lostOnMap(map: Locator): Promise<string[]> {
  return map.evaluate((element) => {
    const holder = [...element.querySelectorAll("*")].find((one) => "_cyreg" in one) as unknown as {
      _cyreg: {
        cy: { elements(selector: string): { map(of: (node: { id(): string }) => string): string[] } };
      };
    };
    return holder._cyreg.cy
      .elements(".lost")
      .map((node) => node.id())
      .sort();
  });
}

/** Where a node is drawn, in the page: a click on a canvas goes by place. */
export async function pointOf(map: Locator, nodeId: string): Promise<{ x: number; y: number }> {
  return map.evaluate((element, id) => {
    const holder = [...element.querySelectorAll("*")].find((one) => "_cyreg" in one) as unknown as {
      _cyreg: { cy: { getElementById(id: string): { renderedPosition(): { x: number; y: number } } } };
    };
    const box = element.getBoundingClientRect();
    const at = holder._cyreg.cy.getElementById(id).renderedPosition();
    return { x: box.left + at.x, y: box.top + at.y };
  }, nodeId);
}
