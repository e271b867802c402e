import type { ExecutorTask } from "../executor.schema";
import type { ExecutorClient } from "../ports/executor-client";

/** What holding on to a lease takes from outside. `elapsedMs` only ever grows; where it begins means nothing. */
export interface LeasePorts {
  readonly server: Pick<ExecutorClient, "renew">;
  readonly elapsedMs: () => number;
  readonly wait: (delayMs: number, signal: AbortSignal) => Promise<unknown>;
}

/** An action that is this executor's for a while. */
export interface Lease {
  /**
   * Waits until a call that takes at most this long can begin: enough of the lease is left and automation is not
   * paused. False once the lease is over or the executor shall stop: then nothing may begin any more.
   */
  hasRoomFor(callMs: number): Promise<boolean>;
  /** Fires when the lease is over for good or the executor shall stop. */
  readonly over: AbortSignal;
  /** Renews no more. */
  end(): void;
}

const RENEW_EVERY_MS = 5_000;
const LOOK_EVERY_MS = 250;
/** What a call may take longer than it promises: the other side's clock, a slow machine. */
const MARGIN_MS = 2_000;

/**
 * Keeps a task's lease by renewing it every few seconds.
 *
 * @param askedAtMs  when the claim was sent, by `elapsedMs`: the lease is counted from then, which is never too long
 */
export function holdLease(
  ports: LeasePorts,
  { actionId, fence, leaseMs }: Pick<ExecutorTask, "actionId" | "fence" | "leaseMs">,
  askedAtMs: number,
  stopping: AbortSignal,
): Lease {
  const ending = new AbortController();
  const over = AbortSignal.any([ending.signal, stopping]);
  let endsAtMs = askedAtMs + leaseMs;
  let isPaused = false;
  const renew = async () => {
    const sentAtMs = ports.elapsedMs();
    // No answer renews nothing: the lease runs on, and the next try may come through.
    const answer = await ports.server.renew({ actionId, fence }, over).catch(() => undefined);
    if (answer === "lost") ending.abort();
    else if (answer !== undefined) {
      endsAtMs = sentAtMs + answer.leaseMs;
      isPaused = answer.isPaused;
    }
  };
  const renewing = async () => {
    while (!over.aborted) {
      await ports.wait(RENEW_EVERY_MS, over).catch(() => undefined);
      if (!over.aborted) await renew();
    }
  };
  renewing();
  return {
    over,
    hasRoomFor: async (callMs) => {
      for (;;) {
        const leftMs = endsAtMs - ports.elapsedMs();
        if (leftMs <= 0) ending.abort();
        if (over.aborted) return false;
        if (!isPaused && leftMs >= callMs + MARGIN_MS) return true;
        await ports.wait(LOOK_EVERY_MS, over).catch(() => undefined);
      }
    },
    end: () => ending.abort(),
  };
}
