import type { Alert } from "../engine/alert/alert.schema";
import { isCurable, type Recommendation, withTrials } from "../engine/remediation";
import type { FixRequest } from "../engine/remediation/fix-result.schema";
import type { Actor } from "./actor";
import { ENGINE_VERSION } from "./engine-version";
import { Failure } from "./ports/failure";
import type { FixRecord } from "./ports/fix-store";
import type { Ports } from "./ports/ports";
import type { AnalysisClaim, WorkspaceId } from "./ports/store";
import { handOver, startRun } from "./runs";

/** Alerts whose cures are tried by themselves after one analysis; the worst first. */
const AUTOMATIC_LIMIT = 3;
/** On whose behalf trials run that nobody asked for. */
const ITSELF = "umbra";

/** What is known of the cures of an alert. */
export interface AlertFix {
  /** The run that tries them, or tried them last; null when none was started. */
  readonly latestRunId: string | null;
  /** Null until a trial was finished. */
  readonly tried: {
    readonly runId: string;
    readonly snapshotId: string;
    readonly at: Date;
    /** The network has changed since: nothing of it is shown to hold now. */
    readonly isStale: boolean;
    /** The network that was tried had no such alert. */
    readonly isGone: boolean;
  } | null;
}

/** An alert's cures: those that were tried on the latest snapshot or before, with what came of it. */
export function curesOf(
  { recommendations }: Pick<Alert, "recommendations">,
  record: FixRecord | undefined,
  latestSnapshotId: string | undefined,
): { readonly recommendations: readonly Recommendation[]; readonly fix: AlertFix } {
  const tried = record?.tried ?? null;
  const isStale = tried !== null && tried.snapshotId !== latestSnapshotId;
  const known = withTrials(recommendations, tried?.result.options ?? [], tried?.runId ?? null);
  return {
    // What was shown of another network is no badge for this one.
    recommendations: isStale ? known.map((each) => ({ ...each, verified: null })) : known,
    fix: {
      latestRunId: record?.latestRunId ?? null,
      tried:
        tried === null
          ? null
          : {
              runId: tried.runId,
              snapshotId: tried.snapshotId,
              at: tried.at,
              isStale,
              isGone: tried.result.alert === null,
            },
    },
  };
}

/** Tries the cures of an alert on the latest snapshot, in a run. Fails NOT_FOUND. */
export async function tryAlertFixes(
  ports: Ports,
  actor: Actor,
  { estateId, id }: { readonly estateId: string; readonly id: string },
): Promise<{ readonly runId: string }> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const record = await store.findAlert(estateId, id);
  if (!record)
    throw new Failure("NOT_FOUND", "no such alert in this estate: choose one from its list of alerts");
  const { fingerprint, title } = record.alert;
  const { runId } = await startRun(ports, actor, {
    estateId,
    kind: "fix",
    request: { fingerprint },
    title: `Fixes for: ${title}`,
  });
  await store.noteFixRun(estateId, fingerprint, runId);
  ports.events.publish({ workspaceId: actor.workspaceId, estateId, kind: "alerts" });
  return { runId };
}

/**
 * Starts trials for the worst alerts that an analysis opened, once per alert and snapshot. A trial that cannot be
 * started is reported and holds nothing up.
 */
export async function tryNewAlerts(
  ports: Ports,
  workspaceId: WorkspaceId,
  { estateId, snapshotId }: Pick<AnalysisClaim, "estateId" | "snapshotId">,
  opened: readonly Alert[],
): Promise<void> {
  const store = ports.store.inWorkspace(workspaceId);
  // The suite lists its alerts worst first.
  for (const { fingerprint, title } of opened.filter(isCurable).slice(0, AUTOMATIC_LIMIT)) {
    const id = ports.ids.next();
    const isNew = await store.addRun({
      id,
      estateId,
      kind: "fix",
      snapshotId,
      title: `Fixes for: ${title}`.slice(0, 300),
      request: { fingerprint } satisfies FixRequest,
      engineVersion: ENGINE_VERSION,
      seed: 0,
      scenarioId: null,
      scheduleId: null,
      triggerKey: `fix ${estateId} ${fingerprint} ${snapshotId}`,
      actorId: ITSELF,
      createdAt: ports.clock.now(),
    });
    if (!isNew) continue;
    await store.noteFixRun(estateId, fingerprint, id);
    await handOver(ports, { workspaceId, estateId, runId: id });
  }
}
