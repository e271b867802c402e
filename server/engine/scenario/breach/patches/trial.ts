import { dataWeight } from "../data-weight";
import { type Breach, type BreachInput, deriveBreach } from "../derive";
import type { DerivedFact } from "../derived-fact";
import type { BreachFacts, BreachScenario, Weakness } from "../facts";
import { indexFacts } from "../facts-index";
import type { Reach } from "../reach";
import { type LOSS_KINDS, nothing, placeOf, type Remainder } from "./remainder";

/** One vulnerability of one host, on all ports at which it answers: what one patch takes away. */
export interface Patch {
  readonly hostId: string;
  readonly name: string;
  /** Its weaknesses, at least one. */
  readonly weaknesses: readonly [Weakness, ...Weakness[]];
}

/** An attack after some patches. */
export interface PatchTrial {
  readonly left: Remainder;
  /**
   * By the key of a patch, what of that rests on it in the way that was derived: no more than this is gained by one
   * more patch, and what rests on none of some patches is left after all of them.
   */
  readonly gains: ReadonlyMap<string, Remainder>;
  /** The attack was followed to its end; else another set may show more of it. */
  readonly isWhole: boolean;
}

/** An attack as patches are tried on it. */
export interface PatchGround {
  /** By key. Bugs that are only supposed are not among them: nobody can patch those. */
  readonly patches: ReadonlyMap<string, Patch>;
  /** Derives the attack without these, from the start. */
  readonly tryWithout: (patchKeys: readonly string[]) => PatchTrial;
}

/** Makes an attack ready for patches to be tried. */
export function patchGround({
  facts,
  reachAnew,
  scenario,
}: {
  readonly facts: BreachFacts;
  /** Who reaches whom, for one trial: what was asked for an earlier one need not be asked again. */
  readonly reachAnew: () => Reach;
  readonly scenario: BreachScenario;
}): PatchGround {
  const patches = patchesOf(facts);
  const goals = goalsOf(facts);
  const keyOf = new Map(
    [...patches].flatMap(([key, { weaknesses }]) => weaknesses.map((each) => [each.key, key] as const)),
  );
  return {
    patches,
    tryWithout: (patchKeys) => {
      const gone = new Set(patchKeys);
      const weaknesses = facts.weaknesses.filter(({ key }) => !gone.has(keyOf.get(key) ?? ""));
      const reach = reachAnew();
      const input = { index: indexFacts({ ...facts, weaknesses }), reach, scenario };
      const proved = deriveBreach({ ...input, counts: "proved" });
      const possible = isDecided(input, proved) ? proved : deriveBreach({ ...input, counts: "possible" });
      const left = nothing();
      const gains = new Map<string, number[]>();
      for (const [counts, breach] of [
        ["proved", proved],
        ["possible", possible],
      ] as const)
        for (const goal of goals)
          count({ breach, goal, place: placeOf(goal.kind, counts), keyOf }, left, gains);
      return { left, gains, isWhole: reach.leftOut() === null };
    },
  };
}

/** Facts without these patches' weaknesses. */
export function factsPatched(facts: BreachFacts, patches: readonly Patch[]): BreachFacts {
  const gone = new Set(patches.flatMap(({ weaknesses }) => weaknesses.map(({ key }) => key)));
  return { ...facts, weaknesses: facts.weaknesses.filter(({ key }) => !gone.has(key)) };
}

function patchesOf({ weaknesses }: BreachFacts): ReadonlyMap<string, Patch> {
  const patches = new Map<string, Patch>();
  for (const weakness of weaknesses) {
    const { hostId, name, isHypothesis } = weakness;
    if (isHypothesis) continue;
    const key = JSON.stringify([hostId, name]);
    const known = patches.get(key);
    patches.set(key, { hostId, name, weaknesses: known ? [...known.weaknesses, weakness] : [weakness] });
  }
  return patches;
}

/** Something that is lost as soon as one of its facts holds. */
interface Goal {
  readonly kind: (typeof LOSS_KINDS)[number];
  readonly weight: number;
  readonly facts: readonly DerivedFact[];
}

function goalsOf({ stores, hosts, roles }: BreachFacts): readonly Goal[] {
  return [
    ...stores.map(
      ({ id, dataClass }): Goal => ({
        kind: "data",
        weight: dataWeight(dataClass),
        facts: (["read", "write"] as const).map((access) => ({ kind: "risk", store: id, access })),
      }),
    ),
    ...hosts.map(
      ({ id }): Goal => ({ kind: "host", weight: 1, facts: [{ kind: "exec", host: id, level: "user" }] }),
    ),
    ...roles.map(({ id }): Goal => ({ kind: "role", weight: 1, facts: [{ kind: "role", role: id }] })),
  ];
}

/** Nothing undecided was met on the way, so that nothing more is possible than is proved. */
function isDecided({ index }: Pick<BreachInput, "index">, { missing, find }: Breach): boolean {
  return (
    missing.length === 0 &&
    index.facts.weaknesses.every(({ key, gain }) => gain !== null || !find({ kind: "hit", weakness: key }))
  );
}

function count(
  {
    breach,
    goal,
    place,
    keyOf,
  }: {
    readonly breach: Breach;
    readonly goal: Goal;
    readonly place: number;
    readonly keyOf: ReadonlyMap<string, string>;
  },
  left: number[],
  gains: Map<string, number[]>,
): void {
  const fact = goal.facts.find((each) => breach.find(each));
  const actions = (fact && breach.find(fact))?.rank.actions;
  if (!actions) return;
  left[place] = (left[place] ?? 0) + goal.weight;
  // The actions of a way are all of it that a patch can take away.
  const used = new Set(actions.map(({ action }) => (action.kind === "exploit" ? action.weakness : "")));
  const keys = new Set([...used].flatMap((weakness) => keyOf.get(weakness) ?? []));
  for (const key of keys) {
    const gain = gains.get(key) ?? nothing();
    gain[place] = (gain[place] ?? 0) + goal.weight;
    gains.set(key, gain);
  }
}
