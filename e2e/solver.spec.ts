import { readFile } from "node:fs/promises";
import { expectAccessible } from "./accessibility";
import { loadSample } from "./estates";
import { expect, type Page, test } from "./story";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

// Z3 is loaded, and the analysis and the fixes go on beside it: more than a page has to wait for elsewhere.
test.setTimeout(120_000);

let estateId = "";
test.beforeEach(async ({ page }) => {
  estateId = await loadSample(page);
});

const card = (page: Page) => page.getByRole("region", { name: "What would it take", exact: true });
const sets = (page: Page) =>
  card(page).getByRole("list", { name: "Smallest sets of failures" }).locator(":scope > li");

test("what it would take to break an application is answered with the proof and drawn on the map", async ({
  page,
}) => {
  await page.goto(`/topology?estate=${estateId}`);
  // By keys alone: the menu, the application, the answer.
  const menu = page.getByRole("button", { name: "What would it take to break…" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "shop", exact: true })).toBeVisible();
  await page.getByRole("menuitem", { name: "shop", exact: true }).focus();
  await page.keyboard.press("Enter");

  await expect(page.getByTestId("cuts-sentence")).toContainText("9 single failures can break shop", {
    timeout: 30_000,
  });
  await expect(sets(page)).toHaveCount(9);
  await expect(card(page).getByText("Proved")).toBeVisible();
  await expect(card(page).getByText(/Z3 says unsat/)).toBeVisible();
  // The first set is drawn: its zone is simulated as down.
  await expect(page).toHaveURL(/fail=down/);
  await expect(page.getByRole("region", { name: "Simulation", exact: true })).toContainText("us-east-1a");
  await expect(
    sets(page)
      .first()
      .getByRole("button", { name: /Show on the map/ }),
  ).toHaveAttribute("aria-pressed", "true");
  await expectAccessible(page);

  const nat = sets(page).filter({ hasText: "nat-gw-1a" });
  await nat.getByRole("button", { name: "Show on the map: nat-gw-1a" }).click();
  await expect(page.getByRole("region", { name: "Simulation", exact: true })).toContainText(
    "loss of nat-gw-1a",
  );

  await card(page).getByRole("button", { name: "Copy SMT-LIB" }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain("(check-sat)");

  await card(page).getByRole("link", { name: "Open the run" }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("What would it take to break shop?");
  await expect(page.getByRole("list", { name: "Smallest sets of failures" })).toBeVisible();
  await expectAccessible(page);
});

test("other components give another answer, and the card closes", async ({ page }) => {
  await page.goto(`/topology?estate=${estateId}`);
  await page.getByRole("button", { name: "What would it take to break…" }).click();
  await page.getByRole("menuitem", { name: "reporting" }).click();
  await expect(page.getByTestId("cuts-sentence")).toBeVisible({ timeout: 30_000 });
  await card(page).getByRole("combobox", { name: "What may fail" }).click();
  await page.getByRole("option", { name: "Hosts only" }).click();
  await expect(sets(page).filter({ hasText: "orders-report-db-1b" })).toHaveCount(1, { timeout: 30_000 });
  await expect(sets(page).filter({ hasText: "shop-igw" })).toHaveCount(0);
  await card(page).getByRole("button", { name: "Close the question" }).click();
  await expect(card(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/fail=/);
});

test("an alert carries what Z3 says of it, with the question to download", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}&q=orders-report-db-1b+answers`);
  await page.getByRole("list", { name: "Alerts, worst first" }).getByRole("link").first().click();
  const check = page.getByRole("region", { name: "Independent check (Z3)" });
  await expect(check.getByText("Confirmed")).toBeVisible();
  await expect(check.getByText("sat: there is one")).toBeVisible();
  await expect(check.getByText(/tcp [\d.:]+ to 54\.210\.18\.30:3306/)).toBeVisible();
  // Before the download: a browser without a window may draw no frame after one, and its transitions never end.
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await check.getByRole("button", { name: "Download question (SMT-LIB)" }).click();
  const file = await (await download).path();
  expect(await readFile(file, "utf8")).toContain("(set-logic QF_BV)");

  await page.goto(`/alerts?estate=${estateId}&q=nat-gw-1a+cuts`);
  await page.getByRole("list", { name: "Alerts, worst first" }).getByRole("link").first().click();
  await expect(check.getByText("unsat: there is none")).toBeVisible();
  await expect(check.getByText("supposed: down natGateway nat-0681ddf556520aef4")).toBeVisible();
});
