import { expect, it } from "vitest";
import { callHistory } from "./call-history.cases";
import { learnedFrom, rareActions } from "./rare-actor";

/** None was looked at while the detector was made. */
const SEEDS = [9_101, 9_102, 9_103, 9_104, 9_105];
const WEEKS = 14;
/** The first two are learned. */
const JUDGED_WEEKS = WEEKS - 2;

function measured(seed: number) {
  const calls = callHistory(seed, WEEKS);
  const events = calls.map(({ event }) => event);
  const found = rareActions({ events, judgedFrom: learnedFrom(events) ?? "", dangerousIds: new Set() });
  const novelties = new Map(calls.map(({ event, novelty }) => [event.id, novelty]));
  const told = found.map(({ event }) => novelties.get(event.id) ?? "usual");
  const intruders = calls.filter(({ novelty }) => novelty === "intruder").length;
  const count = (wanted: (novelty: string) => boolean) => told.filter(wanted).length;
  return {
    seed,
    recall: count((each) => each === "intruder") / intruders,
    newPerWeek: count((each) => each !== "intruder" && each !== "usual") / JUDGED_WEEKS,
    falsePerWeek: count((each) => each === "usual") / JUDGED_WEEKS,
  };
}

it("intruders in a generated trail are told of, and hardly anybody who does as ever", {
  timeout: 120_000,
}, () => {
  const all = SEEDS.map(measured);
  const spread = (of: (each: (typeof all)[number]) => number) =>
    `${Math.min(...all.map(of)).toFixed(2)} to ${Math.max(...all.map(of)).toFixed(2)}`;
  console.info(
    `rare actors: recall ${spread((each) => each.recall)}; a week: false ${spread((each) => each.falsePerWeek)}, people who do something new ${spread((each) => each.newPerWeek)}`,
  );
  for (const each of all) {
    expect(each.recall, `seed ${each.seed}`).toBeGreaterThanOrEqual(0.95);
    expect(each.falsePerWeek, `seed ${each.seed}`).toBeLessThanOrEqual(1);
  }
});
