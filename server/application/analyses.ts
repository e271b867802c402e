import { snapshotSource } from "./estates";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { AnalysisClaim, AnalysisRef } from "./ports/store";
import { reconcile } from "./reconcile";

const ANALYSIS_TIME_LIMIT_MS = 20 * 60_000;
/** How long a claim lasts without a sign of life; several times the renewal, so that a busy process keeps it. */
const LEASE_MS = 60_000;
const RENEW_EVERY_MS = 2_000;
/** An analysis that took the process down this often is not tried again. */
const ATTEMPT_LIMIT = 3;
const LOOK_FOR_ABANDONED_EVERY_MS = 60_000;

/**
 * Starts an analysis and returns at once. Its outcome, good or bad, is stored; what cannot be stored is
 * reported. Starting one that someone else has or that is finished does nothing.
 */
export function startAnalysis(ports: Ports, ref: AnalysisRef, options = { ignoreLease: false }): void {
  runAnalysis(ports, ref, options).catch((error: unknown) => ports.reportBug(error));
}

/**
 * Runs what earlier processes left unfinished, now and (where several processes share the database) from
 * time to time. Returns the function that stops looking.
 */
export async function watchAnalyses(ports: Ports): Promise<() => void> {
  const { store } = ports;
  const look = async () => {
    // Nobody else can hold a lease on a database that only we can open: all of them are stale.
    const leaseBefore = store.isExclusive ? null : ports.clock.now();
    for (const ref of await store.abandonedAnalyses(leaseBefore)) {
      startAnalysis(ports, ref, { ignoreLease: store.isExclusive });
    }
  };
  await look();
  if (store.isExclusive) return () => undefined;
  const timer = setInterval(() => {
    look().catch((error: unknown) => ports.reportBug(error));
  }, LOOK_FOR_ABANDONED_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Claims, runs and stores one analysis; resolves when it is over, whichever way. */
export async function runAnalysis(
  ports: Ports,
  ref: AnalysisRef,
  options: { readonly ignoreLease: boolean },
): Promise<void> {
  const store = ports.store.inWorkspace(ref.workspaceId);
  const now = ports.clock.now();
  const leaseUntil = leaseFrom(now);
  const claim = await store.claimAnalysis(ref, { now, leaseUntil, maxAttempts: ATTEMPT_LIMIT, ...options });
  if (!claim) return;
  const lost = new AbortController();
  const lease = keepLease(ports, ref, claim, lost);
  try {
    const snapshot = snapshotSource(ports, ref.workspaceId, claim.estateId, claim.snapshotId);
    const suite = await ports.pool.ask(
      "analyze",
      snapshot,
      {},
      {
        signal: lost.signal,
        timeLimitMs: ANALYSIS_TIME_LIMIT_MS,
        onProgress: lease.note,
      },
    );
    const at = ports.clock.now();
    await store.finishAnalysis(claim, at, suite.checks, (existing) =>
      reconcile({ existing, suite, at, snapshotId: claim.snapshotId, nextId: () => ports.ids.next() }),
    );
  } catch (error) {
    // A claim taken over, or a server that shuts down: whoever comes next does the work.
    if (error instanceof Failure && error.code === "CANCELLED") return;
    await store.failAnalysis(claim, ports.clock.now(), messageOf(error));
    if (!(error instanceof Failure)) ports.reportBug(error);
  } finally {
    lease.stop();
  }
}

function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS);
}

/** Prolongs the lease while the work goes on; fires `lost` when the claim is no longer ours. */
function keepLease(ports: Ports, ref: AnalysisRef, claim: AnalysisClaim, lost: AbortController) {
  const store = ports.store.inWorkspace(ref.workspaceId);
  let progress = { doneCount: 0, totalCount: 0 };
  const timer = setInterval(() => {
    store.renewAnalysis(claim, leaseFrom(ports.clock.now()), progress).then(
      (isOurs) => isOurs || lost.abort(),
      // A database that does not answer now may do so next time; the lease outlives several failures.
      (error: unknown) => ports.reportBug(error),
    );
  }, RENEW_EVERY_MS);
  timer.unref();
  return {
    note: (doneCount: number, totalCount: number) => {
      progress = { doneCount, totalCount };
    },
    stop: () => clearInterval(timer),
  };
}

function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return "the analysis stopped because of a fault in Umbra: import again, and report it if it stays";
}
