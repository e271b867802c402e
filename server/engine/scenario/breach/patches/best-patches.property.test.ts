import fc from "fast-check";
import { expect, it } from "vitest";
import { type MadeAttack, madeAttack } from "../breach-arbitrary.cases";
import { dataWeight } from "../data-weight";
import { deriveBreach } from "../derive";
import { indexFacts } from "../facts-index";
import type { Reach } from "../reach";
import { compareRemainders, type Remainder } from "./remainder";
import { searchPatches } from "./search";
import { factsPatched, type Patch, patchGround } from "./trial";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261126;

const groundOf = ({ facts, reach, scenario }: MadeAttack) =>
  patchGround({ facts, scenario, reachAnew: () => reach });

/** What is left, counted from two whole derivations, each of which asks everything. */
function leftAfter({ facts, reach, scenario }: MadeAttack, patches: readonly Patch[]): Remainder {
  const index = indexFacts(factsPatched(facts, patches));
  const [proved, possible] = (["proved", "possible"] as const).map((counts) => {
    const { find } = deriveBreach({ index, reach, scenario, counts });
    const isAtRisk = (store: string) =>
      (["read", "write"] as const).some((access) => find({ kind: "risk", store, access }));
    return [
      facts.stores
        .filter(({ id }) => isAtRisk(id))
        .reduce((sum, { dataClass }) => sum + dataWeight(dataClass), 0),
      facts.hosts.filter(({ id }) => find({ kind: "exec", host: id, level: "user" })).length,
      facts.roles.filter(({ id }) => find({ kind: "role", role: id })).length,
    ];
  });
  return (proved ?? []).flatMap((number, i) => [number, possible?.[i] ?? 0]);
}

/** The least that any set of at most `limit` leaves, and the size of the smallest that leaves it: all are tried. */
function byForce(attack: MadeAttack, limit: number): { readonly left: Remainder; readonly size: number } {
  const all = [...groundOf(attack).patches.values()];
  let best = { left: leftAfter(attack, []), size: 0 };
  const grow = (chosen: readonly Patch[], from: number) => {
    for (const [offset, patch] of all.slice(from).entries()) {
      const next = [...chosen, patch];
      const left = leftAfter(attack, next);
      const difference = compareRemainders(left, best.left);
      if (difference < 0 || (difference === 0 && next.length < best.size)) best = { left, size: next.length };
      if (next.length < limit) grow(next, from + offset + 1);
    }
  };
  grow([], 0);
  return best;
}

/** Some of the answers become "nobody can say". */
function doubted(reach: Reach, isDoubted: (text: string) => boolean): Reach {
  return {
    ...reach,
    direct: (from, targetId, service) =>
      isDoubted(`${reach.kindOf(from)} ${targetId} ${service.name}`)
        ? { verdict: "unknown", missing: ["a route table"] }
        : reach.direct(from, targetId, service),
  };
}

const attack = fc
  .record({
    made: madeAttack(5),
    classes: fc.array(fc.constantFrom(null, "payment", "test", "logs"), { minLength: 4, maxLength: 4 }),
    doubt: fc.constantFrom(0, 0, 5, 2),
  })
  .map(({ made, classes, doubt }): MadeAttack => {
    const { facts, reach } = made;
    return {
      ...made,
      facts: {
        ...facts,
        stores: facts.stores.map((each, i) => ({ ...each, dataClass: classes[i] ?? null })),
      },
      reach: doubted(reach, (text) => doubt > 0 && text.length % doubt === 0),
    };
  });

it("no set of so few patches leaves less, and none as good is smaller: every set is tried", () => {
  const seen = { gained: 0, doubted: 0, halted: 0 };
  fc.assert(
    fc.property(
      attack,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      (made, limit, few) => {
        const ground = groundOf(made);
        const none = { keys: [], left: ground.tryWithout([]).left };
        const { best, isProved } = searchPatches(
          { ground, trials: new Map(), trialLimit: 10_000, hasAskedAll: () => false },
          limit,
          none,
        );
        const force = byForce(made, limit);
        expect(isProved).toBe(true);
        expect({ left: best.left, size: best.keys.length }).toEqual(force);
        const patches = best.keys.flatMap((key) => ground.patches.get(key) ?? []);
        expect(leftAfter(made, patches)).toEqual(best.left);

        const halted = searchPatches(
          { ground, trials: new Map(), trialLimit: few, hasAskedAll: () => false },
          limit,
          none,
        );
        if (halted.isProved) expect(halted.best.left).toEqual(force.left);
        else seen.halted++;
        if (best.keys.length > 0) seen.gained++;
        if (best.left.some((number, i) => i % 2 === 1 && number > (best.left[i - 1] ?? 0))) seen.doubted++;
      },
    ),
    { numRuns: isLong ? 3_000 : 200, seed },
  );
  console.info(`seed ${seed}: ${JSON.stringify(seen)}`);
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
