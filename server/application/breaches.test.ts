import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Configuration, indexConfiguration } from "../engine/configuration";
import { attackFacts } from "../engine/scenario";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { runBreach } from "./breaches";
import { exportConfiguration } from "./estates";
import { importConfiguration, loadSample } from "./imports";
import type { LocalNetwork } from "./local-analysis";
import { breachLocal } from "./local-breach";
import { RUN_KINDS } from "./run-kinds";
import { cancelRun, isOver, readRun, startRun } from "./runs";

const actor = LOCAL_ACTOR;
let test: TestPorts;
let estateId: string;
let local: LocalNetwork;
/** Every instance of the sample whose name says that it serves pages. */
let webIds: readonly string[];

beforeAll(async () => {
  test = await openTestPorts();
  await test.ports.store.ensureWorkspace(actor.workspaceId);
  estateId = (await loadSample(test.ports, actor)).estateId;
  const configuration: Configuration = JSON.parse(await exportConfiguration(test.ports, actor, { estateId }));
  const index = indexConfiguration(configuration);
  local = { configuration, index, breach: attackFacts(index) } as LocalNetwork;
  webIds = configuration.resources.instance.flatMap(({ id, name }) => (name?.includes("web") ? id : []));
  expect(webIds.length).toBeGreaterThan(1);
});
afterAll(() => test.close());

const ask = (more: Partial<Parameters<typeof runBreach>[2]> = {}) => ({
  starts: [],
  bugs: [],
  assumesUserInteraction: false,
  excluded: [],
  failures: [],
  view: "observed" as const,
  ...more,
  estateId,
});

async function over(runId: string) {
  for (let round = 0; round < 1_200; round++) {
    const run = await readRun(test.ports, actor, runId);
    if (isOver(run.state)) return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the run does not end");
}

async function start(request: object): Promise<string> {
  return (await startRun(test.ports, actor, { estateId, kind: "breach", request })).runId;
}

describe("an attack", () => {
  it("comes to the same in threads as on the command line, with what stops it", async () => {
    const bugs = webIds;
    const run = await over(await start({ bugs }));
    expect(run).toMatchObject({ state: "done", error: null });
    const report = RUN_KINDS.breach.resultSchema.parse(run.result);
    const { sentence, ...result } = report;
    const expected = await breachLocal(test.ports, local, local.breach.facts, {
      from: [],
      level: "user",
      bugs,
      assumesUserInteraction: false,
      excluded: [],
      view: "observed",
      patchLimit: 3,
      underFailures: true,
    });
    expect(result).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(result.blastRadius.hostCount).toBeGreaterThan(0);
    expect(sentence).toContain(`An attacker in the internet takes over ${result.blastRadius.hostCount} host`);
    expect(report.chokePoints?.outcome).toBe("smallest");
    // The sample's own vulnerability can be patched, which saves its data; the supposed bugs cannot.
    expect(report.bestPatches).toMatchObject({
      supposedCount: webIds.length,
      before: { hostCount: webIds.length, dataAtRisk: [{ dataClass: "customer" }] },
      choices: [
        {
          outcome: "best",
          patches: [{ name: "CVE-2012-2122" }],
          left: { hostCount: webIds.length, dataAtRisk: [] },
        },
      ],
    });
    expect(report.underFailures?.failureCount).toBeGreaterThan(10);
    expect(report.underFailures?.changes.length).toBeGreaterThan(0);
    expect(report.underFailures?.leftOut).toBeNull();
    expect(run.verdict).toEqual({ kind: "affected", sentence });
  });

  it("says at once what follows from one host, and that nothing is known to be weak", async () => {
    const files = (await test.ports.sample.read()).filter(({ name }) => !name.endsWith("umbra.json"));
    const terms = { files, name: "nothing declared", assumeDefaultRoutes: false };
    const bare = await importConfiguration(test.ports, actor, terms);
    const starts = [{ from: webIds[0] ?? "", level: "root" as const }];
    const answer = await runBreach(test.ports, actor, { ...ask({ starts }), estateId: bare.estateId });
    expect(answer.starts).toEqual([{ kind: "host", id: webIds[0], level: "root" }]);
    expect(answer.compromised[0]).toMatchObject({ element: { id: webIds[0] }, stepCount: 0, chain: [] });
    expect(answer.sentence).toContain("No vulnerability is known");
    expect(
      RUN_KINDS.breach.verdict({ ...answer, chokePoints: null, patches: null, underFailures: null }).kind,
    ).not.toBe("proved");
  });

  it("does not start on a host that has failed", async () => {
    const [id = "", other = ""] = webIds;
    const failures = [{ kind: "instance", id, mode: "down" as const }];
    const asked = { starts: [{ from: id, level: "root" as const }], bugs: [other] };
    expect((await runBreach(test.ports, actor, ask(asked))).compromised.length).toBeGreaterThan(0);
    expect((await runBreach(test.ports, actor, ask({ ...asked, failures }))).compromised).toEqual([]);
  });

  it.each([
    {
      name: "a start",
      more: { starts: [{ from: "nowhere-1", level: "user" as const }] },
      error: "nowhere-1",
    },
    { name: "a bug", more: { bugs: ["nowhere-1=tcp/443"] }, error: "nowhere-1" },
    {
      name: "a failure",
      more: { failures: [{ kind: "instance", id: "nowhere-1", mode: "down" as const }] },
      error: "nowhere-1",
    },
  ])("says what does not fit: $name", ({ more, error }) =>
    expect(runBreach(test.ports, actor, ask(more))).rejects.toThrow(error),
  );

  it("is taken back within 2 s", async () => {
    const runId = await start({ bugs: webIds });
    const cancelledAt = performance.now();
    await cancelRun(test.ports, actor, runId);
    expect((await over(runId)).state).toBe("cancelled");
    expect(performance.now() - cancelledAt).toBeLessThan(2_000);
  });
});
