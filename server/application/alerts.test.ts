import { describe, expect, it } from "vitest";
import { LOCAL_ACTOR } from "./actor";
import { type AlertFilter, listAlerts } from "./alerts";
import type { Ports } from "./ports/ports";
import type { AlertSummary, AnalysisRecord, WorkspaceStore } from "./ports/store";

const when = new Date(0);

function summary(id: string, given: Partial<AlertSummary> = {}): AlertSummary {
  return {
    id,
    fingerprint: id,
    family: "outage",
    kind: "single-point-of-failure",
    severity: "high",
    title: `losing ${id} cuts hosts off`,
    subject: { kind: "natGateway", id: `nat-${id}` },
    state: "open",
    affectedCount: 1,
    likelihood: 2,
    impact: 3,
    parent: null,
    firstSeenAt: when,
    lastSeenAt: when,
    ...given,
  };
}

/** Ports over a store that holds these alerts and this analysis, and nothing else. */
function portsOver(alerts: readonly AlertSummary[], analysis?: Partial<AnalysisRecord>): Ports {
  const store: Partial<WorkspaceStore> = {
    findEstate: async (id) => ({
      id,
      name: "shop",
      isSample: false,
      createdAt: when,
      latest: { snapshotId: "aa", takenAt: when, lastSeenAt: when, resourceCount: 60 },
    }),
    listAlerts: async () => alerts,
    listFixes: async () => [],
    latestAnalysis: async () => analysis as AnalysisRecord | undefined,
  };
  return { store: { inWorkspace: () => store } } as unknown as Ports;
}

const ALERTS = [
  summary("a", { severity: "low" }),
  summary("b", {
    severity: "critical",
    family: "exposure",
    subject: { kind: "instance", id: "i-1", name: "db Main" },
  }),
  summary("c", { affectedCount: 5 }),
  summary("d", { affectedCount: 9, state: "dismissed" }),
  summary("e", { state: "unverified", affectedCount: 5 }),
  summary("f", { severity: "low", state: "resolved", family: "dependence" }),
];
const list = (filter: AlertFilter = {}) =>
  listAlerts(portsOver(ALERTS), LOCAL_ACTOR, { estateId: "e", ...filter });

describe("the list of alerts", () => {
  it.each<{ name: string; filter: AlertFilter; expected: string }>([
    { name: "worst first: severity, state, number of flows", filter: {}, expected: "b c e d a f" },
    { name: "of one severity", filter: { severity: ["low"] }, expected: "a f" },
    { name: "of several states", filter: { state: ["open", "unverified"] }, expected: "b c e a" },
    { name: "of one family", filter: { family: ["exposure"] }, expected: "b" },
    { name: "with a word of the name, in any case", filter: { q: "DB  main" }, expected: "b" },
    { name: "with an id", filter: { q: "nat-c" }, expected: "c" },
    { name: "with all words, not some", filter: { q: "nat-c nat-d" }, expected: "" },
    {
      name: "with all filters at once",
      filter: { severity: ["high"], state: ["open"], q: "losing" },
      expected: "c",
    },
  ])("$name", async ({ filter, expected }) => {
    expect((await list(filter)).alerts.map(({ id }) => id).join(" ")).toBe(expected);
  });

  it("counts for each value what it would leave, the other filters as they are", async () => {
    const { facets } = await list({ severity: ["high"], q: "losing" });
    expect(facets.severity).toEqual([
      { value: "critical", count: 1 },
      { value: "high", count: 3 },
      { value: "low", count: 2 },
    ]);
    expect(facets.state).toEqual([
      { value: "open", count: 1 },
      { value: "unverified", count: 1 },
      { value: "dismissed", count: 1 },
    ]);
    expect(facets.family).toEqual([{ value: "outage", count: 3 }]);
  });

  it("says how far the analysis reached, and nothing before one is done", async () => {
    const subject = (id: string) => ({ kind: "subnet", id });
    const checks = [
      { family: "outage", kind: "k", subject: subject("s1"), outcome: "holds" },
      { family: "exposure", kind: "x", subject: subject("s1"), outcome: "violated" },
      { family: "outage", kind: "k", subject: subject("s2"), outcome: "unknown" },
    ] as const;
    const ask = (analysis?: Partial<AnalysisRecord>) =>
      listAlerts(portsOver([], analysis), LOCAL_ACTOR, { estateId: "e" });
    expect((await ask({ state: "done", finishedAt: when, checks })).coverage).toEqual({
      analyzedCount: 1,
      resourceCount: 60,
      undecidedCount: 1,
      finishedAt: when,
    });
    const none = { analyzedCount: 0, resourceCount: 60, undecidedCount: 0, finishedAt: null };
    expect((await ask()).coverage).toEqual(none);
    expect((await ask({ state: "running", finishedAt: null, checks: [] })).coverage).toEqual(none);
  });
});
