import { ATTEMPT_LIMIT, keepLease, leaseFrom } from "./lease";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { RunClaim, RunProgress, RunRef, RunVerdict } from "./ports/run-store";
import { runKind } from "./run-kinds";

/** Progress is stored, and told to whoever watches, at most this often. */
const TELL_EVERY_MS = 400;

/**
 * Claims, executes and stores one run; resolves when it is over, whichever way. A run that someone else has or
 * that is over is left alone. When `stopping` fires it is given back, for whoever comes next.
 */
export async function executeRun(ports: Ports, ref: RunRef, stopping: AbortSignal): Promise<void> {
  const store = ports.store.inWorkspace(ref.workspaceId);
  const now = ports.clock.now();
  const claim = await store.claimRun(ref, {
    now,
    leaseUntil: leaseFrom(now),
    maxAttempts: ATTEMPT_LIMIT,
  });
  if (!claim) return;
  const tell = () =>
    ports.events.publish({
      workspaceId: ref.workspaceId,
      estateId: claim.estateId,
      kind: "run",
      id: ref.runId,
    });
  tell();
  const work = follow(ports, ref, claim, tell);
  try {
    const outcome = await execute(ports, ref, claim, {
      signal: AbortSignal.any([work.lost, stopping]),
      onProgress: work.note,
    });
    await store.finishRun(claim, ports.clock.now(), outcome);
  } catch (error) {
    if (work.lost.aborted) return;
    if (stopping.aborted) await store.releaseRun(claim, ports.clock.now());
    else {
      await store.failRun(claim, ports.clock.now(), messageOf(error));
      if (!(error instanceof Failure)) ports.reportBug(error);
    }
  } finally {
    work.stop();
    tell();
  }
}

async function execute(
  ports: Ports,
  { workspaceId, runId }: RunRef,
  { kind, estateId, snapshotId, request }: RunClaim,
  control: Parameters<NonNullable<ReturnType<typeof runKind>>["execute"]>[2],
): Promise<{ readonly result: unknown; readonly verdict: RunVerdict }> {
  const definition = runKind(kind);
  if (!definition) throw new Failure("CONFLICT", `this Umbra knows no runs of the kind ${kind}: update it`);
  const subject = {
    workspaceId,
    estateId,
    snapshotId,
    runId,
    request: definition.requestSchema.parse(request),
  };
  const result = await definition.execute(ports, subject, control);
  return { result, verdict: definition.verdict(result) };
}

/** Keeps the claim, and stores progress soon after it is noted; `lost` fires at once when the run is cancelled here. */
function follow(ports: Ports, ref: RunRef, claim: RunClaim, tell: () => void) {
  const store = ports.store.inWorkspace(ref.workspaceId);
  let progress: RunProgress = { stage: null, doneCount: 0, totalCount: 0 };
  let soon: ReturnType<typeof setTimeout> | undefined;
  const lease = keepLease(ports, claim.estateId, (leaseUntil) => store.renewRun(claim, leaseUntil, progress));
  // Word of a change that is not ours: perhaps it was cancelled.
  const unsubscribe = ports.events.subscribe(({ kind, id }) => {
    if (kind === "run" && id === ref.runId && soon === undefined) void lease.renewNow();
  });
  return {
    lost: lease.lost,
    note: (stage: string, doneCount: number, totalCount: number) => {
      progress = { stage, doneCount, totalCount };
      soon ??= setTimeout(() => {
        void lease.renewNow().then(() => {
          tell();
          soon = undefined;
        });
      }, TELL_EVERY_MS);
    },
    stop: () => {
      clearTimeout(soon);
      lease.stop();
      unsubscribe();
    },
  };
}

function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return "the run stopped because of a fault in Umbra: start it again, and report it if it stays";
}
