import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testData, testDataNames } from "../testing/test-data";
import { filesIn, openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { listAlerts } from "./alerts";
import { importConfiguration } from "./imports";
import { readOverview } from "./overview";
import { readResource } from "./resources";
import { viewTopology } from "./topology";

/** Networks nobody here wrote, through the whole server: imported, analyzed, drawn, every resource opened. */

const actor = LOCAL_ACTOR;
const ALERT_LIMIT = 25;
let test: TestPorts;

const inputs = [
  ...testDataNames("batfish-aws/snapshots").map((name) => `batfish-aws/snapshots/${name}`),
  "cloudmapper-demo",
].filter((path) => testData(path) !== undefined);

beforeAll(async () => {
  test = await openTestPorts();
  await test.ports.store.ensureWorkspace(actor.workspaceId);
});
afterAll(async () => {
  await test.close();
  expect(test.bugs).toEqual([]);
});

async function analyzed(estateId: string) {
  for (let round = 0; round < 1_200; round += 1) {
    const overview = await readOverview(test.ports, actor, estateId);
    if (overview.analysis.state !== "running") return overview;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the analysis does not end");
}

describe.runIf(inputs.length > 0)("a public network", () => {
  it.each(inputs)(
    "%s is imported, analyzed and can be looked at",
    async (path) => {
      const { ports } = test;
      const files = await filesIn(testData(path) ?? "");
      const { estateId, counts } = await importConfiguration(ports, actor, {
        files,
        assumeDefaultRoutes: false,
      });
      const overview = await analyzed(estateId);
      expect(overview.analysis).toMatchObject({ state: "done" });
      expect(overview.analysis.error).toBeUndefined();
      expect(overview.counts).toEqual(counts);
      const { alerts } = await listAlerts(ports, actor, { estateId });
      expect(alerts.length).toBeLessThanOrEqual(ALERT_LIMIT);

      const view = await viewTopology(ports, actor, { estateId, open: [] });
      expect(view.totalCount).toBe(overview.snapshot.resourceCount);
      const elements = view.rows.flatMap(({ element }) => element ?? []);
      expect(elements.length).toBeGreaterThan(0);
      for (const { id } of elements) {
        const resource = await readResource(ports, actor, { estateId, id });
        expect(resource.element.id).toBe(id);
        expect(resource.facts.every(({ value }) => !/undefined|\[object/.test(value))).toBe(true);
      }
    },
    120_000,
  );
});
