import { expect, it } from "vitest";
import { learningPeriod, mayRaise } from "./learning";

const DAY = 86_400_000;

it.each([
  { name: "one moment before 14 days", now: 14 * DAY - 1, changes: 0, isOver: false },
  { name: "14 days", now: 14 * DAY, changes: 0, isOver: true },
  { name: "199 changes", now: 1, changes: 199, isOver: false },
  { name: "200 changes", now: 1, changes: 200, isOver: true },
])("learning after $name: over is $isOver", ({ now, changes, isOver }) => {
  expect(learningPeriod(0, now, changes)).toEqual({ isOver, untilMs: 14 * DAY, changeCount: changes });
});

it("silences what says what is usual, and never drift", () => {
  const silent = (["peer-template", "change-rate", "rare-actor", "drift"] as const).filter(
    (detector) => !mayRaise(detector, { isOver: false }),
  );
  expect(silent).toEqual(["peer-template", "change-rate", "rare-actor"]);
  expect(mayRaise("peer-template", { isOver: true })).toBe(true);
});
