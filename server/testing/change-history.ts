import type { CountedChange } from "../engine/baseline";

/** Weeks of changes as a network of some size makes them, hour by hour. */
export interface HistorySpec {
  readonly seed: number;
  readonly weekCount: number;
  /** On the average; 500 for about 10,000 resources. */
  readonly changesPerDay: number;
  /**
   * How steady an hour's rate is, a whole number: the shape of the gamma distribution that it is drawn from. With 5 an
   * hour's count has a variance of its mean and a fifth of its square.
   */
  readonly steadiness: number;
}

/** A number from 0 up to 1, the next of a sequence. */
export type Chance = () => number;

const HOUR_MS = 3_600_000;
/** A Monday, 00:00 UTC. */
export const HISTORY_START = Date.UTC(2026, 0, 5);

/** Which part of all changes each kind has. */
const KIND_SHARES: readonly (readonly [kind: string, share: number])[] = [
  ["instance", 0.4],
  ["networkInterface", 0.25],
  ["securityGroup", 0.2],
  ["targetGroup", 0.1],
  ["routeTable", 0.05],
];

/** Mulberry32, by Tommy Ettinger, in the public domain: small, and good enough to draw histories with. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Changes hour by hour from `HISTORY_START` on: most in working hours, more of them early in the week, and far more
 * uneven than chance alone would have it. The same spec gives the same history.
 */
export function changeHistory({
  seed,
  weekCount,
  changesPerDay,
  steadiness,
}: HistorySpec): readonly CountedChange[] {
  const chance = chanceOf(seed);
  const weights = Array.from({ length: 168 }, (_, hour) => weightOf(hour));
  const sum = weights.reduce((all, each) => all + each, 0);
  return Array.from({ length: weekCount * 168 }, (_, hour): readonly CountedChange[] => {
    const mean = ((weights[hour % 168] ?? 0) / sum) * changesPerDay * 7;
    const count = poisson((mean * gamma(steadiness, chance)) / steadiness, chance);
    return splitByKind(count, HISTORY_START + hour * HOUR_MS + 1_000, chance);
  }).flat();
}

/** A hill over each working day, lower on Fridays, on a floor of what runs at night and on free days. */
function weightOf(hourOfWeek: number): number {
  const day = Math.floor(hourOfWeek / 24);
  const hour = hourOfWeek % 24;
  const height = day < 4 ? 1 : day === 4 ? 0.7 : 0;
  return 0.15 + height * Math.exp(-(((hour - 12.5) / 4) ** 2));
}

function splitByKind(count: number, at: number, chance: Chance): readonly CountedChange[] {
  const counts = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const kind = kindAt(chance());
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, each]) => ({ at, kind, count: each }));
}

function kindAt(at: number): string {
  let upTo = 0;
  for (const [kind, share] of KIND_SHARES) {
    upTo += share;
    if (at < upTo) return kind;
  }
  return "routeTable";
}

/** The sum of so many waits, each of mean 1: gamma distributed with a whole shape. */
function gamma(shape: number, chance: Chance): number {
  let sum = 0;
  for (let i = 0; i < shape; i++) sum -= Math.log(1 - chance());
  return sum;
}

/** Knuth's way, for means below a few hundred. */
function poisson(mean: number, chance: Chance): number {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; product *= chance()) count += 1;
  return Math.max(0, count);
}
