import { expectAccessible } from "./accessibility";
import { loadSample } from "./estates";
import { partsOf } from "./journey-1";
import { expect, test } from "./story";

test("the exposure overlay says in map and outline who the internet gets to, and its legend filters", async ({
  page,
}) => {
  const estateId = await loadSample(page);
  await page.goto(`/topology?estate=${estateId}`);
  const { row, outline } = partsOf(page);
  const colours = page.getByRole("group", { name: "What colours mean" });
  const legend = page.getByRole("group", { name: "Legend: show some alone" });
  await colours.getByRole("button", { name: "Exposure" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/overlay=exposure/);
  const open = legend.getByRole("button", { name: /^open to the internet \d+$/ });
  await expect(open).toBeVisible();
  await expect(row("bastion-1a").first()).toContainText(/open to/);
  const count = Number(/\d+$/.exec((await open.textContent()) ?? "")?.[0]);

  await open.click();
  await expect(page).toHaveURL(/band=exposure-internet/);
  await expect(outline.locator('[data-status="exposure-internet"]')).toHaveCount(count);
  await expect(outline.getByRole("row")).toHaveCount(count);
  await expectAccessible(page);

  await page.reload();
  await expect(open).toHaveAttribute("aria-pressed", "true");
  await page.goBack();
  await expect(page).not.toHaveURL(/band=/);
  await colours.getByRole("button", { name: "Health" }).click();
  await expect(legend).toHaveCount(0);
});
