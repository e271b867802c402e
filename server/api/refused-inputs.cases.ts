import { rule } from "./procedures.cases";
import type { appRouter } from "./root";

type Caller = ReturnType<typeof appRouter.createCaller>;

interface RefusedInput {
  readonly name: string;
  /** @param mine  an estate that exists */
  readonly ask: (call: Caller, mine: string) => Promise<unknown>;
}

const nat = { kind: "natGateway", id: "nat-none", mode: "down" } as const;

/** Inputs that are wrong in themselves, whatever is stored. */
export const REFUSED_INPUTS: readonly RefusedInput[] = [
  { name: "an id too long", ask: (call) => call.estate.overview({ estateId: "x".repeat(513) }) },
  { name: "an empty id", ask: (call) => call.estate.overview({ estateId: "" }) },
  {
    name: "a snapshot id that is no hash",
    ask: (call, mine) => call.topology.view({ estateId: mine, snapshotId: "../" }),
  },
  {
    name: "too many open places",
    ask: (call, mine) => call.topology.view({ estateId: mine, open: Array(2_001).fill("a") }),
  },
  {
    name: "too many hidden places",
    ask: (call, mine) => call.topology.view({ estateId: mine, hide: Array(2_001).fill("a") }),
  },
  {
    name: "too many hops",
    ask: (call, mine) => call.topology.neighbours({ estateId: mine, ids: ["a"], hops: 3 }),
  },
  {
    name: "neighbours of nothing",
    ask: (call, mine) => call.topology.neighbours({ estateId: mine, ids: [], hops: 1 }),
  },
  {
    name: "an answer without a reason",
    ask: (call, mine) =>
      call.anomaly.answer({
        estateId: mine,
        anomalyId: "a",
        owner: "ann",
        reason: " ",
        expires: "2026-01-31",
      }),
  },
  {
    name: "an answer until a day that is none",
    ask: (call, mine) =>
      call.anomaly.answer({
        estateId: mine,
        anomalyId: "a",
        owner: "ann",
        reason: "r",
        expires: "2026-02-31",
      }),
  },
  {
    name: "a baseline that is no snapshot",
    ask: (call, mine) => call.anomaly.approveBaseline({ estateId: mine, snapshotId: "latest", reason: "r" }),
  },
  {
    name: "a search too long",
    ask: (call, mine) => call.topology.search({ estateId: mine, q: "x".repeat(513) }),
  },
  {
    name: "too many hits",
    ask: (call, mine) => call.topology.search({ estateId: mine, q: "x", limit: 101 }),
  },
  {
    name: "a dismissal without a reason",
    ask: (call, mine) =>
      call.application.decide({
        estateId: mine,
        verdicts: [{ kind: "dismiss", intentId: "intent-1", reason: " " }],
      }),
  },
  {
    name: "findings of a state that there is not",
    ask: (call, mine) => call.finding.list({ estateId: mine, state: "gone" as never }),
  },
  {
    name: "too many findings at once",
    ask: (call, mine) => call.finding.list({ estateId: mine, limit: 501 }),
  },
  {
    name: "a report on too many instances",
    ask: (call, mine) =>
      call.finding.place({ estateId: mine, reportId: "a", on: Array(1_001).fill("i-1"), vpc: null }),
  },
  {
    name: "ports that end before they begin",
    ask: (call, mine) =>
      call.application.decide({
        estateId: mine,
        verdicts: [{ kind: "accept", intentId: "intent-1", edit: { ports: [[2, 1]] } }],
      }),
  },
  {
    name: "a decision under another's name",
    ask: (call, mine) =>
      call.application.restore({
        estateId: mine,
        changes: [
          { subject: "application:b", decision: { kind: "application", application: "a", name: "c" } },
        ],
      }),
  },
  {
    name: "traffic that shrinks",
    ask: (call, mine) => call.load.ask({ estateId: mine, growth: 0.5 }),
  },
  {
    name: "a threshold above all of it",
    ask: (call, mine) => call.load.ask({ estateId: mine, thresholdRatio: 1.1 }),
  },
  {
    name: "less than no traffic",
    ask: (call, mine) =>
      call.load.declare({ estateId: mine, demand: { from: "internet", to: "internet", rateGbps: -1 } }),
  },
  {
    name: "too many rows",
    ask: (call, mine) => call.resource.list({ estateId: mine, limit: 501 }),
  },
  {
    name: "a row before the first",
    ask: (call, mine) => call.resource.list({ estateId: mine, offset: -1 }),
  },
  {
    name: "an order that is none",
    // @ts-expect-error what a client can send all the same
    ask: (call, mine) => call.resource.list({ estateId: mine, sort: "__proto__" }),
  },
  {
    name: "a file that is none",
    // @ts-expect-error what a client can send all the same
    ask: (call, mine) => call.resource.export({ estateId: mine, format: "xlsx" }),
  },
  {
    name: "no id of a resource",
    ask: (call, mine) => call.resource.history({ estateId: mine, kind: "vpc", id: "" }),
  },
  {
    name: "a flow from nowhere",
    ask: (call, mine) => call.resource.decide({ estateId: mine, id: "a", flow: { from: " ", to: "b" } }),
  },
  {
    name: "a port too high",
    ask: (call, mine) => call.trace.ask({ estateId: mine, from: "a", to: "b", ports: [0, 65_536] }),
  },
  {
    name: "ports the wrong way round",
    ask: (call, mine) => call.trace.ask({ estateId: mine, from: "a", to: "b", ports: [2, 1] }),
  },
  {
    name: "an ICMP type too high",
    ask: (call, mine) => call.trace.ask({ estateId: mine, from: "a", to: "b", icmp: { type: 256, code: 0 } }),
  },
  {
    name: "a horizon that is none",
    // @ts-expect-error what a client can send all the same
    ask: (call, mine) => call.trace.ask({ estateId: mine, from: "a", to: "b", horizon: "T3" }),
  },
  {
    name: "a base that is no hash",
    ask: (call, mine) => call.history.diff({ estateId: mine, base: "yesterday" }),
  },
  { name: "too long a page", ask: (call, mine) => call.history.list({ estateId: mine, limit: 201 }) },
  { name: "no failure", ask: (call, mine) => call.whatIf.run({ estateId: mine, failures: [] }) },
  {
    name: "too many failures",
    ask: (call, mine) => call.whatIf.run({ estateId: mine, failures: Array(65).fill(nat) }),
  },
  {
    name: "an attacker who is half there",
    // @ts-expect-error what a client can send all the same
    ask: (call, mine) => call.breach.run({ estateId: mine, starts: [{ from: "a", level: "guest" }] }),
  },
  {
    name: "a bug in nothing",
    ask: (call, mine) => call.breach.run({ estateId: mine, bugs: [""] }),
  },
  {
    name: "too many bugs",
    ask: (call, mine) => call.breach.run({ estateId: mine, bugs: Array(65).fill("a") }),
  },
  { name: "no reason", ask: (call, mine) => call.alert.dismiss({ estateId: mine, id: "a", reason: " \n" }) },
  {
    name: "a reason too long",
    ask: (call, mine) => call.alert.dismiss({ estateId: mine, id: "a", reason: "x".repeat(2_001) }),
  },
  {
    name: "an approval without a reason",
    ask: (call) => call.action.approve({ actionId: "a", planHash: "b", reason: "  " }),
  },
  { name: "too much of the audit at once", ask: (call) => call.audit.list({ limit: 201 }) },
  { name: "the audit before its beginning", ask: (call) => call.audit.list({ before: 0 }) },
  {
    name: "a pause with a reason too long",
    ask: (call) => call.automation.pause({ reason: "x".repeat(513) }),
  },
  { name: "an executor without a name", ask: (call) => call.executor.create({ name: " " }) },
  {
    name: "a new rule that acts without asking",
    ask: (call, mine) => call.rule.create({ estateId: mine, rule: { ...rule, mode: "auto" } }),
  },
];
