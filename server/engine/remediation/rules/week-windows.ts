import type { WeekWindow } from "../rule.schema";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** From the day on which time begins to be counted, 1 January 1970. */
const WEEK = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"] as const;

/** Whether an instant lies in one of the windows, in UTC: from the first minute on, the last one not included. */
export function isWithin(windows: readonly WeekWindow[], atMs: number): boolean {
  const day = WEEK[Math.floor(atMs / DAY_MS) % WEEK.length];
  const minute = Math.floor((atMs % DAY_MS) / MINUTE_MS);
  return windows.some(
    ({ days, from, to }) =>
      day !== undefined && days.includes(day) && minuteOf(from) <= minute && minute < minuteOf(to),
  );
}

/** Minutes since midnight of `HH:MM`. */
function minuteOf(text: string): number {
  const [hours = "0", minutes = "0"] = text.split(":");
  return Number(hours) * 60 + Number(minutes);
}
