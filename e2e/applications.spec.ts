import { expectAccessible } from "./accessibility";
import { openSample } from "./estates";
import { expect, test } from "./story";

/** What must keep working is looked through, decided about with the keyboard, and taken back. */

test.describe.configure({ mode: "serial", timeout: 120_000 });

test("flows are accepted and dismissed in bulk, and that is taken back", async ({ page }) => {
  const estateId = await openSample(page);
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
  const estateId = await openSample(page);
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
