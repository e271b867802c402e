import { expectAccessible } from "./accessibility";
import { loadSample } from "./estates";
import { expect, type Page, test } from "./story";

// Each looks at several pages with axe, in both themes.
test.describe.configure({ timeout: 150_000 });

let estateId = "";
test.beforeEach(async ({ page }) => {
  estateId = await loadSample(page);
});

/** The alert on the exposed database, with its fixes tried. */
async function openExposure(page: Page) {
  await page.goto(`/alerts?estate=${estateId}`);
  await page.getByRole("link", { name: /orders-report-db-1b answers the whole internet/ }).click();
  await expect(page.getByRole("link", { name: "Verified by simulation" }).first()).toBeVisible({
    timeout: 45_000,
  });
}

const fixes = (page: Page) => page.getByRole("listitem").filter({ hasText: "Effort:" });

test("a fix of the exposed database is verified, says what it closes, and leads to its run", async ({
  page,
}) => {
  await openExposure(page);
  const removal = fixes(page).filter({ hasText: "Remove the rule that lets the internet in" }).last();
  await expect(removal).toContainText('remove "tcp 3306 from 0.0.0.0/0"');
  await expect(removal).toContainText("It opens no flow.");
  await removal.getByText("Closes (10)").click();
  await expect(removal.getByRole("list", { name: "Closes" }).getByRole("listitem")).toHaveCount(10);
  await removal.getByText("AWS command line", { exact: true }).click();
  await expect(removal).toContainText("aws ec2 revoke-security-group-ingress --group-id");
  await removal.getByText("Terraform", { exact: true }).click();
  await expect(removal).toContainText("aws_vpc_security_group_ingress_rule");
  await expectAccessible(page);
  await removal.getByRole("link", { name: "Verified by simulation" }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByTestId("run-sentence")).toHaveText("2 of 2 verified by simulation.");
  await expectAccessible(page);
});

test("a fix that does not take the finding away is refused, and says what is left", async ({ page }) => {
  await page.goto(`/alerts?estate=${estateId}`);
  await page.getByRole("link", { name: /losing nat-gw-1a cuts 10 hosts off/ }).click();
  await expect(page.getByText("Not verified").first()).toBeVisible();
  await page.getByRole("button", { name: /Try (the fixes|them again)/ }).click();
  await expect(page.getByText("Not verified: refused")).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText(/the finding is still there/)).toBeVisible();
});

test("one click makes a rule, and its dry-run says that it would have fired once", async ({ page }) => {
  await openExposure(page);
  await page.getByRole("link", { name: "Create remediation rule" }).click();
  await expect(page.getByRole("radio", { name: /^Dry-run/ })).toBeChecked();
  await expect(page.getByRole("radio", { name: /^Auto/ })).toBeDisabled();
  await expect(page.getByText("No executor is connected")).toBeVisible();
  await expectAccessible(page);

  // What is wrong is said at its field.
  const perDay = page.getByRole("textbox", { name: "At most this often a day" });
  await perDay.fill("0");
  await page.getByRole("button", { name: "Save rule" }).click();
  await expect(perDay).toHaveAttribute("aria-invalid", "true");
  await expect(perDay).toHaveAccessibleDescription("at least 1");
  await perDay.fill("10");

  // So is what is wrong with a time of the week, and with an endpoint that has no name.
  await page.getByRole("button", { name: "Add a freeze window" }).click();
  const window = page.getByRole("group", { name: "freeze window 1" });
  await window.getByRole("textbox", { name: "To" }).fill("08:00");
  await page.getByRole("radio", { name: "a signed webhook" }).check();
  await page.getByRole("button", { name: "Save rule" }).click();
  const endpoint = page.getByRole("textbox", { name: "Name of the endpoint" });
  await expect(endpoint).toBeFocused();
  await expect(endpoint).toHaveAccessibleDescription(/name the endpoint/);
  await expect(window.getByRole("textbox", { name: "To" })).toHaveAccessibleDescription(
    "must end after it begins",
  );
  await expectAccessible(page);
  await window.getByRole("button", { name: "Remove freeze window 1" }).click();
  await page.getByRole("radio", { name: "the executor, at the provider" }).check();

  // The rest by keyboard alone.
  await page.getByRole("button", { name: "Save rule" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/rules\/(?!new)/);
  await page.getByRole("button", { name: "Run the dry-run" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Would have fired 1 time")).toBeVisible({ timeout: 45_000 });
  const firing = page.getByRole("list", { name: "Firings" }).getByRole("listitem").first();
  await expect(firing).toContainText("orders-report-db-1b answers the whole internet");
  await expect(firing).toContainText("Verified by simulation");
  await expectAccessible(page);

  await page.getByRole("link", { name: "All rules" }).click();
  const listed = page.getByRole("list", { name: "Rules" }).getByRole("listitem");
  await expect(listed).toHaveCount(1);
  await expectAccessible(page);
  await listed.getByRole("link").click();
  await page.getByRole("button", { name: "Remove rule" }).click();
  await expect(page.getByText("This estate has no rules")).toBeVisible();
  await expectAccessible(page);
});

test("a rule and a route are changed on the shadow, from the rules of a resource", async ({ page }) => {
  await page.goto(`/topology?estate=${estateId}&sel=i-0b4d3697424035861&tab=rules`);
  await page
    .getByRole("button", { name: /What if I remove this rule\? tcp 3306 from 0\.0\.0\.0\/0/ })
    .click();
  const card = page.getByRole("region", { name: "Simulation of a change" });
  await expect(card.getByTestId("change-sentence")).toContainText("closes 10 flows", { timeout: 30_000 });
  await expect(card).toContainText("Production is not touched");
  await expectAccessible(page);
  // The address brings the same answer back.
  await page.reload();
  await expect(card.getByTestId("change-sentence")).toContainText("closes 10 flows", { timeout: 30_000 });
  await card.getByRole("button", { name: "Reset view" }).click();
  await expect(card).toBeHidden();
});

test("what would fix it leads from a simulated failure to a verified fix", async ({ page }) => {
  const failure = encodeURIComponent("down:natGateway:nat-0681ddf556520aef4");
  await page.goto(`/topology?estate=${estateId}&fail=${failure}`);
  await expect(page.getByTestId("simulation-sentence")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("link", { name: "What would fix it" }).click();
  await expect(page).toHaveURL(/\/alerts\//);
  await expect(page.getByRole("heading", { name: "Recommendations" })).toBeVisible();
  await expect(page.getByText(/NAT gateway/).first()).toBeVisible();
});
