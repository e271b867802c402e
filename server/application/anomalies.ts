import { crowdFingerprint } from "../engine/alert";
import { severitySchema } from "../engine/alert/alert.schema";
import { type Anomaly, LEARNING_CHANGES, type Learning } from "../engine/baseline";
import type { Actor } from "./actor";
import { type AlertRow, alertRows } from "./alerts";
import { answersInForce, learningOf } from "./anomaly-findings";
import { type Baseline, readBaseline } from "./baselines";
import { findEstate, snapshotOf } from "./estates";
import { ANOMALY_LIMIT, type PeersAnswer } from "./ports/anomaly-answers";
import type { AnomalyAnswer } from "./ports/anomaly-store";
import type { Ports } from "./ports/ports";

/** An anomaly with its life in an estate. */
export interface AnomalyRow {
  readonly anomaly: Anomaly;
  readonly firstSeenAt: Date;
  readonly firstSnapshotId: string;
  /** The alert it raised, or is told of by; null while it raised none. */
  readonly alert: Pick<AlertRow, "id" | "severity" | "state" | "parent"> | null;
}

/** Somebody's answer, and whether it still holds. */
export interface AnswerRow extends AnomalyAnswer {
  /** `other`: the same resource differs in something else now. */
  readonly standing: "in force" | "over" | "other" | "gone";
}

export interface AnomalyList {
  /** Those that nobody answered "intended", the most dangerous first. */
  readonly anomalies: readonly AnomalyRow[];
  readonly answers: readonly AnswerRow[];
  readonly baseline: Baseline | null;
  readonly learning: Learning & { readonly neededCount: number };
  /** The snapshot that was looked at; null while no analysis has finished. */
  readonly analyzed: { readonly snapshotId: string; readonly at: Date; readonly isLatest: boolean } | null;
  /** Of one detector no more are kept, the most dangerous. */
  readonly keptPerDetector: number;
}

/** What is unusual in an estate, what was answered, and how far anybody can tell. Fails NOT_FOUND. */
export async function listAnomalies(ports: Ports, actor: Actor, estateId: string): Promise<AnomalyList> {
  const estate = await findEstate(ports, actor, estateId);
  const store = ports.store.inWorkspace(actor.workspaceId);
  const records = await store.listAnomalies(estateId);
  const answers = await store.listAnswers(estateId);
  const alerts = alertRows(await store.listAlerts(estateId), new Set());
  const analysis = await store.latestAnalysis(estateId);
  const all = records.map(({ anomaly }) => anomaly);
  const inForce = new Set(answersInForce(answers, all, ports.clock.now()).map(({ alert }) => alert));
  const standing = alerts.filter(({ family, state }) => family === "anomaly" && state !== "resolved");
  return {
    anomalies: records
      .filter(({ anomaly }) => !inForce.has(anomaly.id))
      .map(({ anomaly, firstSeenAt, firstSnapshotId }) => ({
        anomaly,
        firstSeenAt,
        firstSnapshotId,
        alert: alertOf(anomaly, standing),
      }))
      .sort(worstFirst),
    answers: answers.map((answer) => ({ ...answer, standing: standingOf(answer, all, inForce, ports) })),
    baseline: await readBaseline(ports, actor, estateId),
    learning: { ...(await learningOf(ports, store, estateId)), neededCount: LEARNING_CHANGES },
    analyzed:
      analysis?.state === "done" && analysis.finishedAt !== null
        ? {
            snapshotId: analysis.snapshotId,
            at: analysis.finishedAt,
            isLatest: analysis.snapshotId === estate.latest?.snapshotId,
          }
        : null,
    keptPerDetector: ANOMALY_LIMIT,
  };
}

/** By what it opens, then by what it lets in; otherwise as the detectors found them. */
function worstFirst(a: AnomalyRow, b: AnomalyRow): number {
  const rank = ({ alert }: AnomalyRow) => severitySchema.options.indexOf(alert?.severity ?? "info");
  return rank(a) - rank(b) || b.anomaly.danger - a.anomaly.danger;
}

function alertOf({ id, subject, detector }: Anomaly, alerts: readonly AlertRow[]): AnomalyRow["alert"] {
  const crowd = detector === "drift" ? crowdFingerprint(subject.kind) : undefined;
  const own = alerts.find(({ fingerprint }) => fingerprint === id);
  const found = own ?? alerts.find(({ fingerprint }) => fingerprint === crowd);
  if (!found) return null;
  const { id: alertId, severity, state, parent } = found;
  return { id: alertId, severity, state, parent };
}

function standingOf(
  { anomaly, expires }: AnomalyAnswer,
  all: readonly Anomaly[],
  inForce: ReadonlySet<string>,
  { clock }: Pick<Ports, "clock">,
): AnswerRow["standing"] {
  if (expires < clock.now().toISOString().slice(0, 10)) return "over";
  if (inForce.has(anomaly.id)) return "in force";
  return all.some(({ id }) => id === anomaly.id) ? "other" : "gone";
}

/** Which jobs are compared in the latest snapshot, and how many resources have too few peers. Fails NOT_FOUND. */
export async function readCompared(
  ports: Ports,
  actor: Actor,
  estateId: string,
  signal?: AbortSignal,
): Promise<Pick<PeersAnswer, "compared" | "notComparedCount" | "doubts">> {
  const snapshot = await snapshotOf(ports, actor, { estateId });
  const { compared, notComparedCount, doubts } = await ports.pool.ask(
    "peers",
    snapshot,
    { head: snapshot.snapshotId },
    { signal },
  );
  return { compared, notComparedCount, doubts };
}
