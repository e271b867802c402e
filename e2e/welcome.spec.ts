import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testData } from "../server/testing/test-data";
import { expectAccessible } from "./accessibility";
import { loadSample, removeAllEstates } from "./estates";
import { expect, type Page, test } from "./story";

const sampleFolder = "prisma/sample/accounts";

/** All JSON files below a folder, as a person would choose them. */
function jsonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name));
}

/** The card for one's own network. */
const own = (page: Page) => page.getByRole("region", { name: "Use my network" });

// The other stories find the sample and nothing else.
test.afterAll(async ({ browser }) => {
  const page = await browser.newPage();
  await removeAllEstates(page);
  await loadSample(page);
  await page.close();
});

test.describe("with nothing imported", () => {
  test.beforeEach(({ page }) => removeAllEstates(page));

  test("the overview leads to two ways in, the focus on the first", async ({ page }) => {
    await page.goto("/");
    await expect(page).toHaveURL("/welcome");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("See what breaks before it does");
    await expect(page.getByRole("region", { name: "Explore the sample network" })).toBeVisible();
    await expect(own(page)).toBeVisible();
    await expect(page.getByRole("button", { name: "Explore the sample network" })).toBeFocused();
    await expectAccessible(page);
  });

  test("one key press loads the sample and opens the map", async ({ page }) => {
    await page.goto("/welcome");
    await expect(page.getByRole("button", { name: "Explore the sample network" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/topology\?estate=/);
    await expect(page.getByText("SAMPLE", { exact: true }).first()).toBeVisible();
  });

  test("alerts and the map say that nothing is imported", async ({ page }) => {
    await page.goto("/alerts");
    await expect(page.getByText("Nothing is imported yet")).toBeVisible();
    await page.getByRole("link", { name: "Import a network" }).click();
    await expect(page).toHaveURL("/welcome");
  });
});

test("chosen files are imported and the report names what was understood", async ({ page }) => {
  await page.goto("/welcome");
  await own(page).getByLabel("Name of the new estate").fill("chosen files");
  await own(page).getByLabel("Files", { exact: true }).setInputFiles(jsonFiles(sampleFolder));
  await expect(own(page).getByText(/^60 resources, 0 ignored/)).toBeFocused();
  await expect(own(page).getByText("14 instances")).toBeVisible();
  await expectAccessible(page);
  await own(page).getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("chosen files");
});

test("a chosen folder is imported with the paths inside it", async ({ page }) => {
  await page.goto("/welcome");
  await own(page).getByLabel("Folder", { exact: true }).setInputFiles(sampleFolder);
  await expect(own(page).getByText(/^60 resources, 0 ignored/)).toBeVisible();
  await own(page).getByRole("link", { name: "Overview" }).click();
  // Only the paths name the folder.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("accounts");
});

test("the same files again change nothing, and the report says so", async ({ page }) => {
  await page.goto("/welcome");
  await own(page).getByLabel("Name of the new estate").fill("twice");
  await own(page).getByLabel("Files", { exact: true }).setInputFiles(jsonFiles(sampleFolder));
  await own(page).getByRole("button", { name: "Import something else" }).click();
  await own(page).getByRole("combobox", { name: "Import into" }).click();
  await page.getByRole("option", { name: "twice" }).first().click();
  await own(page).getByLabel("Files", { exact: true }).setInputFiles(jsonFiles(sampleFolder));
  await expect(own(page).getByText(/the configuration the estate already had/)).toBeVisible();
});

test("a network nobody here wrote is imported with its notes", async ({ page }) => {
  const folder = testData("batfish-aws/snapshots/test-nat-gateway/aws_configs");
  if (folder === undefined) return;
  await page.goto("/welcome");
  await own(page).getByLabel("Files", { exact: true }).setInputFiles(jsonFiles(folder));
  await expect(own(page).getByText("1 NAT gateway")).toBeVisible();
  await expect(own(page).getByRole("link", { name: "Open the map" })).toHaveAttribute(
    "href",
    /^\/topology\?estate=/,
  );
});

test("dropped files are imported, and names in them are text", async ({ page }) => {
  await page.goto("/welcome");
  const file = jsonFiles(sampleFolder).find((name) => name.endsWith("/Vpcs.json")) ?? "";
  const transfer = await page.evaluateHandle(
    (text) => {
      const made = new DataTransfer();
      made.items.add(new File([text], "Vpcs.json", { type: "application/json" }));
      made.items.add(new File(["hello"], "<b>notes</b>.txt", { type: "text/plain" }));
      return made;
    },
    readFileSync(file, "utf8"),
  );
  await page
    .getByRole("group", { name: "Files to import" })
    .dispatchEvent("drop", { dataTransfer: transfer });
  await expect(own(page).getByText("1 VPC")).toBeVisible();
  // A name from the input is text, whatever it holds.
  await expect(own(page).getByRole("region", { name: "Ignored" })).toContainText("<b>notes</b>.txt");
  await expect(page.locator("b")).toHaveCount(0);
});

test("pasted JSON is imported", async ({ page }) => {
  await page.goto("/welcome");
  await expect(page.getByRole("button", { name: "Explore the sample network" })).toBeFocused();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      "text/plain",
      JSON.stringify({ Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" }] }),
    );
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  });
  await expect(own(page).getByText("1 VPC")).toBeVisible();
});

test("a truncated file is a note with its place, and the rest is imported", async ({ page }) => {
  await page.goto("/welcome");
  await own(page)
    .getByLabel("Files", { exact: true })
    .setInputFiles([
      {
        name: "Vpcs.json",
        mimeType: "application/json",
        buffer: Buffer.from('{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.0.0.0/16"}]}'),
      },
      { name: "Subnets.json", mimeType: "application/json", buffer: Buffer.from('{"Subnets":[{"SubnetId":') },
    ]);
  await expect(own(page).getByText("1 VPC")).toBeVisible();
  await expect(own(page).getByRole("list", { name: "Notes on the input" })).toContainText("Subnets.json at ");
});

test("a refused import says why, and the next one works", async ({ page }) => {
  await page.goto("/welcome");
  await page.route("/api/import", (route) =>
    route.fulfill({
      status: 413,
      contentType: "application/json",
      body: JSON.stringify({
        error: { code: "TOO_LARGE", message: "more than 200 MiB: split it", file: "big.zip" },
      }),
    }),
  );
  const files = own(page).getByLabel("Files", { exact: true });
  await files.setInputFiles(jsonFiles(sampleFolder));
  await expect(own(page).getByRole("alert")).toContainText("more than 200 MiB: split it");
  await expect(own(page).getByText("big.zip")).toBeVisible();
  await expectAccessible(page);
  await page.unroute("/api/import");
  await files.setInputFiles(jsonFiles(sampleFolder));
  await expect(own(page).getByText(/^60 resources/)).toBeVisible();
});

test("an import can be cancelled", async ({ page }) => {
  await page.goto("/welcome");
  await page.route("/api/import", () => undefined);
  await own(page).getByLabel("Files", { exact: true }).setInputFiles(jsonFiles(sampleFolder));
  await expect(own(page).getByRole("status")).toBeVisible();
  await own(page).getByRole("button", { name: "Cancel" }).click();
  await expect(own(page).getByRole("button", { name: "Choose files" })).toBeVisible();
  await expect(own(page).getByText(/resources/)).toHaveCount(0);
});

test("the collection script is shown in full and can be saved", async ({ page }) => {
  await page.goto("/welcome");
  const script = page.getByRole("region", { name: "Collection script" });
  await expect(script).toContainText("#!/bin/sh");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("umbra-collect.sh");
  expect(await script.textContent()).toBe(readFileSync(await saved.path(), "utf8"));
});
