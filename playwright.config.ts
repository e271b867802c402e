import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { installedBrowser } from "./scripts/steps/installed-browser.mjs";

// A Playwright that downloaded its own is left to find it.
const browser = installedBrowser();

/** Stories with servers of their own that work on thousands of instances. */
const HEAVY = /(interrupted|remediation|shadow)\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/stories",
  // What the servers are started from is built once, not by each of them.
  globalSetup: "./e2e/built.ts",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each worker has a server and a database of its own (e2e/own-server.ts); the stories of a file follow each other.
  workers: Math.min(2, availableParallelism()),
  // The heavy ones come last and beside each other: other stories hold the page to fractions of a second.
  projects: [
    { name: "stories", testIgnore: HEAVY },
    { name: "heavy stories", testMatch: HEAVY },
  ],
  forbidOnly: true,
  retries: 0,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: {
    viewport: { width: 1440, height: 900 },
    // Watching every step costs a seventh of the time: whoever looks into a failure asks for it.
    trace: process.env.UMBRA_TRACE === "1" ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(browser !== undefined && { executablePath: browser }),
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
    },
  },
});
