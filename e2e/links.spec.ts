import { buildConfiguration } from "../server/testing/network-builder";
import { b1, b3, b5, twoRegions } from "../server/testing/network-builder-bases";
import { but } from "../server/testing/network-builder-change";
import type { NetworkSpec } from "../server/testing/network-builder-spec";
import { expectAccessible } from "./accessibility";
import { declareFlow, importFiles, removeEstate } from "./estates";
import { partsOf } from "./journey-1";
import { expect, type Page, test } from "./story";

/** A host that an office needs behind two tunnels, and a Direct Connect link beside them. */
const links = but(b5(), {
  directConnects: { "dxvif-1": { vgw: "vgw-1" } },
  sites: { office: { prefixes: ["192.168.0.0/16"], via: ["vpn-1"] } },
});

test.describe.configure({ timeout: 120_000 });

let estateId = "";
async function open(page: Page, network: NetworkSpec, flow: { from: string; to: string; ports?: number[] }) {
  const configuration = buildConfiguration(network);
  ({ estateId } = await importFiles(page, { "export.json": configuration }));
  await declareFlow(page, estateId, "erp", { ports: [443], ...flow });
  await page.goto(`/topology?estate=${estateId}`);
  await expect(partsOf(page).map).toHaveAttribute("data-ready", "true");
}
test.afterEach(({ page }) => removeEstate(page, estateId));

const OFFICE = { from: "site:office", to: "a" };

for (const { name, sentence } of [
  {
    name: "tunnel 1 of vpn-1",
    sentence:
      "Losing tunnel 1 of vpn-1 loses no required flow; vpn-1 is left with 1 tunnel; 1 flow left with fewer working members.",
  },
  { name: "vpn-1", sentence: "Losing vpn-1 cuts site office off from a; vpn-1 is left with 0 tunnels." },
  {
    name: "cgw-vpn-1",
    sentence: "Losing cgw-vpn-1 cuts site office off from a; vpn-1 is left with 0 tunnels.",
  },
  { name: "dxcon-dxvif-1", sentence: "Losing dxcon-dxvif-1 affects no required flow." },
  { name: "dxvif-1", sentence: "Losing dxvif-1 affects no required flow." },
])
  test(`the menu of ${name} simulates its failure`, async ({ page }) => {
    const { outline, simulation } = partsOf(page);
    await open(page, links, OFFICE);
    const row = outline.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });
    await row.first().click({ button: "right" });
    await page.getByRole("menuitem", { name: "Simulate failure" }).click();
    await expect(simulation.getByTestId("simulation-sentence")).toHaveText(sentence);
    await expect(row.first()).toContainText("failing");
  });

test("a tunnel has details of its own, and is added to a scenario by its outside address", async ({
  page,
}) => {
  const { panel, search } = partsOf(page);
  await open(page, links, OFFICE);
  await search.fill("vpn-1#2");
  await search.press("Enter");
  await expect(panel.getByRole("heading", { level: 2 })).toHaveText("tunnel 2 of vpn-1");
  await expect(panel).toContainText("192.0.2.2 · UP");
  await expect(panel.getByRole("button", { name: "Simulate failure" })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/scenarios/new?estate=${estateId}`);
  await page.getByLabel("Find a resource").fill("192.0.2.1");
  await page.getByRole("button", { name: "Add tunnel 1 of vpn-1" }).click();
  await expect(page.getByRole("list", { name: "Supposed failures" })).toContainText(
    /tunnel 1 of vpn-1 .*fails/,
  );
  await page.getByLabel("Name of the scenario").fill("One tunnel");
  await page.getByLabel("Name of the scenario").press("Enter");
  await expect(page.getByTestId("run-sentence")).toContainText("vpn-1 is left with 1 tunnel");
});

test("an attachment is taken off its table, and what it propagates is withdrawn", async ({ page }) => {
  const { outline, simulation } = partsOf(page);
  await open(page, b3(), { from: "a1", to: "b1" });
  const row = outline.getByRole("row").filter({ has: page.getByText("att-a", { exact: true }) });
  await row.first().click({ button: "right" });
  await page.getByRole("menuitem", { name: "Simulate disassociation" }).click();
  await expect(simulation.getByTestId("simulation-sentence")).toHaveText(
    "Disassociating transit gateway attachment att-a from its route table cuts a1 (1 host) off from b1.",
  );
  await expect(simulation.getByRole("heading", { name: "Simulating disassociation of att-a" })).toBeVisible();
  await page.goto(`/topology?estate=${estateId}&fail=withdrawn:transitGatewayRouteTable:rt-t:att-b`);
  await expect(simulation.getByTestId("simulation-sentence")).toHaveText(
    "Withdrawing the propagation of att-b from rt-t cuts a1 (1 host) off from b1.",
  );
});

test("a region fails as a whole from its box", async ({ page }) => {
  const { outline, panel, simulation } = partsOf(page);
  await open(page, twoRegions(), { from: "a", to: "b" });
  const box = outline.getByRole("row").filter({ has: page.getByText("eu-west-1", { exact: true }) });
  await box.first().click();
  await expect(panel.getByRole("heading", { level: 2 })).toHaveText("eu-west-1");
  await expectAccessible(page);
  await panel.getByRole("button", { name: "Simulate failure" }).click();
  await expect(simulation.getByTestId("simulation-sentence")).toHaveText(
    "Losing region eu-west-1 stops 1 host, makes sgB (1 host) unreachable from the internet and cuts a (1 host) off from b.",
  );
  await page.goto(`/scenarios/new?estate=${estateId}`);
  await page.getByLabel("Find a resource").fill("eu-west-1");
  await page.getByRole("button", { name: "Add eu-west-1", exact: true }).click();
  await expect(page).toHaveURL(/targets=down:region:eu-west-1/);
});

for (const { standby, sentence } of [
  { standby: true, sentence: "Losing database orders affects no required flow." },
  { standby: false, sentence: "Losing database orders cuts app-b (1 host) off from orders." },
])
  test(`a database fails, with a standby: ${standby}`, async ({ page }) => {
    const { outline, simulation } = partsOf(page);
    const databases = { orders: { subnets: ["prv-a", "prv-b"], groups: ["sg-db"], standby } };
    await open(page, but(b1(), { databases }), { from: "app-b", to: "orders", ports: [5432] });
    const row = outline.getByRole("row").filter({ has: page.getByText("orders", { exact: true }) });
    await row.first().click({ button: "right" });
    await page.getByRole("menuitem", { name: "Simulate failure" }).click();
    await expect(simulation.getByTestId("simulation-sentence")).toHaveText(sentence);
  });
