import { installedBrowser } from "./installed-browser.mjs";
import { bin, run, say } from "./run.mjs";

/**
 * Finds a browser for the stories, or has Playwright download its own.
 *
 * @returns the settings the tests need, or why there is no browser
 */
export async function findBrowser(env = process.env) {
  const found = installedBrowser(env);
  if (found) return { env: { UMBRA_BROWSER: found } };
  say("no Chromium or Chrome found, downloading one for the tests");
  const { code } = await run(bin("playwright"), ["install", "chromium"], { quiet: true });
  if (code === 0) return { env: {} };
  return {
    missing:
      "no browser: install Chromium (Debian: apt-get install chromium) or set UMBRA_BROWSER to its path",
  };
}
