import type { Ports } from "./ports/ports";

/** How long a claim lasts without a sign of life: after it, someone else takes the work. */
const LEASE_MS = 10_000;
const RENEW_EVERY_MS = 1_000;
/** Work that took the process down this often is not tried again. */
export const ATTEMPT_LIMIT = 3;

/** When a claim made now ends, unless it is renewed. */
export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS);
}

/**
 * Prolongs a claim every second while the work goes on, when `renewNow` is called, and at word of its estate. `lost`
 * fires when the claim is no longer ours: the work was cancelled, someone else has it, or the estate was removed.
 */
export function keepLease(ports: Ports, estateId: string, renew: (leaseUntil: Date) => Promise<boolean>) {
  const lost = new AbortController();
  const renewNow = async () => {
    try {
      if (!(await renew(leaseFrom(ports.clock.now())))) lost.abort();
    } catch (error) {
      // A database that does not answer now may do so next time; the lease outlives several failures.
      ports.reportBug(error);
    }
  };
  const timer = setInterval(() => void renewNow(), RENEW_EVERY_MS);
  timer.unref();
  const unsubscribe = ports.events.subscribe((change) => {
    if (change.kind === "estate" && change.estateId === estateId) void renewNow();
  });
  const stop = () => {
    clearInterval(timer);
    unsubscribe();
  };
  return { lost: lost.signal, renewNow, stop };
}
