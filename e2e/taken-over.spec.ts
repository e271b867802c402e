import { loadSample } from "./estates";
import { expect, test } from "./story";

/** A page is taken over by the browser in parts; on a slow machine answers arrive between two of them. */
test("every page is taken over without a fault where the machine is slow and the server fast", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const estateId = await loadSample(page);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  for (const path of ["/", "/coverage", "/history", "/settings/sources", "/welcome"]) {
    await page.goto(`${path}?estate=${estateId}`);
    await expect(page.getByRole("button", { name: /^Theme/ })).toBeVisible();
  }
  expect(faults).toEqual([]);
});
