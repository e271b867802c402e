import { test as base, expect, type Page } from "@playwright/test";
import { type OwnServer, withOwnServer } from "./own-server";

/** From nothing to a page that answers, on a machine that is busy. */
const START_MS = 180_000;

/**
 * Stories act as fast as no person can: a click on a page that the server drew but the browser has not taken over yet is lost.
 * So going somewhere, and loading again, ends when the frame answers to clicks.
 */
export const test = base.extend<object, { umbra: OwnServer }>({
  umbra: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => withOwnServer(use),
    { scope: "worker", timeout: START_MS },
  ],
  baseURL: async ({ umbra }, use) => use(umbra.url),
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page);
    const reload = page.reload.bind(page);
    page.goto = async (...where) => answering(page, await goto(...where));
    page.reload = async (...options) => answering(page, await reload(...options));
    await use(page);
    // A question that is still on its way when a story ends is nobody's any more.
    await page.unrouteAll({ behavior: "ignoreErrors" });
  },
});

export { expect, type Page };

async function answering<T>(page: Page, response: T): Promise<T> {
  const isPage = await page.locator("header, nav").first().isVisible();
  if (isPage) await page.locator("html[data-answers]").waitFor({ state: "attached" });
  return response;
}
