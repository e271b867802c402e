import { anomalyAlerts, anomalyChecks, type DetectorOutcome } from "../engine/alert";
import { type Anomaly, type Learning, learningPeriod, mayRaise } from "../engine/baseline";
import { snapshotSource } from "./estates";
import { findEventAnomalies } from "./event-anomalies";
import { type Acceptance, fromFile, INTENDED } from "./exceptions";
import type { AnomalyAnswer, BaselineRecord, FoundAnomalies } from "./ports/anomaly-store";
import type { Ports } from "./ports/ports";
import type { SuiteAnswer } from "./ports/question-pool";
import type { AlertRecord, AnalysisClaim, WorkspaceId, WorkspaceStore } from "./ports/store";
import type { Reconciliation } from "./reconcile";

/** What the detectors say of a snapshot, and what decides whether anybody is told. */
export interface AnomalyFindings {
  /** To be kept: what was looked for in this snapshot. */
  readonly found: FoundAnomalies;
  /** All there are, those of detectors that look at events among them. */
  readonly anomalies: readonly Anomaly[];
  readonly outcomes: readonly DetectorOutcome[];
  readonly answers: readonly AnomalyAnswer[];
  readonly learning: Pick<Learning, "isOver">;
  /** When the estate first differed from its baseline: an alert of before is not of the drift. Null: no drift. */
  readonly driftedFrom: Date | null;
}

/**
 * Compares a snapshot with peers and with the baseline, and what was done and when with what is usual. What is found is kept
 * while the estate is learned too; only alerts wait. Fails CANCELLED when `signal` fires.
 */
export async function findAnomalies(
  ports: Ports,
  workspaceId: WorkspaceId,
  { estateId, snapshotId }: Pick<AnalysisClaim, "estateId" | "snapshotId">,
  { signal, alerts }: { readonly signal: AbortSignal; readonly alerts: SuiteAnswer["alerts"] },
): Promise<AnomalyFindings> {
  const store = ports.store.inWorkspace(workspaceId);
  const snapshot = snapshotSource(ports, workspaceId, estateId, snapshotId);
  const peers = await ports.pool.ask("peers", snapshot, { head: snapshotId }, { signal });
  const baseline = await store.findBaseline(estateId);
  const drift = await driftOf(ports, workspaceId, { estateId, snapshotId, baseline, signal });
  const timed = await findEventAnomalies(ports, workspaceId, {
    estateId,
    dangerousIds: dangerousIds(alerts),
  });
  const others = [...timed["change-rate"], ...timed["rare-actor"]];
  return {
    found: {
      detectors: ["peer-template", "drift", "change-rate", "rare-actor"],
      anomalies: [...peers.anomalies, ...drift.found, ...others],
    },
    anomalies: [...peers.anomalies, ...drift.found, ...others],
    outcomes: [
      {
        detector: "peer-template",
        found: peers.anomalies,
        doubts: peers.doubts,
        undecidedIds: [],
        because: "it is like its peers, or nothing says any more who they are",
      },
      drift,
      ...(["change-rate", "rare-actor"] as const).map((detector) => ({
        detector,
        found: timed[detector],
        doubts: [],
        undecidedIds: [],
        because: "it is long over",
      })),
    ],
    answers: await store.listAnswers(estateId),
    learning: await learningOf(ports, store, estateId),
    driftedFrom: baseline === undefined ? null : await afterBaseline(store, estateId, baseline),
  };
}

/** What a severe alert is about, and what decides it: whoever did anything to these is worth knowing. */
function dangerousIds(alerts: SuiteAnswer["alerts"]): ReadonlySet<string> {
  const severe = alerts.filter(({ severity }) => severity === "critical" || severity === "high");
  return new Set(
    severe.flatMap(({ subject, evidence }) => [subject.id, ...(evidence.at ? [evidence.at.id] : [])]),
  );
}

async function driftOf(
  ports: Ports,
  workspaceId: WorkspaceId,
  ask: {
    readonly estateId: string;
    readonly snapshotId: string;
    readonly baseline: BaselineRecord | undefined;
    readonly signal: AbortSignal;
  },
): Promise<DetectorOutcome & { readonly found: readonly Anomaly[] }> {
  const { estateId, snapshotId, baseline, signal } = ask;
  const base = { detector: "drift", found: [], doubts: [], undecidedIds: [] } as const;
  if (baseline === undefined) return { ...base, because: "no baseline is approved any more" };
  if (baseline.snapshotId === snapshotId)
    return { ...base, because: "the network is as the baseline has it" };
  const source = (id: string) => snapshotSource(ports, workspaceId, estateId, id);
  const { anomalies, uncertainIds, doubts } = await ports.pool.compare(
    "drift",
    source(baseline.snapshotId),
    source(snapshotId),
    { base: baseline.snapshotId, head: snapshotId },
    { signal },
  );
  return {
    detector: "drift",
    found: anomalies,
    doubts,
    undecidedIds: uncertainIds,
    because: "it is as the baseline has it",
  };
}

/** How far the estate is known; one without a snapshot is at its beginning. */
export async function learningOf(
  ports: Pick<Ports, "clock">,
  store: Pick<WorkspaceStore, "changeFacts">,
  estateId: string,
): Promise<Learning> {
  const now = ports.clock.now();
  const { firstTakenAt, changeCount } = await store.changeFacts(estateId);
  return learningPeriod((firstTakenAt ?? now).getTime(), now.getTime(), changeCount);
}

/** When the first snapshot after the baseline was taken. */
async function afterBaseline(
  store: WorkspaceStore,
  estateId: string,
  { snapshotId }: BaselineRecord,
): Promise<Date | null> {
  const entry = await store.findHistoryEntry(estateId, snapshotId);
  const next = entry && (await store.neighbourEntries(estateId, entry.number)).next;
  return next?.takenAt ?? null;
}

/** A suite's answer with the alerts of anomalies, what was decided about those not raised, and what is accepted. */
export function withAnomalies(
  suite: SuiteAnswer,
  { anomalies, outcomes, answers, learning, driftedFrom }: AnomalyFindings,
  existing: readonly AlertRecord[],
  at: Date,
): Pick<Reconciliation, "suite" | "acceptances"> {
  const accepted = answersInForce(answers, anomalies, at);
  const isAccepted = new Set(accepted.map(({ alert }) => alert));
  const known = new Map(existing.map((record) => [record.alert.fingerprint, record]));
  // What is intended raises no alert; one that was raised before is set aside by the answer.
  const told = anomalies.filter(
    ({ id, detector }) => mayRaise(detector, learning) && (!isAccepted.has(id) || known.has(id)),
  );
  const isNew = (fingerprint: string) => {
    const record = known.get(fingerprint);
    if (driftedFrom === null) return false;
    return record === undefined || record.state === "resolved" || record.firstSeenAt >= driftedFrom;
  };
  const alerts = anomalyAlerts(told, suite.alerts, isNew);
  const standing = existing.map(({ alert }) => alert).filter(({ family }) => family === "anomaly");
  return {
    suite: {
      ...suite,
      alerts: [...suite.alerts, ...alerts],
      checks: [...suite.checks, ...anomalyChecks(standing, alerts, outcomes)],
    },
    acceptances: [...fromFile(suite.exceptions ?? []), ...accepted],
  };
}

/** Answers that hold at a time: not over, and given to exactly what differs now. */
export function answersInForce(
  answers: readonly AnomalyAnswer[],
  anomalies: readonly Pick<Anomaly, "id" | "differs">[],
  at: Date,
): readonly Acceptance[] {
  const digests = new Map(anomalies.map(({ id, differs }) => [id, differs.digest]));
  const today = at.toISOString().slice(0, 10);
  return answers
    .filter(({ anomaly, expires }) => expires >= today && digests.get(anomaly.id) === anomaly.differs.digest)
    .map(({ anomaly, owner, expires, reason }) => ({
      alert: anomaly.id,
      owner,
      expires,
      reason,
      by: INTENDED,
    }));
}
