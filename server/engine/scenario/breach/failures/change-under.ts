import type { Element } from "../../../configuration";
import { type Failure, withFailures } from "../../../semantics";
import { failureText } from "../../outage/what-if";
import { withoutFailed } from "../breach-of";
import { type AttackStep, chainsOf } from "../chain";
import { deriveBreach } from "../derive";
import { indexFacts } from "../facts-index";
import { isCutOff } from "../recorded-reach";
import type { RecordedAttack } from "./recorded-attack";
import { type Fallen, type Goal, missingFrom, standingOf } from "./standing";

/** Something that an attacker gets only while something is down, with the chain to it. */
interface FallenThen extends Fallen {
  readonly chain: readonly AttackStep[];
}

/** A single failure under which an attack comes to something else. */
export interface FailureChange {
  readonly failure: Failure;
  readonly element: Element;
  /** In words: "failure of firewall `fw-1`". */
  readonly text: string;
  /** What falls only then. */
  readonly falls: readonly FallenThen[];
  /** What falls otherwise and not then, without what is down itself. */
  readonly spared: readonly Fallen[];
  /** What may fall then or not, and is decided while nothing has failed. */
  readonly undecided: readonly Fallen[];
  /** What would decide that, in words. */
  readonly missing: readonly string[];
}

/** What an attack comes to under a failure that it could feel; empty where that is the same. */
export function changeUnder(
  base: RecordedAttack,
  failure: Failure,
  down: ReadonlyMap<string, Element>,
): readonly FailureChange[] {
  const { network, scenario, standing } = base;
  const failed = withFailures(network, [failure]);
  const facts = withoutFailed(failed, base.index.facts);
  const index = facts === base.index.facts ? base.index : indexFacts(facts);
  const reach = base.reach.after(failed, down);
  const proved = deriveBreach({ index, reach, scenario, counts: "proved" });
  const possible = deriveBreach({ index, reach, scenario, counts: "possible" });
  const then = standingOf(index, proved, possible);
  const falls = missingFrom(then.fallen, standing.fallen);
  const undecided = missingFrom(then.undecided, standing.undecided);
  const spared = missingFrom(standing.fallen, [...then.fallen, ...then.undecided]).filter(
    (goal) => !isDownItself(base, down, goal),
  );
  if (falls.length + undecided.length + spared.length === 0) return [];
  const chains = chainsOf({ network: failed, index, reach, scenario }, proved);
  return [
    {
      failure,
      element: down.get(failure.id) ?? { kind: failure.kind, id: failure.id },
      text: failureText(network.index, failure),
      falls: falls.map(({ fact, ...goal }) => ({ ...goal, chain: chains.of(fact) })),
      spared: spared.map(told),
      undecided: undecided.map(told),
      missing: undecided.length > 0 ? possible.missing : [],
    },
  ];
}

function told({ element, as }: Goal): Fallen {
  return { element, as };
}

/** What is down, or answers nowhere any more, is not spared: it is lost. */
function isDownItself(
  { network, index }: RecordedAttack,
  down: ReadonlyMap<string, Element>,
  { element }: Goal,
): boolean {
  const store = index.store(element.id);
  if (!store) return isCutOff(network, down, element.id);
  const ids = [...store.hostIds, ...store.endIds];
  return down.has(element.id) || (ids.length > 0 && ids.every((id) => isCutOff(network, down, id)));
}
