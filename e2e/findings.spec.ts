import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileChooser } from "@playwright/test";
import { testData } from "../server/testing/test-data";
import { expectAccessible } from "./accessibility";
import { importConfiguration, loadSample, readConfiguration, removeEstate } from "./estates";
import { expect, type Page, test } from "./story";

const TRIVY = "trivy/scheme_2_many_vulns.json";
const INSPECTOR = "aws_inspector2/aws_inspector2_many_vul.json";
const kev = testData("cisa-kev/known_exploited_vulnerabilities.json");
const scans = testData("vuln-scans");

let estateId = "";
test.beforeEach(async ({ page }) => {
  const sample = await loadSample(page);
  ({ estateId } = await importConfiguration(page, await readConfiguration(page, sample)));
  await page.goto(`/findings?estate=${estateId}`);
});
test.afterEach(({ page }) => removeEstate(page, estateId));

const fileOf = (name: string, text: string | Buffer) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});
const scan = (path: string) => fileOf(path.split("/")[1] ?? path, readFileSync(join(scans ?? "", path)));
type UploadFile = ReturnType<typeof fileOf>;

async function upload(page: Page, ...files: readonly UploadFile[]) {
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).click();
  await choose(await chosen, files);
}
const choose = (chooser: FileChooser, files: readonly UploadFile[]) => chooser.setFiles([...files]);

const table = (page: Page) => page.getByRole("table", { name: "Findings" });
const findings = (page: Page) => page.getByRole("region", { name: "Findings" });
const dialog = (page: Page) => page.getByRole("dialog", { name: "Where the report stands" });

/** From where the dialog begins to its first field, by keys. */
async function toInstances(page: Page) {
  await expect(dialog(page).getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(dialog(page).getByRole("combobox", { name: /^Instances/ })).toBeFocused();
}

/** The counts of the three lists: they add up to the total that stands before them. */
async function counts(page: Page) {
  const sum = findings(page).getByRole("status").first();
  await expect(sum).toHaveText(/^[\d,]+ findings? = [\d,]+ placed \+ [\d,]+ not placed \+ [\d,]+ excluded$/);
  const numbers = ((await sum.textContent()) ?? "").match(/[\d,]+/g) ?? [];
  const [total = 0, placed = 0, notPlaced = 0, settled = 0] = numbers.map((text) =>
    Number(text.replaceAll(",", "")),
  );
  expect(placed + notPlaced + settled).toBe(total);
  return { total, placed, notPlaced, settled };
}

// Reports that others wrote: where they are not there, `testData` says so.
if (scans !== undefined && kev !== undefined) {
  test("reports are uploaded and add up, and one is placed by its user", async ({ page }) => {
    await expect(page.getByText("No report was uploaded yet")).toBeVisible();
    await expect(page.getByText("No list was uploaded")).toHaveCount(2);
    await expectAccessible(page);

    await upload(page, scan(TRIVY), scan(INSPECTOR), fileOf("kev.json", readFileSync(kev ?? "")));
    await expect(page.getByRole("list", { name: "Stored" }).getByRole("listitem")).toHaveCount(3);
    await expect(page.getByText("KEV of 2025-08-25, 1,404 entries")).toBeVisible();
    const held = await counts(page);
    expect(held).toMatchObject({ placed: 0, settled: 1 });
    expect(held.total).toBeGreaterThan(10);
    await expect(page.getByText("No finding stands on an instance")).toBeVisible();
    await page.getByRole("tab", { name: `Excluded ${held.settled}` }).click();
    await expect(table(page)).toContainText("closed in Amazon Inspector");
    await page.getByRole("tab", { name: `Not placed ${held.notPlaced}` }).click();
    await expect(table(page)).toContainText("is not in this network");
    await expectAccessible(page);

    await page.getByRole("button", { name: "Place scheme_2_many_vulns.json" }).click();
    await dialog(page)
      .getByRole("combobox", { name: /^Instances/ })
      .fill("web-1a");
    await page.getByRole("option", { name: /instance\s*web-1a/ }).click();
    await expect(dialog(page).getByRole("list", { name: "Chosen instances" })).toContainText("i-");
    await expectAccessible(page);
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await expect(dialog(page)).toHaveCount(0);
    await expect(findings(page).getByRole("tab", { name: /^Placed [1-9]/ })).toBeVisible();
    const after = await counts(page);
    expect(after.total).toBe(held.total);
    expect(after.placed).toBe(held.notPlaced - after.notPlaced);

    await page.getByRole("tab", { name: /^Placed/ }).click();
    await expect(table(page).getByRole("row").nth(1)).toContainText("web-1a");
    await expect(table(page)).toContainText("assumed port");
    await expect(table(page)).toContainText("named by you");
    await expectAccessible(page);
  });

  test("findings are filtered and sorted, and a report that is taken away comes back", async ({ page }) => {
    await upload(page, scan(TRIVY));
    const after = await counts(page);
    await page.getByRole("tab", { name: `Not placed ${after.notPlaced}` }).click();
    await page.getByRole("searchbox", { name: "Search findings" }).fill("no such thing");
    await expect(page.getByText("Nothing matches the filters")).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.getByRole("columnheader", { name: "Vulnerability" }).getByRole("button").click();
    await expect(page).toHaveURL(/sort=id/);
    await page.reload();
    await expect(page.getByRole("columnheader", { name: "Vulnerability" })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );

    await page.getByRole("button", { name: "Remove scheme_2_many_vulns.json" }).click();
    await expect(page.getByText("Report removed").first()).toBeVisible();
    await expect(page.getByText("No report was uploaded yet")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(findings(page).getByRole("tab", { name: `Not placed ${after.notPlaced}` })).toBeVisible();
    expect(await counts(page)).toEqual(after);
  });

  test("a broken file is refused with its place, and the rest stays", async ({ page }) => {
    await upload(page, scan(TRIVY));
    const before = await counts(page);
    await upload(page, fileOf("cut.json", '{"Results": [\n  {"Target":'), scan(INSPECTOR));
    const refused = page.getByRole("list", { name: "Refused" });
    await expect(refused).toContainText("cut.json");
    await expect(refused).toContainText("2:13");
    await expect(page.getByRole("list", { name: "Stored" })).toContainText("aws_inspector2_many_vul.json");
    await expect(page.getByRole("list", { name: "Reports" }).getByRole("listitem")).toHaveCount(2);
    expect((await counts(page)).total).toBeGreaterThan(before.total);
    await expectAccessible(page);

    await upload(page, fileOf("scheme_2_many_vulns.json", "{}"));
    await expect(refused).toContainText("scheme_2_many_vulns.json");
    await expect(page.getByRole("list", { name: "Reports" }).getByRole("listitem")).toHaveCount(2);
  });

  test("by keys alone a report is placed, and its findings lead to the instance", async ({ page }) => {
    await upload(page, scan(TRIVY));
    await counts(page);
    await page.getByRole("button", { name: "Place scheme_2_many_vulns.json" }).focus();
    await page.keyboard.press("Enter");
    await toInstances(page);
    await page.keyboard.type("no such host");
    // Leaving the field closes its suggestions, which hide what is below them.
    await page.keyboard.press("Tab");
    await dialog(page).getByRole("button", { name: "Save" }).focus();
    await page.keyboard.press("Enter");
    await expect(dialog(page).getByRole("alert")).toContainText("no such host");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Place scheme_2_many_vulns.json" }).focus();
    await page.keyboard.press("Enter");
    await toInstances(page);
    await page.keyboard.type("web-1a");
    await page.keyboard.press("Tab");
    await dialog(page).getByRole("button", { name: "Save" }).focus();
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toHaveCount(0);
    await page.getByRole("tab", { name: /^Placed [1-9]/ }).focus();
    await table(page).getByRole("link").first().focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("web-1a");
    await page.keyboard.press("g");
    await page.keyboard.press("v");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vulnerabilities");
  });
}
