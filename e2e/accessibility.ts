import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What passes is counted, not described: the selectors of two thousand elements cost more than looking at them. Frames
 * would need a tab of their own to be put together; the pages have none.
 */
function lookFor(page: Page): AxeBuilder {
  expect(page.frames(), "frames would not be looked at").toHaveLength(1);
  return new AxeBuilder({ page })
    .setLegacyMode()
    .options({ runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"] });
}

/** Fails when axe finds anything on the page as it is now, in either theme. Leaves the page in the dark one. */
export async function expectAccessible(page: Page): Promise<void> {
  // What was just done is told for some seconds and then fades away: under the pointer it stays as it is.
  const told = page.locator("[data-sonner-toast]");
  const isTold = (await told.count()) > 0;
  if (isTold) await told.first().hover({ timeout: 2_000 }).catch(gone);
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    // Colours change with a transition, and axe must see them when it is over: what has an end is brought to it.
    await page.evaluate(() => {
      for (const one of document.getAnimations()) {
        if (one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY) one.finish();
      }
    });
    const { violations, passes } = await lookFor(page).analyze();
    expect(passes.length, "axe has looked at something").toBeGreaterThan(5);
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
    ).toEqual([]);
  }
  if (isTold) await page.mouse.move(0, 0);
}

/** It was over before it could be held. */
function gone(): void {}
