/** Milliseconds of the units that instants are cut into; weeks and hours are those of UTC. */
const HOUR_MS = 3_600_000;
const HOURS_A_WEEK = 168;

/** Weeks before an hour that say what is usual in it. */
const WEEKS = 8;
/** Hours before and after the same hour of the week that count as like it. */
const POOLED_HOURS = 1;
/** Fewer past hours say nothing of what is usual: two weeks of three. */
const MIN_SAMPLES = 6;
/** Nothing is so steady that fewer changes are a unit of deviation. */
const MIN_SPREAD = 2;
/** An hour is told of when it is so many units of deviation, and so many changes, above the usual. */
const MIN_DEVIATION = 6;
const MIN_EXCESS = 40;

/** Changes of one kind that were made at one instant, in milliseconds since 1970. */
export interface CountedChange {
  readonly at: number;
  /** The kind of the resources that changed. */
  readonly kind: string;
  readonly count: number;
}

/** An hour in which far more changed than is usual at that time of the week. */
export interface RateAnomaly {
  /** The kind of resource; null: all of them together. */
  readonly kind: string | null;
  /** Start of the hour, in milliseconds since 1970. */
  readonly hour: number;
  readonly count: number;
  /** Median of the like hours before. */
  readonly usual: number;
  /** Like hours that were looked at. */
  readonly sampleCount: number;
  /** How many units of deviation it is above the usual. */
  readonly deviation: number;
  /** So many changes would not have been told of. */
  readonly bound: number;
}

export interface RateAsk {
  /** In any order; those after `now` do not count. */
  readonly changes: readonly CountedChange[];
  /** Since when changes were watched: an hour before it is not an hour without changes. */
  readonly since: number;
  readonly now: number;
  /** How many hours are judged, the one under way among them, each by what came before it. */
  readonly judgedHours: number;
}

/**
 * Hours with far more changes than usual, of all kinds together and of each kind for itself: compared with the median of
 * the same hour of the week, one hour earlier and later, in the 8 weeks before; the unit is the median absolute
 * deviation, but at least the square root of the median and 2. Says nothing of an hour with less than two weeks before
 * it. Oldest first, all kinds together before each kind. Source: operations 3.3.
 */
export function unusualRates({ changes, since, now, judgedHours }: RateAsk): readonly RateAnomaly[] {
  const lastHour = hourOf(now);
  const firstWatched = Math.ceil(since / HOUR_MS);
  const series = countsByKind(changes.filter(({ at }) => at <= now));
  const found: RateAnomaly[] = [];
  for (let hour = lastHour - judgedHours + 1; hour <= lastHour; hour++)
    for (const [kind, counts] of series) {
      const anomaly = judge(counts, hour, firstWatched);
      if (anomaly) found.push({ kind, ...anomaly });
    }
  return found;
}

type HourCounts = ReadonlyMap<number, number>;

/** Changes by the hour: all first, then each kind by name. */
function countsByKind(changes: readonly CountedChange[]): readonly (readonly [string | null, HourCounts])[] {
  const all = new Map<number, number>();
  const kinds = new Map<string, Map<number, number>>();
  for (const { at, kind, count } of changes) {
    const own = kinds.get(kind) ?? new Map<number, number>();
    kinds.set(kind, own);
    for (const counts of [all, own]) counts.set(hourOf(at), (counts.get(hourOf(at)) ?? 0) + count);
  }
  return [[null, all], ...[...kinds].sort(([a], [b]) => (a < b ? -1 : 1))];
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS);
}

function judge(
  counts: HourCounts,
  hour: number,
  firstWatched: number,
): Omit<RateAnomaly, "kind"> | undefined {
  const count = counts.get(hour) ?? 0;
  // Most hours end here: no median is worth the work.
  if (count < MIN_EXCESS) return undefined;
  const samples = likeHours(hour)
    .filter((each) => each >= firstWatched)
    .map((each) => counts.get(each) ?? 0);
  if (samples.length < MIN_SAMPLES) return undefined;
  const usual = median(samples);
  const spread = median(samples.map((each) => Math.abs(each - usual)));
  const unit = Math.max(spread, Math.sqrt(usual + 1), MIN_SPREAD);
  const deviation = (count - usual) / unit;
  if (deviation <= MIN_DEVIATION || count - usual < MIN_EXCESS) return undefined;
  const bound = usual + Math.max(MIN_DEVIATION * unit, MIN_EXCESS);
  return { hour: hour * HOUR_MS, count, usual, sampleCount: samples.length, deviation, bound };
}

/** The same hour of the weeks before with its neighbours, none of them the hour itself. */
function likeHours(hour: number): readonly number[] {
  return Array.from({ length: WEEKS }, (_, week) => hour - (week + 1) * HOURS_A_WEEK).flatMap((middle) =>
    Array.from({ length: 2 * POOLED_HOURS + 1 }, (_, i) => middle - POOLED_HOURS + i),
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}
