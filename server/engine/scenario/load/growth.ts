import type { LoadPart, PointLoad } from "./load-pass";
import type { Point } from "./point";
import { boundsOf, thresholdOf } from "./usage";

/** Farther ahead than this no date is named. */
const MAX_YEARS = 20;
const BISECTIONS = 60;
const DAYS_PER_YEAR = 365.25;

/** The first point to be used up to its threshold, and when. */
export interface Saturation<T> {
  readonly load: PointLoad;
  readonly at: T;
}

/**
 * The largest factor by which demands may grow with every known limit kept, and the point that binds; undefined where
 * nothing known is loaded by what grows. Loads are linear, so the least quotient is exact. Clauses: CAP-4.
 *
 * @param grows  which demands grow, by their position; the others stay
 */
export function firstToSaturate(
  loads: Iterable<PointLoad>,
  thresholdRatio: number,
  grows: (position: number) => boolean,
): Saturation<number> | undefined {
  return least(loads, (load) =>
    Math.min(
      ...boundsOf(load).map(({ parts, limit }) => {
        const grown = sum(parts.filter(({ position }) => grows(position)));
        const fixed = sum(parts.filter(({ position }) => !grows(position)));
        const room = limit * thresholdOf(load.point, thresholdRatio) - fixed;
        return grown > 0 ? Math.max(0, room / grown) : Number.POSITIVE_INFINITY;
      }),
    ),
  );
}

/**
 * After how many years the first known limit is used up to its threshold while demands grow at their own rates; undefined
 * where that does not come to pass within 20 years.
 *
 * @param growthOf  the factor in a year of the demand at a position, at least 1
 */
export function firstInTime(
  loads: Iterable<PointLoad>,
  thresholdRatio: number,
  growthOf: (position: number) => number,
): Saturation<number> | undefined {
  return least(loads, (load) => {
    // A limit that nothing growing presses on is never reached by growth, even if it is exceeded now.
    if (load.parts.every(({ position }) => growthOf(position) <= 1)) return Number.POSITIVE_INFINITY;
    return Math.min(
      ...boundsOf(load).map(({ parts, limit }) =>
        yearsTo(parts, limit * thresholdOf(load.point, thresholdRatio), growthOf),
      ),
    );
  });
}

/** The day so many years after a day, both as `YYYY-MM-DD`; a day that has begun counts. */
export function dayAfter(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return textOf(dayNumber(year, month, date) + Math.floor(years * DAYS_PER_YEAR + 1e-6));
}

function least(
  loads: Iterable<PointLoad>,
  measure: (load: PointLoad) => number,
): Saturation<number> | undefined {
  let first: Saturation<number> | undefined;
  for (const load of loads) {
    const at = measure(load);
    if (
      at < (first?.at ?? Number.POSITIVE_INFINITY) ||
      (at === first?.at && isBefore(load.point, first.load.point))
    )
      first = { load, at };
  }
  return first;
}

function isBefore(a: Point, b: Point): boolean {
  return a.key < b.key;
}

function yearsTo(parts: readonly LoadPart[], limit: number, growthOf: (position: number) => number): number {
  const after = (years: number) =>
    parts.reduce((total, { amount, position }) => total + amount * growthOf(position) ** years, 0);
  if (after(0) > limit) return 0;
  if (after(MAX_YEARS) <= limit) return Number.POSITIVE_INFINITY;
  let [early, late] = [0, MAX_YEARS];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (early + late) / 2;
    if (after(middle) > limit) late = middle;
    else early = middle;
  }
  return early;
}

function sum(parts: readonly LoadPart[]): number {
  return parts.reduce((total, { amount }) => total + amount, 0);
}

/** Days since the first of March of the year 0, in the Gregorian calendar: leap days come last in such a year. */
function dayNumber(year: number, month: number, date: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = (month + 9) % 12;
  return (
    365 * marchYear +
    Math.floor(marchYear / 4) -
    Math.floor(marchYear / 100) +
    Math.floor(marchYear / 400) +
    Math.floor((153 * marchMonth + 2) / 5) +
    date -
    1
  );
}

function textOf(days: number): string {
  const guess = Math.floor((days + 1) / DAYS_PER_YEAR) + 1;
  let year = guess;
  while (dayNumber(year, 1, 1) > days) year--;
  while (dayNumber(year + 1, 1, 1) <= days) year++;
  let month = 12;
  while (dayNumber(year, month, 1) > days) month--;
  const date = days - dayNumber(year, month, 1) + 1;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(date)}`;
}
