const LONGEST_MS = 24 * 3_600_000;

/**
 * The wait that a `Retry-After` header asks for: seconds or a date, at most a day. Null when it says nothing that
 * can be read.
 */
export function retryAfterMs(header: string | string[] | undefined, now = Date.now()): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim() ?? "";
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(waitMs) ? null : Math.min(LONGEST_MS, Math.max(0, waitMs));
}
