import { expectAccessible } from "./accessibility";
import { importConfiguration, loadSample, readConfiguration, removeEstate } from "./estates";
import { partsOf } from "./journey-1";
import { expect, type Page, test } from "./story";

let estateId = "";
test.beforeEach(async ({ page }) => {
  estateId = await loadSample(page);
  await page.goto(`/topology?estate=${estateId}`);
  await expect(map(page)).toHaveAttribute("data-ready", "true");
});

const map = (page: Page) => page.getByRole("application", { name: "Network map" });
const strip = (page: Page, name: "Hidden" | "Isolated") => page.getByRole("group", { name });
const drawn = async (page: Page) => Number(await map(page).getAttribute("data-visible-nodes"));

test("what is hidden in the outline by keys is gone from the map, is counted, and comes back one by one", async ({
  page,
}) => {
  const { row, outline } = partsOf(page);
  const before = await drawn(page);
  await outline.getByRole("row").first().focus();
  await page.keyboard.type("bastion");
  await expect(row("bastion-1a").first()).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(page).toHaveURL(/hide=i-/);
  await expect(row("bastion-1a")).toHaveCount(0);
  await expect(map(page)).toHaveAttribute("data-visible-nodes", String(before - 1));
  // The keys go on from the row after it.
  await expect(row("web-1a").filter({ hasText: "10.20.0.11" }).first()).toBeFocused();
  await page.keyboard.type("cache");
  await expect(row("cache-1a").first()).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(strip(page, "Hidden")).toContainText("Hidden 2");
  await expectAccessible(page);

  await page.reload();
  await expect(strip(page, "Hidden")).toContainText("Hidden 2");
  await strip(page, "Hidden").getByRole("button", { name: "Show bastion-1a" }).click();
  await expect(row("bastion-1a").first()).toBeVisible();
  await page.goBack();
  await expect(strip(page, "Hidden")).toContainText("Hidden 2");
  await strip(page, "Hidden").getByRole("button", { name: "Show all" }).click();
  await expect(strip(page, "Hidden")).toHaveCount(0);
  await expect(map(page)).toHaveAttribute("data-visible-nodes", String(before));
});

test("on the map by keys: alone, with its neighbours, hidden, and back with Esc", async ({ page }) => {
  const { row } = partsOf(page);
  const before = await drawn(page);
  await page.keyboard.press("/");
  await page.keyboard.type("nat-gw-1a");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/sel=nat-/);
  await map(page).focus();
  await page.keyboard.press("i");
  await expect(page).toHaveURL(/only=nat-/);
  await expect(strip(page, "Isolated")).toContainText("nat-gw-1a");
  // Itself, its subnet, zone and VPC.
  await expect(map(page)).toHaveAttribute("data-visible-nodes", "4");
  await expect(row("nat-gw-1a").first()).toBeVisible();
  await expect(row("bastion-1a")).toHaveCount(0);
  await expectAccessible(page);

  await map(page).focus();
  await page.keyboard.press("n");
  await expect(row("app-1a").first()).toBeVisible();
  expect(await drawn(page)).toBeGreaterThan(4);
  await map(page).focus();
  await page.keyboard.press("h");
  await expect(strip(page, "Hidden")).toContainText("nat-gw-1a");
  await strip(page, "Hidden").getByRole("button", { name: "Show all" }).click();
  await expect(page).not.toHaveURL(/hide=/);
  await page
    .getByRole("heading", { name: "Topology" })
    .focus()
    .catch(() => undefined);
  for (let i = 0; i < 4 && page.url().includes("only="); i++) {
    await page.keyboard.press("Escape");
    await page.waitForTimeout(300);
  }
  await expect(page).not.toHaveURL(/only=/);
  await expect(map(page)).toHaveAttribute("data-visible-nodes", String(before));
});

test("the menu isolates, adds neighbours two hops away, hides, and leads to paths and to the page", async ({
  page,
}) => {
  const { row } = partsOf(page);
  const menuOf = async (name: string) => {
    await row(name).first().click();
    await page
      .getByRole("button", { name: `Menu of ${name}` })
      .first()
      .click();
  };
  await menuOf("db-1a");
  await page.getByRole("menuitem", { name: "Isolate" }).click();
  await expect(strip(page, "Isolated")).toBeVisible();
  await menuOf("db-1a");
  await page.getByRole("menuitem", { name: "Add neighbours (2 hops)" }).click();
  await expect(row("db-1b").first()).toBeVisible();
  await expect(row("bastion-1a")).toHaveCount(0);
  await strip(page, "Isolated").getByRole("button", { name: "Show everything" }).click();
  await expect(strip(page, "Isolated")).toHaveCount(0);

  await menuOf("db-1a");
  await page.getByRole("menuitem", { name: "Open page" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("db-1a");
  await page.goBack();
  await menuOf("db-1a");
  await page.getByRole("menuitem", { name: "Paths to here" }).click();
  await expect(page).toHaveURL(/\/paths\?.*to=i-/);
});

test("what is searched for is shown, also when it was hidden", async ({ page }) => {
  const { row, outline } = partsOf(page);
  await outline.getByRole("row").first().focus();
  await page.keyboard.type("bastion");
  await page.keyboard.press("Delete");
  await expect(row("bastion-1a")).toHaveCount(0);
  await page.keyboard.press("/");
  await page.keyboard.type("10.20.0.20");
  await page.keyboard.press("Enter");
  await expect(row("bastion-1a").first()).toBeVisible();
  await expect(strip(page, "Hidden")).toHaveCount(0);
});

test("an address is told with every network that has it, of all accounts and regions", async ({ page }) => {
  const configuration = await readConfiguration(page, estateId);
  const text = JSON.stringify(configuration.resources);
  // The same network once more, in another account and region.
  const twin = JSON.parse(
    text
      .replaceAll(/"((?:dataStore:)?(?:vpc|subnet|i|eni|nat|igw|rtb|sg|acl|eipalloc|use1)-)/g, '"$1ff')
      .replaceAll("210987654321", "123456789012")
      .replaceAll(/us-east-1/g, "eu-west-1"),
  );
  const both = Object.fromEntries(
    Object.entries(configuration.resources).map(([kind, list]) => [
      kind,
      [...(list as object[]), ...twin[kind]],
    ]),
  ) as unknown as typeof configuration.resources;
  const mine = await importConfiguration(page, { ...configuration, resources: both });
  await page.goto(`/topology?estate=${mine.estateId}`);
  const { search } = partsOf(page);
  await search.fill("10.20.20.11");
  await search.press("Enter");
  const networks = page.getByRole("region", { name: "Networks with this address" });
  await expect(networks).toContainText("2 networks have 10.20.20.11:");
  const items = networks.getByRole("listitem");
  await expect(items.first()).toContainText("account 123456789012 · eu-west-1 · in 10.20.0.0/16");
  await expect(items.last()).toContainText("account 210987654321 · us-east-1");
  await expectAccessible(page);
  await items.first().getByRole("button").click();
  await expect(page).toHaveURL(/sel=eni-ff/);
  await expect(partsOf(page).outline.getByRole("row", { selected: true })).toBeFocused();

  await search.fill("10.0.0.0/8");
  await search.press("Enter");
  await expect(networks).toContainText("2 networks have 10.0.0.0/8:");
  await expect(items.first()).toContainText("holds 10.20.0.0/16");
  await removeEstate(page, mine.estateId);
});
