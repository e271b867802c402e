import type { Element } from "../../configuration";
import type { Ended } from "../flow-state";
import type { Network } from "../network";
import type { Blocker, Question } from "../question";
import { followFlow } from "../trace";
import { judge } from "../verdict";
import type { Cure } from "./cure";
import { curedElement, cureText } from "./cure-text";
import { curedNetwork } from "./cured-network";
import { curesOf } from "./cures-of";

/** More sets than this are not looked for. */
export const MAX_BLOCKER_SETS = 8;
/** Sets of more changes than this are not looked for. */
export const MAX_CHANGES_IN_SET = 6;
/** Changed networks that are asked before the search ends with what it has. */
const MAX_TRIALS = 200;

/** Sets of changes, each of which opens the flow. */
export interface BlockerSets {
  readonly sets: readonly (readonly Cure[])[];
  /** Whether every set within the limits was tried, so that there are no others of these kinds of changes. */
  readonly isComplete: boolean;
}

/**
 * Every minimal set of changes that makes the question's answer REACHABLE, smallest first. Breadth first: a refused branch
 * must be lifted by one of its cures, so each is tried on a copy of the network and the next refusal is looked at there.
 * A set is given only when the interpreter says REACHABLE on the changed copy, and says it for no part of the set.
 */
export function findBlockers(network: Network, question: Question): BlockerSets {
  const trials = trialsOf(network, question);
  const sets: (readonly Cure[])[] = [];
  let level: (readonly Cure[])[] = [[]];
  for (let size = 0; size <= MAX_CHANGES_IN_SET && level.length > 0; size++) {
    const next = new Map<string, readonly Cure[]>();
    for (const set of level) {
      if (sets.length >= MAX_BLOCKER_SETS || trials.count() >= MAX_TRIALS) return { sets, isComplete: false };
      if (sets.some((found) => contains(set, found))) continue;
      const trial = trials.of(set);
      if (trial.isReachable) {
        const minimal = smallestPart(set, (part) => trials.of(part).isReachable);
        if (!sets.some((found) => contains(minimal, found))) sets.push(minimal);
        continue;
      }
      for (const cure of trial.cures) {
        if (!fits(set, cure)) continue;
        const grown = [...set, cure];
        next.set(setKey(grown), grown);
      }
    }
    level = [...next.values()];
  }
  return { sets: sets.sort((a, b) => a.length - b.length), isComplete: level.length === 0 };
}

/** The sets in words, for a trace. */
export function blockersFrom(network: Network, { sets }: BlockerSets): Blocker[] {
  return sets.map((set) => ({
    elements: distinct(set.map((cure) => curedElement(network, cure))),
    changes: set.map((cure) => cureText(network.index, cure)),
  }));
}

interface Trial {
  readonly isReachable: boolean;
  /** Changes of which at least one is needed besides. */
  readonly cures: readonly Cure[];
}

/** Asks the question on changed copies, each once. */
function trialsOf(network: Network, question: Question) {
  const known = new Map<string, Trial>();
  return {
    count: () => known.size,
    of: (set: readonly Cure[]): Trial => {
      const key = setKey(set);
      const before = known.get(key);
      if (before) return before;
      const trial = tried(set.length === 0 ? network : curedNetwork(network, set), question);
      known.set(key, trial);
      return trial;
    },
  };
}

function tried(network: Network, question: Question): Trial {
  const ended = followFlow(network, question);
  if (judge(network, question, ended).verdict === "REACHABLE") return { isReachable: true, cures: [] };
  const proposals = ended.map((branch) => curesOf(network, question, branch));
  const choices = proposals.map(({ cures }) => cures).filter((cures) => cures.length > 0);
  const fewest = [...choices].sort((a, b) => a.length - b.length)[0] ?? [];
  const all = choices.flat();
  const aside = proposals.flatMap((each) => each.aside);
  const cures = [
    ...(needsEvery(question, ended) ? fewest : all).map((cure) => widened(cure, all)),
    ...aside.map((cure) => widened(cure, aside)),
  ];
  return { isReachable: false, cures: distinctBy(cures, keyOf) };
}

/**
 * Whether each branch has to be lifted, so that it is enough to look at one of them: not towards the internet, where a
 * part may stay refused, nor where a load balancer chooses, which may choose otherwise after a change.
 */
function needsEvery({ from, to }: Question, ended: readonly Ended[]): boolean {
  if (from.kind === "internet" || to.kind === "internet") return false;
  return ended.every(({ state }) => state.sessions.every(({ kind }) => kind !== "balancer"));
}

/** What one filter must let through for every branch that it refuses, as one change. */
function widened(cure: Cure, all: readonly Cure[]): Cure {
  switch (cure.kind) {
    case "allowInGroup": {
      const { kind, id, direction } = cure;
      const rules = all.flatMap((each) =>
        each.kind === kind && each.id === id && each.direction === direction ? each.rules : [],
      );
      return { ...cure, rules: inOrder(rules) };
    }
    case "allowInAcl": {
      const { egress } = cure.entries[0] ?? {};
      const entries = all.flatMap((each) =>
        each.kind === cure.kind && each.id === cure.id ? each.entries : [],
      );
      return { ...cure, entries: inOrder(entries.filter((each) => each.egress === egress)) };
    }
    default:
      return cure;
  }
}

function inOrder<T>(list: readonly T[]): T[] {
  const text = (item: T) => JSON.stringify(item);
  return distinctBy(list, text).sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** The smallest part of a set that works, itself if no other does. */
function smallestPart(set: readonly Cure[], works: (part: readonly Cure[]) => boolean): readonly Cure[] {
  const parts = Array.from({ length: 2 ** set.length - 2 }, (_, bits) =>
    set.filter((_cure, position) => ((bits + 1) >> position) & 1),
  );
  return parts.sort((a, b) => a.length - b.length).find(works) ?? set;
}

/** Whether a change could follow on the set: it is not in it, nor is another route to the same destination. */
function fits(set: readonly Cure[], cure: Cure): boolean {
  return !set.some(
    (other) =>
      keyOf(other) === keyOf(cure) ||
      (isRoute(other) &&
        isRoute(cure) &&
        other.id === cure.id &&
        JSON.stringify(other.destination) === JSON.stringify(cure.destination)),
  );
}

function isRoute(cure: Cure): cure is Extract<Cure, { kind: "route" | "dropRoute" }> {
  return cure.kind === "route" || cure.kind === "dropRoute";
}

function contains(set: readonly Cure[], part: readonly Cure[]): boolean {
  const keys = new Set(set.map(keyOf));
  return part.every((cure) => keys.has(keyOf(cure)));
}

function keyOf(cure: Cure): string {
  return JSON.stringify(cure);
}

function setKey(set: readonly Cure[]): string {
  return set.map(keyOf).sort().join("\n");
}

function distinct(elements: readonly Element[]): Element[] {
  return distinctBy(elements, ({ id }) => id);
}

function distinctBy<T>(list: readonly T[], keyOfOne: (item: T) => string): T[] {
  return [...new Map(list.map((item) => [keyOfOne(item), item])).values()];
}
