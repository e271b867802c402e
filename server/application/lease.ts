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
 * Prolongs a claim every second while the work goes on, and when `renewNow` is called. `lost` fires when the claim
 * is no longer ours: the work was cancelled, or someone else has it.
 */
export function keepLease(ports: Ports, renew: (leaseUntil: Date) => Promise<boolean>) {
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
  return { lost: lost.signal, renewNow, stop: () => clearInterval(timer) };
}
