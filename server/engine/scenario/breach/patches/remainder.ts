/**
 * What is left of an attack, the weightiest number first: the weight of the data that is at risk, how many hosts fall, how
 * many roles are taken. Behind each stands the same where all that is undecided goes the attacker's way, so that of two
 * that prove equal the one that leaves less open is less.
 */
export type Remainder = readonly number[];

/** Kinds of what is lost, by how much they weigh. */
export const LOSS_KINDS = ["data", "host", "role"] as const;

/** Place of a number in a remainder. */
export function placeOf(kind: (typeof LOSS_KINDS)[number], counts: "proved" | "possible"): number {
  return 2 * LOSS_KINDS.indexOf(kind) + (counts === "proved" ? 0 : 1);
}

/** Nothing is left. */
export function nothing(): number[] {
  return LOSS_KINDS.flatMap(() => [0, 0]);
}

/** Negative when less is left in `a`. */
export function compareRemainders(a: Remainder, b: Remainder): number {
  const place = a.findIndex((number, i) => number !== b[i]);
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}

/** The most of each number. */
export function mostOf(a: Remainder, b: Remainder): Remainder {
  return a.map((number, i) => Math.max(number, b[i] ?? 0));
}

/** No less than this is left after taking away `gain`, and `others` so many times. */
export function leastLeft(left: Remainder, gain: Remainder, others: Remainder, times: number): Remainder {
  return left.map((number, i) => Math.max(0, number - (gain[i] ?? 0) - times * (others[i] ?? 0)));
}
