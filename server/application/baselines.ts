import type { Actor } from "./actor";
import { handOverAnalysis } from "./analyses";
import { findEstate } from "./estates";
import type { BaselineRecord } from "./ports/anomaly-store";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";

/** The approved snapshot with its place in the history. */
export interface Baseline extends BaselineRecord {
  /** Null when the history does not have it any more. */
  readonly number: number | null;
  readonly takenAt: Date | null;
}

/** The snapshot that the estate is meant to be like; null while none is approved. Fails NOT_FOUND. */
export async function readBaseline(ports: Ports, actor: Actor, estateId: string): Promise<Baseline | null> {
  await findEstate(ports, actor, estateId);
  const store = ports.store.inWorkspace(actor.workspaceId);
  const baseline = await store.findBaseline(estateId);
  if (baseline === undefined) return null;
  const entry = await store.findHistoryEntry(estateId, baseline.snapshotId);
  return { ...baseline, number: entry?.number ?? null, takenAt: entry?.takenAt ?? null };
}

/**
 * Approves a snapshot as what the estate is meant to be, in place of any other, and has the latest compared with it.
 * Fails NOT_FOUND.
 */
export function approveBaseline(
  ports: Ports,
  actor: Actor,
  request: { readonly estateId: string; readonly snapshotId: string; readonly reason: string },
): Promise<void> {
  const { estateId, snapshotId, reason } = request;
  return change(ports, actor, estateId, {
    snapshotId,
    reason,
    actorId: actor.id,
    at: ports.clock.now(),
  });
}

/** From now on nothing is drift: there is nothing to differ from. Fails NOT_FOUND. */
export function withdrawBaseline(ports: Ports, actor: Actor, estateId: string): Promise<void> {
  return change(ports, actor, estateId, null);
}

async function change(
  ports: Ports,
  actor: Actor,
  estateId: string,
  baseline: BaselineRecord | null,
): Promise<void> {
  await findEstate(ports, actor, estateId);
  const { workspaceId } = actor;
  const store = ports.store.inWorkspace(workspaceId);
  const at = ports.clock.now();
  const analysisId = ports.ids.next();
  if (baseline && !(await store.findHistoryEntry(estateId, baseline.snapshotId)))
    throw new Failure("NOT_FOUND", "no such snapshot: choose one from the history");
  // Told before it is done: where the audit cannot be written, nothing becomes the baseline.
  await store.appendAudit({
    at,
    actor: actor.id,
    event: baseline ? "baseline approved" : "baseline withdrawn",
    subject: { kind: "baseline", id: estateId },
    estateId,
    detail: baseline ? { snapshotId: baseline.snapshotId, reason: baseline.reason } : {},
  });
  const { isAnalysisQueued } = await store.changeBaseline(estateId, baseline, { at, analysisId });
  ports.events.publish({ workspaceId, estateId, kind: "anomaly" });
  if (isAnalysisQueued) await handOverAnalysis(ports, { workspaceId, estateId, analysisId });
}
