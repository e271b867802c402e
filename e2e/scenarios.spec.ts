import { expectAccessible } from "./accessibility";
import { loadSample, openSample } from "./estates";
import { partsOf, readOracle } from "./journey-1";
import { expect, type Page, test } from "./story";

/** A simulation on the map is kept, run by the clock, followed on a page of its own, and cancelled. */

/** Opens the map with the loss of the NAT gateway simulated. */
async function openSimulation(page: Page) {
  const oracle = await readOracle();
  const estateId = await loadSample(page);
  await page.goto(`/topology?estate=${estateId}&fail=down:natGateway:${oracle.natId}`);
  await expect(partsOf(page).simulation.getByTestId("simulation-sentence")).toHaveText(oracle.sentence, {
    timeout: 20_000,
  });
  return { oracle, estateId };
}

// Each goes on where the one before ended.
test.describe.configure({ mode: "serial", timeout: 120_000 });

test("a simulation is saved, scheduled and run in the background", async ({ page }) => {
  const { oracle } = await openSimulation(page);
  const { simulation } = partsOf(page);
  await simulation.getByRole("button", { name: "Save as scenario…" }).click();
  const save = page.getByRole("dialog", { name: "Save as scenario" });
  await expect(save.getByLabel("Name")).toHaveValue("Loss of nat-gw-1a");
  await save.getByLabel("Name").fill("NAT gateway down");
  await expectAccessible(page);
  await save.getByRole("button", { name: "Save" }).click();
  await expect(simulation.getByRole("link", { name: "Open scenario" })).toBeVisible();

  await simulation.getByRole("button", { name: "Schedule…" }).click();
  const schedule = page.getByRole("dialog", { name: "Schedule this what-if" });
  await schedule.getByLabel("Time zone").fill("Europe/Berlin");
  await expect(schedule.getByText("Runs every day at 03:00, Europe/Berlin.")).toBeVisible();
  await expect(schedule.getByRole("list", { name: "Next times" }).getByRole("listitem")).toHaveCount(5);
  await expectAccessible(page);
  await schedule.getByLabel("Time zone").fill("Mars/Olympus");
  await expect(schedule.getByRole("alert")).toContainText("no time zone");
  await schedule.getByLabel("Time zone").fill("Europe/Berlin");
  await expect(schedule.getByRole("alert")).toHaveCount(0);
  await schedule.getByRole("button", { name: "Schedule" }).click();
  await expect(simulation.getByRole("link", { name: "Open schedules" })).toBeVisible();

  await simulation.getByRole("button", { name: "Run in background" }).click();
  await simulation.getByRole("link", { name: "Open run" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What if: loss of nat-gw-1a");
  await expect(page.getByTestId("run-sentence")).toHaveText(oracle.sentence);
  await expect(page.getByText("done", { exact: true })).toBeVisible();
  await expectAccessible(page);
  const permalink = page.url();
  await page.goto(permalink);
  await expect(page.getByTestId("run-sentence")).toHaveText(oracle.sentence);
});

test("what was saved is listed, run again, paused and deleted", async ({ page }) => {
  const { estateId, oracle } = await openSimulation(page);
  await page.goto(`/schedules?estate=${estateId}`);
  const entry = page.getByRole("list", { name: "Schedules" }).getByRole("listitem").first();
  await expect(entry).toContainText("NAT gateway down");
  await expect(entry).toContainText(/Next \w+, \d+ \w+ \d{4}, 03:00/);
  await expectAccessible(page);
  await entry.getByRole("button", { name: "Pause the schedule of NAT gateway down" }).click();
  await expect(entry).toContainText("No next time while paused");
  await entry.getByRole("button", { name: "Resume the schedule of NAT gateway down" }).click();
  await expect(entry).toContainText("03:00");

  await page.goto(`/scenarios?estate=${estateId}`);
  await expectAccessible(page);
  await page.getByRole("link", { name: "NAT gateway down" }).click();
  await expect(page.getByRole("list", { name: "Supposed failures" })).toContainText("nat-gw-1a");
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByTestId("run-sentence")).toHaveText(oracle.sentence);
  await page.goBack();
  await expect(page.getByRole("table", { name: "Runs, newest first" })).toContainText(oracle.sentence);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Rename…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("NAT down");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("NAT down");
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No scenario is saved yet")).toBeVisible();
  await page.goto(`/schedules?estate=${estateId}`);
  await expect(page.getByText("Nothing runs by itself yet.")).toBeVisible();
});

test("a scenario is built and run with the keyboard alone", async ({ page }) => {
  const estateId = await loadSample(page);
  await page.goto(`/scenarios/new?estate=${estateId}`);
  await expectAccessible(page);
  await page.getByLabel("Find a resource").focus();
  await page.keyboard.type("us-east-1a");
  const add = page.getByRole("button", { name: "Add us-east-1a" });
  await expect(add).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(add).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/targets=down:zone:/);
  await expect(page.getByRole("list", { name: "Supposed failures" })).toContainText("use1-az1 fails");
  await page.getByLabel("Name of the scenario").focus();
  await page.keyboard.type("Zone down");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Zone down");
  await expect(page.getByTestId("run-sentence")).toContainText("us-east-1a");
});

test("a run that is cancelled gives no verdict, and says how far it came", async ({ page }) => {
  const estateId = await openSample(page);
  const started = await page.evaluate(async (id) => {
    const body = JSON.stringify({ json: { estateId: id, kind: "suite", request: {}, title: "All checks" } });
    const post = (path: string, text: string) =>
      fetch(`/api/trpc/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: text,
      }).then((response) => response.json());
    const answer = await post("run.start", body);
    const runId: string = answer.result.data.json.runId;
    const asked = performance.now();
    const cancelled = await post("run.cancel", JSON.stringify({ json: { runId } }));
    return { runId, tookMs: performance.now() - asked, isCancelled: "result" in cancelled };
  }, estateId);
  expect(started.isCancelled).toBe(true);
  expect(started.tookMs).toBeLessThan(2_000);
  await page.goto(`/runs/${started.runId}?estate=${estateId}`);
  await expect(page.getByText("cancelled", { exact: true })).toBeVisible();
  await expect(page.getByText(/It gives no verdict/)).toBeVisible();
  await expect(page.getByTestId("run-sentence")).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(`/runs?estate=${estateId}`);
  await expect(page.getByRole("row", { name: /All checks/ }).first()).toContainText("no verdict");
  await expectAccessible(page);
});

test("a page shows what another one changed, without being loaded again", async ({ page, context }) => {
  const { estateId } = await openSimulation(page);
  const other = await context.newPage();
  await other.goto(`/runs?estate=${estateId}`);
  const rows = other.getByRole("table", { name: "Runs, newest first" }).getByRole("row");
  await expect(rows.first()).toBeVisible();
  const before = await rows.count();
  await partsOf(page).simulation.getByRole("button", { name: "Run in background" }).click();
  await expect(rows).toHaveCount(before + 1);
});
