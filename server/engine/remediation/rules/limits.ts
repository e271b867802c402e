import type { RemediationRule } from "../rule.schema";
import { isWithin } from "./week-windows";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** One time at which a rule fired, and was not held back. */
export interface PastFiring {
  readonly fingerprint: string;
  readonly atMs: number;
}

/**
 * Why a rule keeps still about an alert now, in words that follow "held back: "; null when it fires. Outside of its
 * times, while it rests for this alert, when it fired often enough within an hour, or on this day of UTC.
 *
 * @param past  in any order; what lies after `at` counts for nothing
 */
export function heldBack(
  { conditions: { weekWindows }, limits }: Pick<RemediationRule, "conditions" | "limits">,
  past: readonly PastFiring[],
  { fingerprint, atMs }: PastFiring,
): string | null {
  const { cooldownMinutes, perHour, perDay } = limits;
  if (weekWindows.length > 0 && !isWithin(weekWindows, atMs))
    return "it fires only at other times of the week";
  const before = past.filter((each) => each.atMs <= atMs);
  const isResting = before.some(
    (each) => each.fingerprint === fingerprint && atMs - each.atMs < cooldownMinutes * MINUTE_MS,
  );
  if (isResting) return `it fired for this alert less than ${cooldownMinutes} minutes before`;
  if (before.filter((each) => atMs - each.atMs < HOUR_MS).length >= perHour)
    return `it had fired ${perHour} times within an hour`;
  const day = Math.floor(atMs / DAY_MS);
  if (before.filter((each) => Math.floor(each.atMs / DAY_MS) === day).length >= perDay)
    return `it had fired ${perDay} times that day`;
  return null;
}
