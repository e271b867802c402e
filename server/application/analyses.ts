import type { Alert } from "../engine/alert/alert.schema";
import { findAnomalies, withAnomalies } from "./anomaly-findings";
import { confirmAlerts } from "./confirmations";
import { snapshotSource } from "./estates";
import { tryNewAlerts } from "./fixes";
import { ATTEMPT_LIMIT, keepLease, leaseFrom } from "./lease";
import type { ChangeKind } from "./ports/events";
import { Failure, isNotFound } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { AlertChange, AlertRecord, AnalysisClaim, AnalysisRef } from "./ports/store";
import { reconcile } from "./reconcile";

const ANALYSIS_TIME_LIMIT_MS = 20 * 60_000;

/**
 * Tells whoever works, and whoever watches, of an analysis that was stored with its import. Never fails: the row
 * is sent again if need be.
 */
export async function handOverAnalysis(ports: Ports, ref: AnalysisRef): Promise<void> {
  const { workspaceId, estateId } = ref;
  ports.events.publish({ workspaceId, estateId, kind: "snapshot" });
  await ports.queue.send("analysis", ref).catch(ports.reportBug);
}

/**
 * Claims, runs and stores one analysis; resolves when it is over, whichever way. One that someone else has or that
 * is finished is left alone. When `stopping` fires it is given back, for whoever comes next.
 */
export async function runAnalysis(ports: Ports, ref: AnalysisRef, stopping: AbortSignal): Promise<void> {
  const store = ports.store.inWorkspace(ref.workspaceId);
  const now = ports.clock.now();
  const terms = { now, leaseUntil: leaseFrom(now), maxAttempts: ATTEMPT_LIMIT };
  const claim = await store.claimAnalysis(ref, terms);
  if (!claim) return;
  const tell = (kind: ChangeKind) =>
    ports.events.publish({ workspaceId: ref.workspaceId, estateId: ref.estateId, kind });
  tell("analysis");
  let progress = { doneCount: 0, totalCount: 0 };
  const lease = keepLease(ports, ref.estateId, async (leaseUntil) => {
    const isOurs = await store.renewAnalysis(claim, leaseUntil, progress);
    if (progress.doneCount > 0) tell("analysis");
    return isOurs;
  });
  const signal = AbortSignal.any([lease.lost, stopping]);
  const note = (doneCount: number, totalCount: number) => {
    progress = { doneCount, totalCount };
  };
  try {
    await analyze(ports, ref, claim, { signal, note });
  } catch (error) {
    if (lease.lost.aborted) return;
    if (stopping.aborted) await store.releaseAnalysis(claim, ports.clock.now());
    else {
      await store.failAnalysis(claim, ports.clock.now(), messageOf(error));
      if (!(error instanceof Failure)) ports.reportBug(error);
    }
  } finally {
    lease.stop();
    tell("analysis");
    tell("alerts");
  }
}

/** Runs the suite and stores what it makes of the alerts. */
async function analyze(
  ports: Ports,
  ref: AnalysisRef,
  claim: AnalysisClaim,
  { signal, note }: { signal: AbortSignal; note: (doneCount: number, totalCount: number) => void },
): Promise<void> {
  const snapshot = snapshotSource(ports, ref.workspaceId, claim.estateId, claim.snapshotId);
  const found = await ports.pool.ask(
    "analyze",
    snapshot,
    {},
    { signal, timeLimitMs: ANALYSIS_TIME_LIMIT_MS, onProgress: note },
  );
  const suite = await confirmAlerts(ports, snapshot, found, { signal });
  const anomalies = await findAnomalies(ports, ref.workspaceId, claim, { signal, alerts: suite.alerts });
  const at = ports.clock.now();
  let opened: readonly Alert[] = [];
  const decide = (existing: readonly AlertRecord[]) => {
    const changes = reconcile({
      existing,
      ...withAnomalies(suite, anomalies, existing, at),
      at,
      snapshotId: claim.snapshotId,
      nextId: () => ports.ids.next(),
    });
    opened = openedBy(existing, changes);
    return changes;
  };
  const isOurs = await ports.store
    .inWorkspace(ref.workspaceId)
    .finishAnalysis(claim, at, suite.checks, decide, anomalies.found);
  if (!isOurs) return;
  await tryNewAlerts(ports, ref.workspaceId, claim, opened).catch((error: unknown) => {
    // The estate may be gone by now.
    if (!isNotFound(error)) ports.reportBug(error);
  });
}

/** Alerts that are open now and were not before. */
function openedBy(existing: readonly AlertRecord[], changes: readonly AlertChange[]): readonly Alert[] {
  const before = new Map(existing.map(({ id, state }) => [id, state]));
  return changes.flatMap(({ id, state, alert }) => {
    const wasOpen = before.get(id) === "open" || before.get(id) === "unverified";
    return state === "open" && alert !== undefined && !wasOpen ? [alert] : [];
  });
}

function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return "the analysis stopped because of a fault in Umbra: import again, and report it if it stays";
}
