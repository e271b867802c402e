import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readChangeEvents } from "../../../adapters/aws";
import { testData } from "../../../testing/test-data";
import type { ChangeEvent } from "./change-event.schema";
import { rareActions } from "./rare-actor";

/** Below every score: the first call of all in an account has 0. */
const NOT_TOLD = -1;

const path = testData("cloudtrail-events/panther.json");

/** Each case with whether its author wants an alert; cases that hold the same event are told apart. */
function labelled(file: string): readonly { readonly event: ChangeEvent; readonly alert: boolean }[] {
  const cases = JSON.parse(readFileSync(file, "utf8")) as readonly { readonly alert: boolean }[];
  return cases.flatMap((each, i) => {
    const bytes = new TextEncoder().encode(JSON.stringify([each]));
    return readChangeEvents([{ path: "case.json", bytes }]).events.map((event) => ({
      event: { ...event, id: `case ${String(i).padStart(3, "0")}` },
      alert: each.alert,
    }));
  });
}

/** How often one that should alert ranks above one that should not; a tie is half. */
function rankShare(scores: readonly { readonly score: number; readonly alert: boolean }[]): number {
  const [wanted, others] = [true, false].map((alert) => scores.filter((each) => each.alert === alert));
  const wins = (wanted ?? []).flatMap((a) =>
    (others ?? []).map((b) => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)),
  );
  return wins.reduce<number>((sum, each) => sum + each, 0) / wins.length;
}

// The authors' rules know what a call says (an image made public, a port opened to all) and look at single events; this
// detector knows only who did what from where, and asks for a network-relevant write: the two agree in part.
it.runIf(path !== undefined)(
  "ranks events that should alert above those that should not more often than not",
  () => {
    const cases = labelled(path ?? "");
    expect(cases).toHaveLength(101);
    const events = cases.map(({ event }) => event);
    const found = rareActions({ events, judgedFrom: "1970-01-01T00:00:00.000Z", dangerousIds: new Set() });
    const scores = new Map(found.map(({ event, score }) => [event.id, score]));
    const flagged = cases.filter(({ event }) => scores.has(event.id));
    const share = rankShare(
      cases.map(({ event, alert }) => ({ score: scores.get(event.id) ?? NOT_TOLD, alert })),
    );
    const right = flagged.filter(({ alert }) => alert).length;
    console.info(
      `rank share ${share.toFixed(3)}; of ${flagged.length} flagged ${right} should alert, of 51 that should`,
    );
    expect(share).toBeGreaterThanOrEqual(0.63);
  },
);
