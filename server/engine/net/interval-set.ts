/**
 * Sets of whole numbers as sorted, disjoint, non-adjacent closed intervals. Addresses use `bigint`,
 * ports use `number`; both share this one algorithm.
 */
export type Interval<T extends number | bigint> = readonly [lo: T, hi: T];
export type IntervalSet<T extends number | bigint> = readonly Interval<T>[];

/** The set operations over one number type; all results are normalized, equal sets are equal arrays. */
export interface IntervalAlgebra<T extends number | bigint> {
  readonly of: (intervals: readonly Interval<T>[]) => IntervalSet<T>;
  readonly union: (a: IntervalSet<T>, b: IntervalSet<T>) => IntervalSet<T>;
  readonly intersect: (a: IntervalSet<T>, b: IntervalSet<T>) => IntervalSet<T>;
  readonly subtract: (a: IntervalSet<T>, b: IntervalSet<T>) => IntervalSet<T>;
  readonly covers: (outer: IntervalSet<T>, inner: IntervalSet<T>) => boolean;
  readonly contains: (set: IntervalSet<T>, point: T) => boolean;
}

/** Builds the algebra for a number type from its successor and predecessor. */
export function intervalAlgebra<T extends number | bigint>(
  successor: (value: T) => T,
  predecessor: (value: T) => T,
): IntervalAlgebra<T> {
  const of = (intervals: readonly Interval<T>[]): IntervalSet<T> => {
    const sorted = intervals
      .filter(([lo, hi]) => lo <= hi)
      .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    const merged: [T, T][] = [];
    for (const [lo, hi] of sorted) {
      const last = merged.at(-1);
      if (last && lo <= successor(last[1])) {
        if (hi > last[1]) last[1] = hi;
      } else merged.push([lo, hi]);
    }
    return merged;
  };
  const intersect = (a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> => {
    const result: Interval<T>[] = [];
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
      const [aLo, aHi] = a[i] as Interval<T>;
      const [bLo, bHi] = b[j] as Interval<T>;
      const lo = aLo > bLo ? aLo : bLo;
      const hi = aHi < bHi ? aHi : bHi;
      if (lo <= hi) result.push([lo, hi]);
      if (aHi < bHi) i++;
      else j++;
    }
    return result;
  };
  const subtract = (a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> => {
    const result: Interval<T>[] = [];
    for (const [lo, hi] of a) {
      let from = lo;
      let done = false;
      for (const [bLo, bHi] of b) {
        if (bHi < from) continue;
        if (bLo > hi) break;
        if (bLo > from) result.push([from, predecessor(bLo)]);
        if (bHi >= hi) {
          done = true;
          break;
        }
        from = successor(bHi);
      }
      if (!done) result.push([from, hi]);
    }
    return result;
  };
  return {
    of,
    union: (a, b) => of([...a, ...b]),
    intersect,
    subtract,
    covers: (outer, inner) => subtract(inner, outer).length === 0,
    contains: (set, point) => set.some(([lo, hi]) => lo <= point && point <= hi),
  };
}
