import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportConfiguration } from "../server/engine/configuration";
import { freePort } from "../server/testing/free-port";
import { largeEstate } from "../server/testing/large-estate";
import { emptyPostgres } from "../server/testing/test-databases";
import { importFile, query, startUmbra } from "./process/umbra-process";
import { eventually } from "./process/umbra-program";
import { expect, type Page, test } from "./story";

/*
 * A what-if on a node is started and scheduled by clicking, and the server is killed in the middle. After the restart the run ends once,
 * and the schedule goes on by the clock, on the network as it is then.
 */

/** Large enough that the run is caught in the middle. */
const INSTANCE_COUNT = 6_000;
const WAIT_MS = 120_000;

const postgresUrl = process.env.UMBRA_TEST_DATABASE_URL;
if (!postgresUrl && process.env.CI === "true")
  throw new Error("UMBRA_TEST_DATABASE_URL is not set: run `npm test`");

interface Run {
  readonly id: string;
  readonly state: string;
  readonly attemptCount: number;
  readonly snapshotId: string;
  readonly scheduleId: string | null;
}

for (const database of ["PGlite", ...(postgresUrl ? ["PostgreSQL"] : [])]) {
  test(`a run and a schedule outlive the server they were made on (${database})`, async ({ page }) => {
    test.setTimeout(360_000);
    const folder = mkdtempSync(join(tmpdir(), "umbra-interrupted-"));
    const postgres = database === "PostgreSQL" ? await emptyPostgres() : undefined;
    const env = {
      PORT: String(await freePort()),
      UMBRA_DATA_DIR: join(folder, "data"),
      ...(postgres ? { DATABASE_URL: postgres.databaseUrl } : {}),
    };
    let umbra = startUmbra(env, ["--empty"]);
    try {
      const url = await umbra.ready;
      const network = (count: number) => exportConfiguration(largeEstate(count));
      const file = { name: "network.json", text: network(INSTANCE_COUNT) };
      const { estateId } = await importFile(url, file, { name: "large" });

      await schedule(
        page,
        `${url}/scenarios/new?estate=${estateId}&targets=down:instance:${firstInstance()}`,
      );
      const runId = await runNow(page, `${url}/scenarios?estate=${estateId}`);
      await eventually(
        "the run is at work",
        async () => (await query<Run>(url, "run.read", { runId })).state === "running",
        WAIT_MS,
      );
      umbra.child.kill("SIGKILL");
      await umbra.ended;

      umbra = startUmbra(env);
      await umbra.ready;
      const later = await importFile(url, { name: "network.json", text: network(40) }, { estateId });
      await page.goto(`${url}/runs/${runId}?estate=${estateId}`);
      await expect(page.getByText("done", { exact: true })).toBeVisible({ timeout: WAIT_MS });
      await expect(page.getByTestId("run-sentence")).toBeVisible();
      expect(await query<Run>(url, "run.read", { runId })).toMatchObject({ state: "done", attemptCount: 2 });
      await eventually(
        "the schedule fires on the later network",
        async () => {
          const runs = await query<Run[]>(url, "run.list", { estateId });
          const scheduled = runs.filter((run) => run.scheduleId !== null && run.state === "done");
          return scheduled.some(({ snapshotId }) => snapshotId === later.snapshotId);
        },
        WAIT_MS,
      );
      const own = (await query<Run[]>(url, "run.list", { estateId })).filter(
        (run) => run.scheduleId === null,
      );
      expect(own.map(({ id }) => id)).toEqual([runId]);
    } finally {
      umbra.child.kill("SIGTERM");
      await umbra.ended;
      await postgres?.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function firstInstance(): string {
  return largeEstate(INSTANCE_COUNT).resources.instance[0]?.id ?? "";
}

/** Saves the scenario in the address under a name, to run each minute. */
async function schedule(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Name of the scenario").fill("Host down");
  await page.getByRole("checkbox", { name: /On a schedule/ }).check();
  await page.getByRole("combobox", { name: "Repeats" }).click();
  await page.getByRole("option", { name: "By a cron expression" }).click();
  await page.getByLabel("Cron expression").fill("* * * * *");
  await page.getByRole("button", { name: "Save and schedule" }).click();
  await expect(page.getByRole("list", { name: "Schedules" })).toContainText("Host down");
}

/** Starts the scenario from the library and answers the id of its run. */
async function runNow(page: Page, address: string): Promise<string> {
  await page.goto(address);
  await page.getByRole("link", { name: "Host down" }).first().click();
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page).toHaveURL(/\/runs\//);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}
