import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

// Set for the workers too, which read this file again.
process.env.UMBRA_E2E_PORT ??= "3417";
process.env.UMBRA_E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), "umbra-e2e-"));

// Where stories listen for messages, and the only place besides the public internet that the server may send to.
process.env.UMBRA_E2E_SINK_PORT ??= "3418";

const port = process.env.UMBRA_E2E_PORT;
// scripts/steps/browser.mjs finds it; a bare `npx playwright test` looks in the usual place.
const browser =
  process.env.UMBRA_BROWSER ??
  ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/stories",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // One server and one database under all of them, so one test at a time.
  workers: 1,
  forbidOnly: true,
  retries: 0,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      ...(browser !== undefined && { executablePath: browser }),
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
    },
  },
  webServer: {
    command: "node scripts/start.mjs",
    url: `http://127.0.0.1:${port}/`,
    timeout: 180_000,
    env: {
      PORT: port,
      UMBRA_DATA_DIR: process.env.UMBRA_E2E_DATA_DIR,
      UMBRA_OUTBOUND_ALLOW: `127.0.0.1:${process.env.UMBRA_E2E_SINK_PORT}`,
    },
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
  },
});
