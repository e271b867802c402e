import fc from "fast-check";
import { expect, it } from "vitest";
import { dayAfter, firstInTime, firstToSaturate } from "./growth";
import type { LoadPart, PointLoad } from "./load-pass";
import { knownLimit, type Limit, pointsOf, unknownLimit } from "./point";

/** A point called `id` with what each demand, by its position, puts on it. */
function load(
  id: string,
  limit: Limit,
  amounts: readonly number[],
  peaks: readonly number[] = [],
): PointLoad {
  const [point] = pointsOf({ kind: "link", id }, { limits: { bandwidth: limit } });
  if (!point) throw new Error("one limit is one point");
  const parts = amounts.map(
    (amount, position): LoadPart => ({ position, amount, isPeak: peaks.includes(position) }),
  );
  return { point, parts };
}

const all = () => true;

it.each([
  {
    name: "the least quotient binds",
    loads: [load("a", knownLimit(10), [4]), load("b", knownLimit(10), [5])],
    id: "b",
    at: 1.6,
  },
  {
    name: "ties go to the first key",
    loads: [load("b", knownLimit(10), [4]), load("a", knownLimit(10), [4])],
    id: "a",
    at: 2,
  },
  {
    name: "an unknown limit binds nothing",
    loads: [load("a", unknownLimit("?"), [99]), load("b", knownLimit(10), [1])],
    id: "b",
    at: 8,
  },
  {
    name: "a burst limit bounds peaks",
    loads: [load("a", knownLimit(1, { burst: 10 }), [0.4, 3.6], [1])],
    id: "a",
    at: 2,
  },
  {
    name: "peaks do not count against the baseline",
    loads: [load("a", knownLimit(1, { burst: 10 }), [4], [0])],
    id: "a",
    at: 2,
  },
  {
    name: "what is over already leaves less than 1",
    loads: [load("a", knownLimit(10), [16])],
    id: "a",
    at: 0.5,
  },
])("growth: $name", ({ loads, id, at }) => {
  const first = firstToSaturate(loads, 0.8, all);
  expect(first?.load.point.element.id).toBe(id);
  expect(first?.at).toBeCloseTo(at, 12);
});

it("growth: nothing that is known, nothing that binds", () => {
  expect(firstToSaturate([load("a", unknownLimit("?"), [1])], 0.8, all)).toBeUndefined();
  expect(firstToSaturate([], 0.8, all)).toBeUndefined();
});

it("growth: what stays takes its part of the limit first", () => {
  const loads = [load("a", knownLimit(10), [4, 2])];
  expect(firstToSaturate(loads, 0.8, (position) => position === 1)?.at).toBe(2);
  expect(firstToSaturate([load("a", knownLimit(10), [9, 2])], 0.8, (position) => position === 1)?.at).toBe(0);
  expect(firstToSaturate(loads, 0.8, () => false)).toBeUndefined();
});

it("time: a single rate gives the logarithm of the factor", () => {
  const loads = [load("a", knownLimit(10), [2, 3])];
  expect(firstInTime(loads, 0.8, () => 2)?.at).toBeCloseTo(Math.log2(1.6), 9);
  expect(firstInTime(loads, 1, () => 1.3)?.at).toBeCloseTo(Math.log(2) / Math.log(1.3), 9);
});

it("time: each demand at its own rate, 20 years at most, and at once where it is over", () => {
  // 2 + 3 * 2^t = 8 at t = 1.
  expect(firstInTime([load("a", knownLimit(10), [2, 3])], 0.8, (at) => (at === 1 ? 2 : 1))?.at).toBeCloseTo(
    1,
    9,
  );
  expect(firstInTime([load("a", knownLimit(10), [9])], 0.8, () => 2)?.at).toBe(0);
  expect(firstInTime([load("a", knownLimit(10), [1])], 0.8, () => 1.1)?.at).toBeUndefined();
  // What does not grow is no forecast, however loaded.
  expect(firstInTime([load("a", knownLimit(10), [9])], 0.8, () => 1)).toBeUndefined();
});

it.each([
  ["2026-01-01", Math.log2(1.28), "2026-05-11"],
  ["2026-01-01", 0, "2026-01-01"],
  ["2024-02-28", 1.01 / 365.25, "2024-02-29"],
  ["2023-02-28", 1.01 / 365.25, "2023-03-01"],
  ["1999-12-31", 1.01 / 365.25, "2000-01-01"],
  ["2026-11-26", 20, "2046-11-26"],
])("a day: %s and %d years is %s", (day, years, expected) => expect(dayAfter(day, years)).toBe(expected));

it("days agree with the calendar", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80_000 }), fc.integer({ min: 0, max: 7305 }), (from, count) => {
      const textOf = (days: number) =>
        new Date(Date.UTC(1970, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
      expect(dayAfter(textOf(from), count / 365.25)).toBe(textOf(from + count));
    }),
  );
});
