import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { type Measurement, quantile, within } from "./measure";
import { startServer, stopServer } from "./processes";

const DRAWN_LIMIT_MS = 800;
const ROUND_COUNT = 5;

/**
 * Time from the sample's map data being in the browser to the map being drawn: the end of the answer
 * to `topology.view`, and the first frame in which the map says that it is not busy.
 */
export async function measureMap(root: string, browserPath: string | undefined): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "umbra-bench-"));
  const server = await startServer(root, join(folder, "data"));
  const browser = await chromium.launch({
    ...(browserPath !== undefined && { executablePath: browserPath }),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const times: number[] = [];
    for (let round = 0; round < ROUND_COUNT; round++) {
      await page.goto(`${server.url}/topology`);
      times.push(await page.evaluate(waitForDrawnMap));
    }
    return [within("sample map drawn after its data", quantile(times, 0.5), DRAWN_LIMIT_MS)];
  } finally {
    await browser.close();
    await stopServer(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs in the page. Answers milliseconds. */
async function waitForDrawnMap(): Promise<number> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  while (document.querySelector('[data-view="map"][data-ready="true"]') === null) await nextFrame();
  // What was put on the canvas is seen with the frame that follows.
  await nextFrame();
  const drawn = performance.now();
  const answers = performance
    .getEntriesByType("resource")
    .filter((entry): entry is PerformanceResourceTiming => entry.name.includes("topology.view"));
  const received = Math.max(...answers.map(({ responseEnd }) => responseEnd));
  return drawn - received;
}
