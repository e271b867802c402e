import type { ConfigurationIndex, Element } from "../../configuration";
import type { BreachResult } from "../../scenario";
import type { AttackChange } from "../../scenario/change/change-what-if.schema";
import type { PlacedFinding } from "../../vulnerability";
import { suiteAttack } from "./suite-attack";

/** Somebody waits for the answer, and two attacks are followed for it: a tenth of what a run may ask. */
const MAX_QUESTIONS = 20_000;

/**
 * What changes do to the attack that the suite tries: hosts that fall and data that is at risk on the one side alone. Who is
 * left open to doubt on the changed side is never told as spared. Null where no attack is known on either side.
 */
export function compareAttacks(
  before: ConfigurationIndex,
  after: ConfigurationIndex,
  placed: readonly PlacedFinding[],
): AttackChange | null {
  const [was, is] = [before, after].map((index) => suiteAttack(index, placed, MAX_QUESTIONS)?.result);
  if (!was && !is) return null;
  const open = new Set((is?.undecided ?? []).map(({ id }) => id));
  const isFollowed = (is?.leftOut ?? null) === null;
  const gone = (list: readonly Element[], now: readonly Element[]) =>
    isFollowed ? without(list, now).filter(({ id }) => !open.has(id)) : [];
  return {
    falls: without(hostsOf(is), hostsOf(was)),
    spared: gone(hostsOf(was), hostsOf(is)),
    atRisk: without(storesOf(is), storesOf(was)),
    secured: gone(storesOf(was), storesOf(is)),
    undecided: without(is?.undecided ?? [], was?.undecided ?? []),
    leftOut: is?.leftOut ?? was?.leftOut ?? null,
  };
}

function hostsOf(result: BreachResult | undefined): readonly Element[] {
  return result?.compromised.map(({ element }) => element) ?? [];
}

function storesOf(result: BreachResult | undefined): readonly Element[] {
  return result?.dataAtRisk.map(({ element }) => element) ?? [];
}

function without(list: readonly Element[], others: readonly Element[]): Element[] {
  const ids = new Set(others.map(({ id }) => id));
  return list.filter(({ id }) => !ids.has(id)).map((element) => ({ ...element }));
}
