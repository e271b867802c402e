import fc from "fast-check";
import { expect, it } from "vitest";
import { ports } from "./port-set";

const LIMIT = 40;
const interval = fc
  .tuple(fc.nat(LIMIT), fc.nat(LIMIT))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const set = fc.array(interval, { maxLength: 6 }).map((list) => ports.of(list));
const members = (value: ReturnType<typeof ports.of>) =>
  new Set(Array.from({ length: LIMIT + 1 }, (_, i) => i).filter((point) => ports.contains(value, point)));

it.each([
  {
    name: "adjacent ranges join",
    list: [
      [1, 2],
      [3, 4],
    ] as const,
    expected: [[1, 4]],
  },
  {
    name: "order does not matter",
    list: [
      [5, 6],
      [1, 2],
    ] as const,
    expected: [
      [1, 2],
      [5, 6],
    ],
  },
  { name: "an empty range vanishes", list: [[3, 2]] as const, expected: [] },
  {
    name: "one inside the other",
    list: [
      [1, 9],
      [3, 4],
    ] as const,
    expected: [[1, 9]],
  },
])("$name", ({ list, expected }) => expect(ports.of(list)).toEqual(expected));

it("does what sets do", () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      const [inA, inB] = [members(a), members(b)];
      const expected = (keep: (point: number) => boolean) =>
        new Set([...inA, ...inB].filter(keep).sort((x, y) => x - y));
      expect(members(ports.union(a, b))).toEqual(expected(() => true));
      expect(members(ports.intersect(a, b))).toEqual(expected((point) => inA.has(point) && inB.has(point)));
      expect(members(ports.subtract(a, b))).toEqual(expected((point) => inA.has(point) && !inB.has(point)));
      expect(ports.covers(a, b)).toBe([...inB].every((point) => inA.has(point)));
    }),
  );
});

it("is normalized: equal sets are equal arrays", () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(ports.union(a, b)).toEqual(ports.union(b, a));
    }),
  );
});
