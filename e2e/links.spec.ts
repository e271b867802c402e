import { buildConfiguration } from "../server/testing/network-builder";
import { b5 } from "../server/testing/network-builder-bases";
import { but } from "../server/testing/network-builder-change";
import { expectAccessible } from "./accessibility";
import { importFiles, removeEstate } from "./estates";
import { partsOf } from "./journey-1";
import { expect, type Page, test } from "./story";

/** An office behind two tunnels and a Direct Connect link needs a host: what fails of the links is chosen on the map and found by search. */
const network = but(b5(), {
  directConnects: { "dxvif-1": { vgw: "vgw-1" } },
  sites: { office: { prefixes: ["192.168.0.0/16"], via: ["vpn-1"] } },
});
const facts = {
  applications: [{ name: "erp", flows: [{ from: "site:office", to: "a", ports: [443] }] }],
};

let estateId = "";
test.beforeEach(async ({ page }) => {
  await page.goto("/welcome");
  ({ estateId } = await importFiles(page, {
    "export.json": buildConfiguration(network),
    "umbra.json": facts,
  }));
});
test.afterEach(({ page }) => removeEstate(page, estateId));

async function openMap(page: Page) {
  await page.goto(`/topology?estate=${estateId}`);
  await expect(partsOf(page).map).toHaveAttribute("data-ready", "true");
}

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
  { name: "dxvif-1", sentence: "Losing virtual interface dxvif-1 affects no required flow." },
])
  test(`the menu of ${name} simulates its failure`, async ({ page }) => {
    const { outline, simulation } = partsOf(page);
    await openMap(page);
    const row = outline.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });
    await row.first().click({ button: "right" });
    await page.getByRole("menuitem", { name: "Simulate failure" }).click();
    await expect(simulation.getByTestId("simulation-sentence")).toHaveText(sentence);
    await expect(row.first()).toContainText("down");
  });

test("a tunnel has details of its own, and is added to a scenario by its outside address", async ({
  page,
}) => {
  const { panel, search } = partsOf(page);
  await openMap(page);
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
    "tunnel 1 of vpn-1 fails",
  );
  await page.getByLabel("Name of the scenario").fill("One tunnel");
  await page.getByLabel("Name of the scenario").press("Enter");
  await expect(page.getByTestId("run-sentence")).toContainText("vpn-1 is left with 1 tunnel");
});
