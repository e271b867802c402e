import type { Actor } from "../application/actor";
import type { Ports } from "../application/ports/ports";
import { appRouter } from "./root";
import { createCaller } from "./trpc";

/** A scenario that runs every check. */
export const suiteOf = (estate: string) => ({
  estateId: estate,
  name: "all checks",
  kind: "suite" as const,
  request: {},
});
/** A rule that closes what the internet reaches. */
export const rule = {
  name: "close it",
  mode: "dry-run" as const,
  trigger: {
    kinds: ["internet-exposure" as const],
    minSeverity: "high" as const,
    states: ["opened" as const],
  },
  conditions: { subjectIds: [], tags: [] },
  action: { kind: "remove-rule" as const },
  limits: { cooldownMinutes: 60, perDay: 10 },
  owner: "local",
  createdFrom: null,
};
/** A folder beside this file, which the operator of the test allows to be watched. */
const WATCHED_FOLDER = "routers";
/** Traffic between two ends that every network has. */
const demand = { from: "internet", to: "internet", rateGbps: 1 };
/** An answer that holds on the day of the test's clock. */
const answer = { owner: "ann", reason: "as agreed", expires: "2026-01-31" };
/** A schedule. */
export const nightly = { cron: "0 3 * * *", timeZone: "Europe/Berlin" };

/** The API as one actor calls it. */
export const callerOf = (ports: Ports, actor: Actor) => createCaller(appRouter)({ ports, actor });
export type Caller = ReturnType<typeof callerOf>;
/** Things to name in a call; `own` and `ownEstateId` are always of the caller who has something to find. */
export type Ids = {
  own: Caller;
  ownEstateId: string;
  estateId: string;
  snapshotId: string;
  alertId: string;
  runId: string;
  scenarioId: string;
  scheduleId: string;
  ruleId: string;
  renamedVpcId: string;
  sourceId: string;
  sinkId: string;
  deliveryId: string;
  reportId: string;
  anomalyId: string;
  executorId: string;
  /** Actions that wait for approval of the plan `plan`, one for each word on them. */
  waiting: { read: string; approve: string; reject: string; cancel: string };
};

/** Every procedure that is handed an id, with a call that succeeds for whoever owns the ids. */
export const PROCEDURES: Record<string, (call: Caller, ids: Ids) => Promise<unknown>> = {
  "estate.overview": (call, { estateId }) => call.estate.overview({ estateId }),
  "estate.report": (call, { estateId, snapshotId }) => call.estate.report({ estateId, snapshotId }),
  "estate.fidelity": (call, { estateId, snapshotId }) => call.estate.fidelity({ estateId, snapshotId }),
  "estate.configuration": (call, { estateId }) => call.estate.configuration({ estateId }),
  "topology.view": (call, { estateId, snapshotId }) => call.topology.view({ estateId, snapshotId }),
  "topology.exposure": (call, { estateId }) => call.topology.exposure({ estateId }),
  "topology.search": (call, { estateId }) => call.topology.search({ estateId, q: "nat" }),
  "topology.locate": (call, { estateId }) => call.topology.locate({ estateId, ids: ["vpc-none"] }),
  "topology.networks": (call, { estateId }) => call.topology.networks({ estateId, q: "10.0.0.0/8" }),
  "topology.neighbours": (call, { estateId, renamedVpcId }) =>
    call.topology.neighbours({ estateId, ids: [renamedVpcId], hops: 2 }),
  "resource.read": async (call, ids) => {
    const [hit] = await ids.own.topology.search({ estateId: ids.ownEstateId, q: "vpc" });
    return call.resource.read({ estateId: ids.estateId, id: hit?.id ?? "" });
  },
  "resource.list": (call, { estateId, snapshotId }) => call.resource.list({ estateId, snapshotId, q: "nat" }),
  "resource.export": (call, { estateId }) => call.resource.export({ estateId, format: "csv" }),
  "resource.decide": async (call, ids) => {
    const [hit] = await ids.own.topology.search({ estateId: ids.ownEstateId, q: "i-" });
    const flow = { from: "internet", to: hit?.id ?? "", ports: [443, 443] as [number, number] };
    return call.resource.decide({ estateId: ids.estateId, id: hit?.id ?? "", flow });
  },
  "resource.history": (call, { estateId, renamedVpcId }) =>
    call.resource.history({ estateId, kind: "vpc", id: renamedVpcId }),
  "trace.ask": async (call, ids) => {
    const [hit] = await ids.own.topology.search({ estateId: ids.ownEstateId, q: "i-" });
    return call.trace.ask({ estateId: ids.estateId, from: hit?.id ?? "", to: "internet", ports: [443, 443] });
  },
  "whatIf.run": async (call, ids) => {
    const [hit] = await ids.own.topology.search({ estateId: ids.ownEstateId, q: "igw-" });
    const failures = [{ kind: "internetGateway", id: hit?.id ?? "", mode: "down" as const }];
    return call.whatIf.run({ estateId: ids.estateId, failures });
  },
  "whatIf.changes": async (call, ids) => {
    const [hit] = await ids.own.topology.search({ estateId: ids.ownEstateId, q: "rtb-" });
    const route = { routeTableId: hit?.id ?? "", destination: { prefix: "203.0.113.0/24" } };
    const target = { kind: "natGateway" as const, id: "nat-none" };
    return call.whatIf.changes({
      estateId: ids.estateId,
      changes: [{ kind: "add-route", ...route, target }],
    });
  },
  "breach.run": async (call, ids) => {
    const [hit] = await ids.own.topology.search({ estateId: ids.ownEstateId, q: "i-" });
    return call.breach.run({
      estateId: ids.estateId,
      starts: [{ from: hit?.id ?? "", level: "root" }],
      bugs: [hit?.id ?? ""],
    });
  },
  "anomaly.list": (call, { estateId }) => call.anomaly.list({ estateId }),
  "anomaly.compared": (call, { estateId }) => call.anomaly.compared({ estateId }),
  "anomaly.events": (call, { estateId }) => call.anomaly.events({ estateId }),
  "anomaly.answer": (call, { estateId, anomalyId }) =>
    call.anomaly.answer({ estateId, anomalyId, ...answer }),
  "anomaly.retract": async (call, { own, ownEstateId, estateId, anomalyId }) => {
    await own.anomaly.answer({ estateId: ownEstateId, anomalyId, ...answer });
    return call.anomaly.retract({ estateId, anomalyId });
  },
  "anomaly.baseline": (call, { estateId }) => call.anomaly.baseline({ estateId }),
  "anomaly.approveBaseline": (call, { estateId, snapshotId }) =>
    call.anomaly.approveBaseline({ estateId, snapshotId, reason: "as designed" }),
  "anomaly.withdrawBaseline": (call, { estateId }) => call.anomaly.withdrawBaseline({ estateId }),
  "application.list": (call, { estateId, snapshotId }) => call.application.list({ estateId, snapshotId }),
  "application.decide": async (call, ids) => {
    const { flows } = await ids.own.application.list({ estateId: ids.ownEstateId });
    const verdicts = [{ kind: "accept" as const, intentId: flows[0]?.id ?? "" }];
    return call.application.decide({ estateId: ids.estateId, verdicts });
  },
  "application.change": async (call, ids) => {
    const { applications } = await ids.own.application.list({ estateId: ids.ownEstateId });
    const application = applications[0]?.name ?? "";
    return call.application.change({ estateId: ids.estateId, application, criticality: "high" });
  },
  "application.declare": async (call, ids) => {
    const [hit] = await ids.own.topology.search({ estateId: ids.ownEstateId, q: "i-" });
    const flow = { from: hit?.id ?? "", to: "internet", ports: [443] };
    return call.application.declare({ estateId: ids.estateId, application: "shop", flow });
  },
  "application.restore": (call, { estateId }) =>
    call.application.restore({ estateId, changes: [{ subject: "application:shop", decision: null }] }),
  "finding.reports": (call, { estateId }) => call.finding.reports({ estateId }),
  "finding.list": (call, { estateId, snapshotId }) => call.finding.list({ estateId, snapshotId }),
  "finding.place": async (call, { own, ownEstateId, estateId, reportId }) => {
    const [hit] = await own.topology.search({ estateId: ownEstateId, q: "i-" });
    return call.finding.place({ estateId, reportId, on: [hit?.id ?? ""], vpc: null });
  },
  "finding.remove": (call, { estateId, reportId }) => call.finding.remove({ estateId, reportId }),
  "finding.restore": (call, { estateId, reportId }) => call.finding.restore({ estateId, reportId }),
  "load.ask": (call, { estateId, snapshotId }) => call.load.ask({ estateId, snapshotId }),
  "load.declare": (call, { estateId }) => call.load.declare({ estateId, demand }),
  "load.remove": async (call, ids) => {
    const declared = await ids.own.load.declare({ estateId: ids.ownEstateId, demand });
    const id = declared.kind === "declared" ? declared.id : "";
    return call.load.remove({ estateId: ids.estateId, id });
  },
  "load.importFile": (call, { estateId }) =>
    call.load.importFile({ estateId, file: "traffic.csv", text: "from,to,rateGbps\ninternet,internet,1" }),
  "intent.list": (call, { estateId }) => call.intent.list({ estateId }),
  "history.list": (call, { estateId }) => call.history.list({ estateId }),
  "history.read": (call, { estateId, snapshotId }) => call.history.read({ estateId, snapshotId }),
  "history.diff": (call, { estateId, snapshotId }) =>
    call.history.diff({ estateId, base: snapshotId, head: snapshotId }),
  "history.change": (call, { estateId, snapshotId, renamedVpcId }) =>
    call.history.change({ estateId, base: snapshotId, kind: "vpc", id: renamedVpcId }),
  "alert.list": (call, { estateId }) => call.alert.list({ estateId }),
  "alert.read": (call, { estateId, alertId }) => call.alert.read({ estateId, id: alertId }),
  "alert.dismiss": (call, { estateId, alertId }) =>
    call.alert.dismiss({ estateId, id: alertId, reason: "known" }),
  "alert.reopen": (call, { estateId, alertId }) => call.alert.reopen({ estateId, id: alertId }),
  "alert.tryFixes": (call, { estateId, alertId }) => call.alert.tryFixes({ estateId, id: alertId }),
  "rule.list": (call, { estateId }) => call.rule.list({ estateId }),
  "rule.read": (call, { ruleId }) => call.rule.read({ ruleId }),
  "rule.draft": (call, { estateId, alertId }) => call.rule.draft({ estateId, alertId }),
  "rule.create": (call, { estateId }) => call.rule.create({ estateId, rule }),
  "rule.fire": (call, { ruleId }) => call.rule.fire({ ruleId }),
  "rule.autoTerms": (call, { ruleId }) => call.rule.autoTerms({ ruleId }),
  "rule.change": (call, { ruleId }) => call.rule.change({ ruleId, revision: 1, rule }),
  "rule.dryRun": (call, { ruleId }) => call.rule.dryRun({ ruleId }),
  "rule.remove": (call, { ruleId }) => call.rule.remove({ ruleId }),
  "action.list": (call, { estateId }) => call.action.list({ estateId }),
  "action.read": (call, { waiting }) => call.action.read({ actionId: waiting.read }),
  "action.approve": (call, { waiting }) =>
    call.action.approve({ actionId: waiting.approve, planHash: "plan", reason: "looked at" }),
  "action.reject": (call, { waiting }) => call.action.reject({ actionId: waiting.reject, reason: "no" }),
  "action.cancel": (call, { waiting }) => call.action.cancel({ actionId: waiting.cancel, reason: "no" }),
  "executor.revoke": (call, { executorId }) => call.executor.revoke({ executorId }),
  "run.start": (call, { estateId }) => call.run.start({ estateId, kind: "suite", request: {} }),
  "run.read": (call, { runId }) => call.run.read({ runId }),
  "run.list": (call, { estateId }) => call.run.list({ estateId }),
  "run.watch": async (call, { runId }) => {
    for await (const _ of await call.run.watch({ runId })) return;
  },
  "run.cancel": (call, { runId }) => call.run.cancel({ runId }),
  "scenario.create": (call, { estateId }) => call.scenario.create(suiteOf(estateId)),
  "scenario.list": (call, { estateId }) => call.scenario.list({ estateId }),
  "scenario.read": (call, { scenarioId }) => call.scenario.read({ scenarioId }),
  "scenario.rename": (call, { scenarioId }) => call.scenario.rename({ scenarioId, name: "checks" }),
  "scenario.run": (call, { scenarioId }) => call.scenario.run({ scenarioId }),
  "schedule.create": (call, { scenarioId }) => call.schedule.create({ scenarioId, ...nightly }),
  "schedule.list": (call, { estateId }) => call.schedule.list({ estateId }),
  "schedule.pause": (call, { scheduleId }) => call.schedule.pause({ scheduleId, isPaused: true }),
  "schedule.remove": (call, { scheduleId }) => call.schedule.remove({ scheduleId }),
  "scenario.remove": (call, { scenarioId }) => call.scenario.remove({ scenarioId }),
  "sink.setEnabled": (call, { sinkId }) => call.sink.setEnabled({ sinkId, isEnabled: false }),
  "sink.test": (call, { sinkId }) => call.sink.test({ sinkId }),
  "sink.deadDeliveries": (call, { sinkId }) => call.sink.deadDeliveries({ sinkId }),
  "sink.resend": (call, { deliveryId }) => call.sink.resend({ deliveryId }),
  "sink.alertDeliveries": (call, { estateId, alertId }) =>
    call.sink.alertDeliveries({ estateId, id: alertId }),
  "sink.remove": (call, { sinkId }) => call.sink.remove({ sinkId }),
  "source.createAgent": (call, { estateId }) =>
    call.source.createAgent({ name: "agent", target: { kind: "estate", estateId } }),
  "source.createFolder": (call, { estateId }) =>
    call.source.createFolder({
      name: "folder",
      folder: WATCHED_FOLDER,
      target: { kind: "estate", estateId },
    }),
  "source.rotate": (call, { sourceId }) => call.source.rotate({ sourceId }),
  "source.revoke": (call, { sourceId }) => call.source.revoke({ sourceId }),
  "source.remove": (call, { sourceId }) => call.source.remove({ sourceId }),
  // The last one: nothing is left after it.
  "estate.remove": (call, { estateId }) => call.estate.remove({ estateId }),
};
/** These are handed no id. */
export const WITHOUT_IDS = [
  "estate.list",
  "estate.createSample",
  "estate.changes",
  "schedule.preview",
  "sink.list",
  "sink.add",
  "source.list",
  "source.folders",
  "automation.read",
  "automation.pause",
  "automation.resume",
  "executor.list",
  "executor.create",
  "audit.list",
  "audit.verify",
];
