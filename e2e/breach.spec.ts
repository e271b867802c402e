import { indexConfiguration } from "../server/engine/configuration";
import {
  attackFacts,
  type BreachResult,
  breachRequest,
  breachResult,
  breachSentence,
  supposeBugs,
} from "../server/engine/scenario";
import { expectAccessible } from "./accessibility";
import { importFiles, loadSample, readConfiguration, removeEstate, undeclared } from "./estates";
import { partsOf } from "./journey-1";
import { readSample } from "./sample";
import { expect, test } from "./story";

/** What the pages must show of an attack from the bastion: alone, and with a bug supposed in a host that it gets to. */
async function readOracle() {
  const configuration = await readSample();
  const index = indexConfiguration(configuration);
  const { instance } = configuration.resources;
  const bastion = instance.find(({ name }) => name === "bastion-1a");
  if (bastion === undefined) throw new Error("the sample has no bastion-1a");
  const { facts } = attackFacts(index);
  const answer = (bugs: readonly string[]): BreachResult =>
    breachResult(
      breachRequest(configuration, {
        facts: supposeBugs(index, facts, bugs).facts,
        scenario: {
          starts: [{ kind: "host", id: bastion.id, level: "root" }],
          assumesUserInteraction: false,
          excluded: [],
        },
      }),
    );
  const target = instance.find(
    ({ id, name }) =>
      name !== undefined &&
      id !== bastion.id &&
      answer([id]).compromised.some(({ element }) => element.id === id),
  );
  if (target?.name === undefined) throw new Error("the bastion gets to no host of the sample");
  const sentenceOf = (result: BreachResult) => breachSentence(index, result);
  return { target: target.name, alone: sentenceOf(answer([])), withBug: sentenceOf(answer([target.id])) };
}

test("a compromise is simulated from the menu by keys, and says what falls, how, and what stops it", async ({
  page,
}) => {
  const oracle = await readOracle();
  const estateId = await loadSample(page);
  await page.goto(`/topology?estate=${estateId}`);
  const { row, outline } = partsOf(page);
  const card = page.getByRole("region", { name: "Simulated attack" });
  const sentence = page.getByTestId("compromise-sentence");

  await row("bastion-1a").first().click();
  await page.keyboard.press("Shift+F10");
  const menu = page.getByRole("menu", { name: /bastion-1a/ });
  await expect(menu).toBeVisible();
  await menu.getByRole("menuitem", { name: "Simulate compromise" }).focus();
  await page.keyboard.press("Enter");
  await expect(sentence).toHaveText(oracle.alone);
  await expect(card).toContainText("Simulation on shadow copy. Production is not touched.");
  await expect(page).toHaveURL(/overlay=blast/);
  await expect(outline.locator('[data-status="blast-origin"]').first()).toBeVisible();

  await row(oracle.target).first().click();
  await card.getByRole("button", { name: `Suppose a bug in ${oracle.target}` }).click();
  await expect(sentence).toHaveText(oracle.withBug);
  await card.getByRole("listitem").filter({ hasText: oracle.target }).first().locator("summary").click();
  await expect(card.getByRole("list", { name: `Steps to ${oracle.target}` })).toContainText("supposed bug");
  await expectAccessible(page);

  const legend = page.getByRole("group", { name: "Legend: show some alone" });
  await legend.getByRole("button", { name: /^falls in 1 step \d+$/ }).click();
  await expect(page).toHaveURL(/band=blast-1/);
  await expect(outline.locator('[data-status="blast-1"]').first()).toBeVisible();

  await card.getByRole("button", { name: /^Run in background/ }).click();
  await card.getByRole("link", { name: "Open run" }).click();
  await expect(page.getByTestId("run-sentence")).toHaveText(oracle.withBug, { timeout: 60_000 });
  await expect(page.getByRole("list", { name: "Choke points" })).toBeVisible();
  await expect(page.getByText("smallest", { exact: true }).first()).toBeVisible();
  const best = page.getByRole("table", { name: "Patches that protect most, by how many can be made" });
  await expect(best.getByRole("row", { name: /^1 patch/ })).toContainText(/of \d+ hosts? falls?/);
  await expect(page.getByText("only supposed: nobody can patch that")).toBeVisible();

  const down = page.getByRole("region", { name: "While one thing is down" });
  await expect(down).toContainText(/[1-9]\d* of \d+ single failures changes? what falls/);
  const changes = down.getByRole("list", { name: "Failures that change what falls" });
  await changes.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  await expect(down.getByText(/Falls only then|Does not fall then|May fall then/).first()).toBeVisible();
  await expectAccessible(page);
});

test("what cannot begin an attack says why, and Esc takes a simulated attack back", async ({ page }) => {
  const estateId = await loadSample(page);
  await page.goto(`/topology?estate=${estateId}`);
  const { row } = partsOf(page);
  await row("nat-gw-1a").first().click({ button: "right" });
  const refused = page.getByRole("menuitem", { name: /^Simulate compromise/ });
  await expect(refused).toHaveAttribute("aria-disabled", "true");
  await expect(refused).toContainText("an attack starts on a host or inside a subnet");
  await page.keyboard.press("Escape");

  await row("bastion-1a").first().click({ button: "right" });
  await page.getByRole("menuitem", { name: "Simulate compromise" }).click();
  await expect(page.getByTestId("compromise-sentence")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Simulated attack" })).toHaveCount(0);
  await expect(page).not.toHaveURL(/attack=/);
});

test("the run of an attack says which patches protect most, where only some can be made", async ({
  page,
}) => {
  const configuration = undeclared(await readConfiguration(page, await loadSample(page)));
  const idOf = (name: string) => configuration.resources.instance.find((each) => each.name === name)?.id;
  const vulnerabilities = [
    { on: idOf("app-1a"), id: "CVE-2024-0002", gain: "exec" },
    { on: idOf("app-1b"), id: "CVE-2024-0003", gain: "exec" },
    { on: idOf("web-1b"), id: "CVE-2024-0009", gain: "exec" },
  ];
  const sessions = {
    name: "sessions",
    resource: idOf("cache-1a"),
    class: "customer",
    port: 6379,
    auth: "open",
  };
  const { estateId } = await importFiles(page, {
    "export.json": configuration,
    "umbra.json": { vulnerabilities, dataStores: [sessions] },
  });
  await page.goto(`/topology?estate=${estateId}&attack=${idOf("web-1a")}`);
  const card = page.getByRole("region", { name: "Simulated attack" });
  await card.getByRole("button", { name: /^Run in background/ }).click();
  await card.getByRole("link", { name: "Open run" }).click();

  // Either application server leads to the data, so that one patch of the two keeps nothing safe, and both do.
  const best = page.getByRole("table", { name: "Patches that protect most, by how many can be made" });
  const two = best.getByRole("row", { name: /^2 patches/ });
  await expect(two).toContainText("no data proved to be at risk", { timeout: 60_000 });
  const patches = two.getByRole("list", { name: "Best 2 patches" });
  await expect(patches.getByRole("listitem")).toHaveCount(2);
  await expect(patches).toContainText(`patch CVE-2024-0002 on ${idOf("app-1a")}`);
  await expect(patches).toContainText(`patch CVE-2024-0003 on ${idOf("app-1b")}`);
  await expect(best.getByRole("row", { name: /^1 patch/ })).toContainText(
    "data at risk: sessions (weight 4 of 4)",
  );
  await expectAccessible(page);
  await removeEstate(page, estateId);
});
