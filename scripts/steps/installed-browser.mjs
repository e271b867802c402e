import { existsSync } from "node:fs";

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

/** The browser for the stories: the one that UMBRA_BROWSER names, or one in a usual place; undefined where there is none. */
export function installedBrowser(env = process.env) {
  return [env.UMBRA_BROWSER, ...PLACES].find((path) => path && existsSync(path));
}
