import { existsSync } from "node:fs";
import { bin, run, say } from "./run.mjs";

/** What draws no window of its own first: the stories take a quarter less of the machine with it. */
const PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds a browser for the stories, or has Playwright download its own.
 *
 * @returns the settings the tests need, or why there is no browser
 */
export async function findBrowser(env = process.env) {
  const found = [env.UMBRA_BROWSER, ...PLACES].find((path) => path && existsSync(path));
  if (found) return { env: { UMBRA_BROWSER: found } };
  say("no Chromium or Chrome found, downloading one for the tests");
  const { code } = await run(bin("playwright"), ["install", "chromium"], { quiet: true });
  if (code === 0) return { env: {} };
  return {
    missing:
      "no browser: install Chromium (Debian: apt-get install chromium) or set UMBRA_BROWSER to its path",
  };
}
