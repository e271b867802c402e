import * as fc from "fast-check";
import { expect, it } from "vitest";
import { isoOf, millisecondsOf } from "./instant";

it("counts as the calendar does, both ways", () => {
  const instants = fc.date({
    min: new Date("1600-01-01T00:00:00.000Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, (date) => {
      expect(millisecondsOf(date.toISOString())).toBe(date.getTime());
      expect(isoOf(date.getTime())).toBe(date.toISOString());
    }),
    { numRuns: 2_000, seed: 5 },
  );
});

it("reads an instant without milliseconds", () => {
  expect(millisecondsOf("2026-01-05T00:00:00Z")).toBe(Date.UTC(2026, 0, 5));
});
