import type { Configuration } from "../../configuration";
import type { Intent } from "../../intent";
import type { Failure, Network, View } from "../../semantics";
import { type OutageBaseline, outageBaseline } from "./baseline";
import type { IntentEffect } from "./intent-effect";
import type { IntentOutcome, ViewDifference } from "./outcome";
import type { RecordedState } from "./recorded-states";
import { type Trial, tryFailures } from "./trial";

/** More recorded states than this are not tried one by one for what makes the difference. */
const MAX_STATES_TRIED = 32;
/** Flows for which no single state makes the difference, of which the smallest part that does is looked for. */
const MAX_JOINT_CAUSES = 4;

/** One view: the network before, and what the failures do to it. */
interface Side {
  readonly network: Network;
  readonly trial: Trial;
}
type Sides = Readonly<Record<View, Side>>;

const RANK: Readonly<Record<IntentOutcome["effect"], number>> = {
  unaffected: 0,
  undecided: 1,
  degraded: 2,
  lost: 3,
};

/** What a flow does, where one that works as a whole with less in reserve (F-33) still survives. */
type Standing = Exclude<IntentOutcome["effect"], "unaffected"> | "survives";

function standingOf({ effect, after }: Pick<IntentEffect, "effect" | "after">): Standing {
  if (effect === "unaffected") return "survives";
  return effect === "degraded" && after === "REACHABLE" ? "survives" : effect;
}

function rankOf(effect: IntentEffect): number {
  return standingOf(effect) === "survives" ? RANK[effect.effect] / 4 : RANK[effect.effect];
}

/** For each flow the worse effect and the view that says it; the observed one where they say the same. */
export function worseOf({ observed, configured }: Sides) {
  const pairs = observed.trial.effects.map((effect, position) => {
    const other = configured.trial.effects[position] ?? effect;
    return rankOf(other) > rankOf(effect)
      ? { effect: other, view: "configured" as const }
      : { effect, view: "observed" as const };
  });
  return {
    effects: pairs.map(({ effect }): IntentEffect => effect),
    leading: pairs.map(({ view }): View => view),
  };
}

/**
 * The flows of which the views say different things, each with the recorded states that make the difference: taken as well,
 * they give the observed view the configured view's answer. Sorted by intent id.
 */
export function viewDifferences(
  observed: OutageBaseline,
  sides: Sides,
  states: readonly RecordedState[],
): readonly ViewDifference[] {
  const { effects, leading } = worseOf(sides);
  const differing = observed.intents.flatMap(({ intent }, position) => {
    const seen = sides.observed.trial.effects[position];
    const designed = sides.configured.trial.effects[position];
    if (!seen || !designed || standingOf(seen) === standingOf(designed)) return [];
    return [{ intent, position, designed: standingOf(designed), seen, other: designed }];
  });
  if (differing.length === 0) return [];
  const causes = causesOf(observed, sides.observed.trial.failures, differing, states);
  return differing
    .map(({ intent, position, designed, seen, other }): ViewDifference => {
      const view = leading[position] ?? "observed";
      const found = causes.get(intent.id) ?? [];
      const elements = new Map(found.map(({ element }) => [element.id, element]));
      return {
        intentId: intent.id,
        leading: view,
        effect: effects[position]?.effect ?? seen.effect,
        otherEffect: view === "observed" ? other.effect : seen.effect,
        causes: [...elements.values()],
        text: `${openingOf(view, designed)} ${causeText(found)}`,
      };
    })
    .sort((a, b) => (a.intentId < b.intentId ? -1 : 1));
}

interface Differing {
  readonly intent: Intent;
  readonly designed: Standing;
}

function causesOf(
  { horizon, network }: OutageBaseline,
  failures: readonly Failure[],
  differing: readonly Differing[],
  states: readonly RecordedState[],
): ReadonlyMap<string, readonly RecordedState[]> {
  const tried = states.slice(0, MAX_STATES_TRIED);
  const effectsWith = (well: readonly RecordedState[], flows: readonly Differing[]) => {
    const healed = well.reduce<Configuration>(
      (each, state) => state.madeWell(each),
      network.index.configuration,
    );
    const baseline = outageBaseline(
      healed,
      flows.map(({ intent }) => intent),
      { horizon, view: "observed" },
    );
    return tryFailures(baseline, failures).effects.map(standingOf);
  };
  const causes = new Map<string, readonly RecordedState[]>();
  const unexplained = () => differing.filter(({ intent }) => !causes.has(intent.id));
  for (const state of tried) {
    const flows = unexplained();
    if (flows.length === 0) break;
    for (const [position, effect] of effectsWith([state], flows).entries()) {
      const flow = flows[position];
      if (flow && effect === flow.designed) causes.set(flow.intent.id, [state]);
    }
  }
  for (const flow of unexplained().slice(0, MAX_JOINT_CAUSES)) {
    const explains = (well: readonly RecordedState[]) => effectsWith(well, [flow])[0] === flow.designed;
    if (explains(tried)) causes.set(flow.intent.id, smallestPart(tried, explains));
  }
  return causes;
}

/** Leaves out one after the other what is not needed. */
function smallestPart(
  states: readonly RecordedState[],
  explains: (part: readonly RecordedState[]) => boolean,
): readonly RecordedState[] {
  return states.reduce((kept, state) => {
    const less = kept.filter((each) => each !== state);
    return less.length > 0 && explains(less) ? less : kept;
  }, states);
}

const SURVIVES = "survives by design";

function openingOf(leading: View, designed: Standing): string {
  if (leading === "configured") return `${designed} by design; it does not show now, because`;
  return designed === "survives" ? `${SURVIVES}, but` : `only ${designed} by design, but`;
}

function causeText(causes: readonly RecordedState[]): string {
  return causes.length === 0
    ? "more than a few recorded states of targets and tunnels speak against it now"
    : `${causes.map(({ text }) => text).join(" and ")} now`;
}

/** The sentence of a what-if with what the design would have survived. */
export function withDesign(sentence: string, differences: readonly ViewDifference[]): string {
  const survived = differences.filter(
    ({ leading, text }) => leading === "observed" && text.startsWith(SURVIVES),
  );
  const [first] = survived;
  if (!first) return sentence;
  const count = survived.length === 1 ? "one of these flows" : `${survived.length} of these flows`;
  const same = survived.every(({ text }) => text === first.text);
  const verb = survived.length === 1 ? "survives" : "survive";
  return `${sentence} By design ${count} ${verb}${same ? `${first.text.replace(/^survives by design/, "")}` : ", but not as things are recorded now"}.`;
}
