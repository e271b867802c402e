import { expectAccessible } from "./accessibility";
import { importFiles, loadSample, openSample, readConfiguration, removeEstate, undeclared } from "./estates";
import { expect, type Page, test } from "./story";

/** From what owners declare of weaknesses and data to the alert on its page: the chain, what stops it, and a cure that was tried. */

test.describe.configure({ timeout: 180_000 });

/** Two weaknesses one behind the other, and the data behind both; hosts share their names with their interfaces. */
const factsOn = (idOf: (name: string) => string) => ({
  vulnerabilities: [
    {
      on: idOf("web-1a"),
      id: "CVE-2021-44228",
      vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
      port: 443,
      component: "log4j-core 2.14.1",
      knownExploited: true,
    },
    {
      on: idOf("app-1a"),
      id: "CVE-2022-22965",
      vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
      port: 8080,
      component: "spring-beans 5.3.17",
    },
  ],
  dataStores: [{ name: "orders", resource: idOf("db-1a"), class: "payment", port: 5432, auth: "open" }],
});
const TITLE = /An attacker from the internet .* payment data of orders in \d steps? by CVE-2021-44228/;

async function importAttacked(page: Page): Promise<string> {
  const plain = undeclared(await readConfiguration(page, await loadSample(page)));
  const idOf = (wanted: string) =>
    plain.resources.instance.find(({ name }) => name === wanted)?.id ?? "not in the sample";
  const files = { "export.json": plain, "umbra.json": factsOn(idOf) };
  return (await importFiles(page, files)).estateId;
}

/** The alert of the store, opened from the list by keys. */
async function openStoreAlert(page: Page, estateId: string) {
  await page.goto(`/alerts?estate=${estateId}&family=breach`);
  const link = page.getByRole("list", { name: "Alerts, worst first" }).getByRole("link", { name: TITLE });
  await expect(link).toBeVisible({ timeout: 60_000 });
  await link.focus();
  await page.keyboard.press("Enter");
  return page.getByRole("article");
}

test("declared weaknesses before declared data raise an alert that shows its chain and a tried cure", async ({
  page,
}) => {
  const estateId = await importAttacked(page);
  const alert = await openStoreAlert(page, estateId);
  await expect(alert.getByRole("heading", { level: 2 })).toHaveText(TITLE);
  await expect(alert.getByText("Critical", { exact: true }).first()).toBeVisible();
  await expect(alert).toContainText("4 of 4: CVE-2021-44228 is known to be exploited");
  await expect(alert).toContainText("4 of 4: payment data is within reach");

  const steps = alert.getByRole("list", { name: "Steps of the attack" }).locator(":scope > li");
  await expect(steps).toHaveCount(4);
  await expect(steps.nth(0)).toContainText("web-1a");
  await expect(steps.nth(0)).toContainText("known exploited (KEV)");
  await expect(steps.nth(0)).toContainText("CVSS 10.0");
  await expect(steps.nth(0)).toContainText("0.0.0.0/0");
  await expect(steps.nth(1)).toContainText("app-1a");
  await expect(steps.nth(1)).toContainText("tcp/8080");
  await expect(steps.nth(2)).toContainText("tcp/5432");
  await expect(steps.nth(3)).toContainText("orders");
  await steps.nth(1).locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(alert.getByRole("list", { name: "Path of step 2" })).toContainText("app-1a");
  await expect(alert.getByRole("list", { name: "Data at risk" })).toContainText("payment");

  await expect(alert.getByText("Each of these alone stops it, as tried on a copy")).toBeVisible();
  await expect(alert.getByText(/^patch CVE-2021-44228 on i-/)).toBeVisible();
  await expect(alert.getByText(/^rule sg-\w+ ingress tcp 443 from 0\.0\.0\.0\/0$/)).toBeVisible();
  await expect(alert.getByText(/^rule sg-\w+ ingress tcp 5432 from /)).toBeVisible();

  const patch = alert.getByRole("listitem").filter({ hasText: "Effort:" }).filter({ hasText: "web-1a" });
  await expect(patch.getByRole("link", { name: "Verified by simulation" }).first()).toBeVisible({
    timeout: 90_000,
  });
  await expectAccessible(page);
  await removeEstate(page, estateId);
});

test("the sample shows what its open database comes to, and where that is seen", async ({ page }) => {
  const estateId = await openSample(page);
  const tile = page.getByRole("list", { name: "Verdicts" }).getByRole("listitem").filter({
    hasText: "Does an attack get at data or hosts?",
  });
  await expect(tile).toContainText("affected");
  await page.goto(`/alerts?estate=${estateId}`);
  await page.getByRole("button", { name: "Security 1" }).click();
  const list = page.getByRole("list", { name: "Alerts, worst first" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await list.getByRole("link").click();
  const alert = page.getByRole("article");
  await expect(alert.getByRole("heading", { level: 2 })).toHaveText(
    "An attacker from the internet reads customer data of orders report in 1 step by CVE-2012-2122",
  );
  await expect(alert.getByText(/^rule sg-\w+ ingress tcp 3306 from 0\.0\.0\.0\/0$/)).toBeVisible();
  await expect(alert.getByText(/^patch CVE-2012-2122 on i-/)).toBeVisible();
  await expect(alert.getByRole("link", { name: "Verified by simulation" }).first()).toBeVisible({
    timeout: 90_000,
  });
  await expectAccessible(page);
});
