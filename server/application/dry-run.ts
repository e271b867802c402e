import { firingsOf, type Moment, type RemediationRule } from "../engine/remediation";
import type { DryRunFiring, DryRunRequest, DryRunResult } from "../engine/remediation/dry-run.schema";
import { snapshotSource } from "./estates";
import type { HistoryEntry } from "./ports/history-store";
import type { Ports } from "./ports/ports";
import type { AskOptions, SuiteAnswer } from "./ports/question-pool";
import type { RunVerdict } from "./ports/run-store";
import type { RunControl, RunSubject } from "./run-kinds";

const REPLAYED_DAYS = 30;
/** Snapshots of one dry-run; the newest of more. */
const MAX_SNAPSHOTS = 200;
/** Cures of one dry-run that are tried on a copy; what fires more often says so. */
const MAX_TRIALS = 50;
const SNAPSHOT_TIME_LIMIT_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Replays the stored history of an estate with a rule: the suite runs again on every snapshot of the last 30 days,
 * alerts live through them as they do in the estate, and wherever the rule would have fired its cure is planned and
 * tried on that snapshot, within the rule's guard. Dismissals are not replayed: the rule meets every alert.
 */
export async function executeDryRun(
  ports: Ports,
  { workspaceId, estateId, request }: RunSubject<DryRunRequest>,
  { signal, onProgress }: RunControl,
): Promise<DryRunResult> {
  const { rule } = request;
  const { entries, leftOutCount } = await replayedEntries(ports, workspaceId, estateId);
  const options = { signal, isBackground: true, timeLimitMs: SNAPSHOT_TIME_LIMIT_MS };
  const sourceOf = ({ snapshotId }: HistoryEntry) => snapshotSource(ports, workspaceId, estateId, snapshotId);
  // A network that comes back is the same snapshot again: it is looked at once.
  const known = new Map<string, { readonly suite: SuiteAnswer; readonly matching: readonly string[] }>();
  const moments: Moment[] = [];
  for (const [position, entry] of entries.entries()) {
    onProgress("replaying the history", position, entries.length);
    const met =
      known.get(entry.snapshotId) ?? (await ports.pool.ask("ruleMoment", sourceOf(entry), { rule }, options));
    known.set(entry.snapshotId, met);
    moments.push({ atMs: entry.takenAt.getTime(), analysis: met.suite, matching: met.matching });
  }
  const found = firingsOf(rule, moments);
  const firings: DryRunFiring[] = [];
  for (const [position, { moment, fingerprint, change, heldBack }] of found.entries()) {
    onProgress("trying its cure on each", position, found.length);
    const entry = entries[moment];
    const alert =
      entry && known.get(entry.snapshotId)?.suite.alerts.find((each) => each.fingerprint === fingerprint);
    if (!entry || !alert) continue;
    const { severity, title, subject } = alert;
    const tried =
      heldBack === null && position < MAX_TRIALS
        ? await tryCure(ports, sourceOf(entry), rule, fingerprint, options)
        : NOT_TRIED;
    firings.push({
      at: entry.takenAt.toISOString(),
      snapshotId: entry.snapshotId,
      alert: { fingerprint, severity, title, subject },
      change,
      heldBack,
      ...tried,
    });
  }
  const fired = firings.filter(({ heldBack }) => heldBack === null);
  return {
    fireCount: fired.length,
    verifiedCount: fired.filter(
      ({ option, against }) => option?.trial.verdict === "verified" && against.length === 0,
    ).length,
    replayedCount: entries.length,
    from: entries[0]?.takenAt.toISOString() ?? null,
    to: entries.at(-1)?.takenAt.toISOString() ?? null,
    leftOutCount,
    firings,
  };
}

type Tried = Pick<DryRunFiring, "option" | "against">;

const NOT_TRIED: Tried = { option: null, against: [] };

/** The cure as it would be planned on this snapshot; where nobody can carry it out, as it would do on a copy. */
async function tryCure(
  ports: Ports,
  snapshot: ReturnType<typeof snapshotSource>,
  { action, guard, conditions, mode }: RemediationRule,
  fingerprint: string,
  options: AskOptions,
): Promise<Tried> {
  const terms = { guard, accountIds: conditions.accountIds, mode: mode === "auto" ? "auto" : "ask" } as const;
  const ask = { fingerprint, action: action.kind };
  const planned = await ports.pool.ask("plan", snapshot, { ...ask, by: action.by, ...terms }, options);
  switch (planned.kind) {
    case "gone":
      return NOT_TRIED;
    case "impossible": {
      const { options: found } = await ports.pool.ask("fix", snapshot, ask, options);
      return { option: found[0] ?? null, against: found.length === 0 ? [] : [planned.reason] };
    }
    case "planned": {
      const { option, trial } = planned;
      const shown = new Set(trial.trial?.reasons.map(({ text }) => text));
      return {
        option: trial.trial && { ...option, trial: trial.trial },
        against: trial.reasons.map(({ text }) => text).filter((text) => !shown.has(text)),
      };
    }
  }
}

/** Oldest first: those of the last days, and the one before them, which is what the estate was like then. */
async function replayedEntries(
  ports: Ports,
  workspaceId: RunSubject<unknown>["workspaceId"],
  estateId: string,
): Promise<{ readonly entries: readonly HistoryEntry[]; readonly leftOutCount: number }> {
  const store = ports.store.inWorkspace(workspaceId);
  const newest = await store.listImports(estateId, { limit: MAX_SNAPSHOTS + 1 });
  const since = ports.clock.now().getTime() - REPLAYED_DAYS * DAY_MS;
  const older = newest.findIndex(({ takenAt }) => takenAt.getTime() < since);
  const wanted = older < 0 ? newest : newest.slice(0, older + 1);
  const entries = wanted.slice(0, MAX_SNAPSHOTS).toReversed();
  return { entries, leftOutCount: wanted.length - entries.length };
}

/** How often the rule would have fired, and how many of its changes were shown to do no harm. */
export function dryRunVerdict({ fireCount, verifiedCount, replayedCount }: DryRunResult): RunVerdict {
  const times = `${fireCount} time${fireCount === 1 ? "" : "s"}`;
  const snapshots = `${replayedCount} snapshot${replayedCount === 1 ? "" : "s"}`;
  const tried = fireCount === 0 ? "" : `; ${verifiedCount} of its changes verified`;
  return {
    sentence: `Would have fired ${times} over ${snapshots}${tried}.`,
    kind: verifiedCount === fireCount ? "proved" : "affected",
  };
}
