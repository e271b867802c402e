import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestPorts, type TestPorts } from "../testing/test-ports";
import { LOCAL_ACTOR } from "./actor";
import { restoreDecisions } from "./applications";
import { importConfiguration, loadSample } from "./imports";
import { askLoad, declareDemand, importDemands, removeDemand } from "./loads";

/** Traffic stated beside the sample, on the page and in files, over a real database and threads. */

const actor = LOCAL_ACTOR;
let test: TestPorts;
let estateId = "";
beforeAll(async () => {
  test = await openTestPorts();
  await test.ports.store.ensureWorkspace(actor.workspaceId);
  estateId = (await loadSample(test.ports, actor)).estateId;
});
afterAll(() => test.close());

const ask = (more: { growth?: number; application?: string; sweeps?: boolean } = {}) => {
  const terms = { growth: 1, thresholdRatio: 0.8, view: "observed" as const, sweeps: false };
  return askLoad(test.ports, actor, { estateId, ...terms, ...more });
};
const web = { protocol: "tcp", family: 4, port: 443, rateGbps: 0.03 } as const;

it("says what fills up first and when, and how each limit rises", async () => {
  const answer = await ask({ growth: 2 });
  expect(answer).toMatchObject({ basis: "declared", day: "2026-01-01", sweep: null, unresolved: [] });
  expect(answer.firstToSaturate?.row.element.name).toBe("cache-1a");
  expect(answer.firstToSaturate?.growthFactor).toBeCloseTo(1.28, 9);
  expect(answer.breach?.row.element.name).toBe("cache-1a");
  // Doubling every year: log2(1.28) of 365.25 days after the first of January.
  expect(answer.breach?.date).toBe("2026-05-11");
  expect(answer.factors).toContain(2);
  const [line] = answer.lines;
  const at = answer.factors.indexOf(answer.firstToSaturate?.growthFactor ?? 0);
  expect(line?.row.element.name).toBe("cache-1a");
  expect(line?.ratios[at]).toBeCloseTo(0.8, 9);
  expect(answer.rows[0]?.utilizationRatio).toBeCloseTo(line?.ratios[answer.factors.indexOf(2)] ?? 0, 9);
});

it("tries every single failure only when asked to", async () => {
  const { sweep } = await ask({ sweeps: true });
  expect(sweep?.failureCount).toBeGreaterThan(10);
  expect(sweep?.growth?.factor).toBeLessThanOrEqual(1.28 + 1e-9);
  const grown = await ask({ sweeps: true, growth: 2 });
  expect(grown.sweep?.growth?.factor).toBeCloseTo(sweep?.growth?.factor ?? 0, 9);
});

it("stores traffic only when its ends are understood, and takes it back", async () => {
  const refused = await declareDemand(test.ports, actor, {
    estateId,
    demand: { ...web, from: "no-such-host", to: "internet" },
  });
  expect(refused).toMatchObject({ kind: "problems", problems: [{ position: 0, place: "from" }] });
  const before = (await ask()).demands.length;
  const stored = await declareDemand(test.ports, actor, {
    estateId,
    demand: { ...web, from: "bastion-1a", to: "internet", application: "ops" },
  });
  if (stored.kind !== "declared") throw new Error("it is understood");
  const with_ = await ask({ application: "ops" });
  expect(with_.demands).toHaveLength(before + 1);
  expect(with_.demands.find(({ decisionId }) => decisionId === stored.id)).toMatchObject({
    application: "ops",
    origin: "declared",
    rateGbps: 0.03,
  });
  const { previous } = await removeDemand(test.ports, actor, { estateId, id: stored.id });
  expect((await ask()).demands).toHaveLength(before);
  await expect(removeDemand(test.ports, actor, { estateId, id: stored.id })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await restoreDecisions(test.ports, actor, { estateId, changes: previous });
  expect((await ask()).demands).toHaveLength(before + 1);
  await removeDemand(test.ports, actor, { estateId, id: stored.id });
});

it("takes a file in place of the last one, or refuses it with its place", async () => {
  const file = (lines: readonly string[]) =>
    importDemands(test.ports, actor, {
      estateId,
      file: "traffic.csv",
      text: ["from,to,port,rateGbps", ...lines].join("\n"),
    });
  const imported = async () => (await ask()).demands.filter(({ origin }) => origin === "imported");
  await expect(file(["bastion-1a,internet,443,0.01", "nobody,internet,443,0.01"])).rejects.toMatchObject({
    code: "BAD_INPUT",
    file: "traffic.csv",
    place: "line 3.from",
  });
  await expect(file(["bastion-1a,internet,443,much"])).rejects.toMatchObject({ place: "line 2.rateGbps" });
  expect(await imported()).toEqual([]);
  await file(["bastion-1a,internet,443,0.01", "admin-1a,internet,443,0.01"]);
  expect(await imported()).toHaveLength(2);
  expect((await ask()).basis).toBe("imported");
  const { previous } = await file(["bastion-1a,internet,443,0.5"]);
  expect((await imported()).map(({ rateGbps }) => rateGbps)).toEqual([0.5]);
  await restoreDecisions(test.ports, actor, { estateId, changes: previous });
  expect(await imported()).toHaveLength(2);
});

it("refuses an application that has no traffic", async () => {
  await expect(ask({ application: "nobody" })).rejects.toMatchObject({ code: "BAD_INPUT" });
});

it("shows a network of which no traffic is stated under a flat assumption, without dates and failures", async () => {
  const files = (await test.ports.sample.read()).filter(({ name }) => !name.endsWith("umbra.json"));
  const bare = await importConfiguration(test.ports, actor, {
    files,
    name: "bare",
    assumeDefaultRoutes: false,
  });
  const terms = { growth: 1, thresholdRatio: 0.8, view: "observed" as const, sweeps: true };
  const answer = await askLoad(test.ports, actor, { estateId: bare.estateId, ...terms });
  expect(answer).toMatchObject({ basis: "assumed", breach: null, sweep: null });
  expect(answer.demands.length).toBeGreaterThan(3);
  expect(answer.demands.every(({ origin, fact }) => origin === "assumed" && fact === null)).toBe(true);
});
