import { createHash } from "node:crypto";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits between tries, as Standard Webhooks recommends them: about three days in all, then it is given up. */
const WAITS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
const JITTER = 0.1;

/**
 * The wait before the next try after `attemptCount` tries failed; undefined when there is none left. Spread by up
 * to a tenth, by the message's id, so that what failed together does not come back together.
 *
 * @param askedMs  what the receiver asked for; the wait is never shorter
 */
export function retryWaitMs(id: string, attemptCount: number, askedMs: number | null): number | undefined {
  const wait = WAITS_MS[attemptCount - 1];
  if (wait === undefined) return undefined;
  const chance = createHash("sha256").update(`${id} ${attemptCount}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.max(Math.round(wait * (1 + JITTER * chance)), askedMs ?? 0);
}
