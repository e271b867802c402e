import { expectAccessible } from "./accessibility";
import { importFiles, loadSample, readConfiguration, removeEstate } from "./estates";
import { forceAnswers } from "./forced-answers";
import { expect, test } from "./story";

/** What must keep working is looked through, decided about with the keyboard, and taken back. */

test.describe.configure({ mode: "serial", timeout: 120_000 });

test("flows are accepted and dismissed in bulk, and that is taken back", async ({ page }) => {
  const estateId = await loadSample(page);
  await page.goto(`/topology?estate=${estateId}`);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Applications" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Applications" })).toBeVisible();
  const shop = page.getByRole("list", { name: "Flows of shop" });
  await expect(shop).toBeVisible({ timeout: 30_000 });
  await expect(shop.getByRole("listitem").first()).toContainText("Inferred");
  await expect(shop.getByRole("listitem").first()).toContainText("confidence");
  await expectAccessible(page);

  // With the keyboard alone: choose all, accept.
  const all = page.getByRole("checkbox", { name: "Choose all of shop" });
  await all.focus();
  await page.keyboard.press("Space");
  const bar = page.getByRole("region", { name: "Chosen flows" });
  await bar.getByRole("button", { name: "Accept" }).focus();
  await page.keyboard.press("Enter");
  await expect(shop.getByRole("listitem").first()).toContainText("Accepted");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(shop.getByRole("listitem").first()).toContainText("Inferred");

  await all.focus();
  await page.keyboard.press("Space");
  await bar.getByRole("button", { name: "Dismiss…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Dismiss", exact: true })).toBeDisabled();
  await dialog.getByLabel("Reason").fill("being torn down");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
  await expect(shop.getByRole("listitem").first()).toContainText("dismissed: being torn down");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(shop.getByRole("listitem").first()).toContainText("Inferred");
});

test("a flow is declared once its ends are understood, and leads to its path", async ({ page }) => {
  const estateId = await loadSample(page);
  await page.goto(`/applications?estate=${estateId}`);
  await page.getByRole("button", { name: "Declare a flow…" }).click();
  const dialog = page.getByRole("dialog", { name: "Declare a required flow" });
  await dialog.getByLabel("Application").fill("ledger");
  await dialog.getByLabel("From").fill("no-such-host");
  await dialog.getByLabel("To", { exact: true }).fill("internet");
  await dialog.getByLabel("Ports").fill("443");
  await dialog.getByRole("button", { name: "Declare" }).click();
  await expect(dialog.getByRole("alert")).toContainText("nothing in the configuration is called");
  await expectAccessible(page);
  await dialog.getByLabel("From").fill("bastion-1a");
  await dialog.getByRole("button", { name: "Declare" }).click();
  const ledger = page.getByRole("list", { name: "Flows of ledger" });
  await expect(ledger.getByRole("listitem")).toHaveCount(1);
  await expect(ledger).toContainText("Declared");
  await ledger.getByRole("link", { name: /^Path of/ }).click();
  await expect(page).toHaveURL(/\/paths\?.*from=i-.*to=internet.*port=443/);
  await page.goBack();
  await ledger.getByRole("button", { name: /^Remove/ }).click();
  await expect(ledger).toHaveCount(0);
});

test("a declared flow is edited with the keyboard alone", async ({ page }) => {
  const estateId = await loadSample(page);
  await page.goto(`/applications?estate=${estateId}`);
  await page.getByRole("button", { name: "Declare a flow…" }).click();
  const declaring = page.getByRole("dialog", { name: "Declare a required flow" });
  await declaring.getByLabel("Application").fill("ledger");
  await declaring.getByLabel("From").fill("bastion-1a");
  await declaring.getByLabel("To", { exact: true }).fill("internet");
  await declaring.getByLabel("Ports").fill("443");
  await declaring.getByRole("button", { name: "Declare" }).click();
  const ledger = page.getByRole("list", { name: "Flows of ledger" });
  await expect(ledger.getByRole("listitem")).toHaveCount(1);

  await ledger.getByRole("button", { name: /^Edit/ }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Edit the declared flow" });
  await expect(dialog.getByLabel("From")).toHaveValue("bastion-1a");
  await expect(dialog.getByLabel("Ports")).toHaveValue("443");
  await expectAccessible(page);
  await dialog.getByLabel("To", { exact: true }).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("no-such-host");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("nothing in the configuration is called");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("internet");
  await dialog.getByLabel("Ports").focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("8443-8444");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(ledger).toContainText("8443-8444");
  await expect(ledger.getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(ledger).toContainText("tcp/443");
  await ledger.getByRole("button", { name: /^Remove/ }).click();
  await expect(ledger).toHaveCount(0);
});

test("a flow is changed, its application is renamed and rated, and each is undone", async ({ page }) => {
  const estateId = await loadSample(page);
  await page.goto(`/applications?estate=${estateId}`);
  const shop = page.getByRole("list", { name: "Flows of shop" });
  const first = shop.getByRole("listitem").first();
  await expect(first).toContainText("Inferred", { timeout: 30_000 });
  await first.getByRole("button", { name: /^Edit/ }).click();
  const dialog = page.getByRole("dialog", { name: "Edit the flow" });
  await dialog.getByLabel("Ports").fill("70000");
  await expect(dialog.getByRole("alert")).toContainText("Write ports or ranges");
  await expectAccessible(page);
  await dialog.getByLabel("Ports").fill("9443");
  await dialog.getByRole("button", { name: "Accept with these changes" }).click();
  await expect(shop.getByRole("listitem").filter({ hasText: "9443" })).toContainText("Accepted");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(shop).not.toContainText("9443");

  await page.getByRole("button", { name: "Rename shop" }).click();
  const naming = page.getByRole("dialog", { name: "Rename the application" });
  await expectAccessible(page);
  await naming.getByRole("textbox").fill("checkout");
  await naming.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("list", { name: "Flows of checkout" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(shop).toBeVisible();

  const rating = page.getByRole("combobox", { name: "Criticality of shop" });
  await rating.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Critical" }).click();
  await expect(rating).toContainText("Critical");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(rating).toContainText("Normal");
});

test("what umbra.json declares is listed with its origin, and the page's word stands before it", async ({
  page,
}) => {
  const sample = await loadSample(page);
  const configuration = await readConfiguration(page, sample);
  const pay = {
    name: "pay",
    criticality: "critical",
    flows: [{ from: "bastion-1a", to: "internet", ports: [443] }],
  };
  const { estateId } = await importFiles(page, {
    "export.json": configuration,
    "umbra.json": { applications: [pay] },
  });
  await page.goto(`/applications?estate=${estateId}`);
  const flows = page.getByRole("list", { name: "Flows of pay" });
  await expect(flows.getByRole("listitem")).toHaveCount(1, { timeout: 60_000 });
  await expect(flows).toContainText("declared in umbra.json for application pay");
  await expect(page.getByText("Declared in umbra.json", { exact: true })).toBeVisible();
  await expect(flows.getByRole("button", { name: /^Take back/ })).toHaveCount(0);

  await page.getByRole("combobox", { name: "Criticality of pay" }).click();
  await page.getByRole("option", { name: "Low" }).click();
  await expect(page.getByText("umbra.json says critical, decided here: low")).toBeVisible();
  await page.getByRole("checkbox", { name: "Choose all of pay" }).check();
  await page.getByRole("region", { name: "Chosen flows" }).getByRole("button", { name: "Dismiss…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("moved away");
  await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
  await expect(flows).toContainText("dismissed: moved away; decided here, which stands before umbra.json");
  await expectAccessible(page);
  await flows.getByRole("button", { name: /^Take back/ }).click();
  await expect(flows).not.toContainText("moved away");
  await removeEstate(page, estateId);
});

test("a list that cannot be had says so, and can be asked for again", async ({ page }) => {
  const estateId = await loadSample(page);
  await forceAnswers(page, { "application.list": { error: "the threads are busy: try again in a minute" } });
  await page.goto(`/applications?estate=${estateId}`);
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("The applications could not be loaded", { timeout: 30_000 });
  await expect(alert).toContainText("the threads are busy");
  await expectAccessible(page);
  await page.unrouteAll();
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("list", { name: "Flows of shop" })).toBeVisible({ timeout: 30_000 });
});
