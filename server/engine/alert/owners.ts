import type { ConfigurationIndex, Criticality, Element } from "../configuration";
import type { Rating } from "../finding";
import { applicationOf, type DecidedIntents, type Intent, tiersOf } from "../intent";
import { vpcOf } from "./single-failure-checks";

/** Whose some hosts are: their applications as owners named them, and the most that was said of one of these. */
export interface Owners {
  /** Sorted; the name of the VPC stands for those of which nothing is known. */
  readonly applications: readonly string[];
  /** As declared; `normal` where nobody said anything. */
  readonly criticality: Criticality;
}

/** Answers whose hosts some are. */
export type FindOwners = (hosts: readonly Pick<Element, "id">[]) => Owners;

const WORST_FIRST: readonly Criticality[] = ["critical", "high", "normal", "low"];

/**
 * Prepares to tell whose a host is: the applications whose required flows lead to it, or from it to the internet; for
 * a host without one, what its tags or its VPC say. A caller of an application is no part of it.
 */
export function findOwners(
  index: ConfigurationIndex,
  { intents, sources, declaredCriticality }: DecidedIntents,
): FindOwners {
  const byHost = new Map<string, Set<string>>();
  for (const intent of intents)
    for (const id of ownHosts(intent)) byHost.set(id, (byHost.get(id) ?? new Set()).add(intent.application));
  const shownAs = new Map([...sources].flatMap(([name, from]) => from.map((source) => [source, name])));
  for (const tier of tiersOf(index)) {
    const source = applicationOf(index, tier);
    for (const { element } of tier.members)
      if (!byHost.has(element.id)) byHost.set(element.id, new Set([shownAs.get(source) ?? source]));
  }
  return (hosts) => {
    const applications = [
      ...new Set(hosts.flatMap(({ id }) => [...(byHost.get(id) ?? [networkOf(index, id)])])),
    ].sort();
    const said = applications.map((name) => declaredCriticality.get(name) ?? "normal");
    return { applications, criticality: worstOf(said) };
  };
}

function ownHosts({ from, to }: Intent): readonly string[] {
  if (to.kind === "tier") return to.members;
  return from.kind === "tier" ? from.members : [];
}

/** What stands for an application where nothing says to which a resource belongs: its VPC. */
function networkOf(index: ConfigurationIndex, id: string): string {
  const { id: vpcId, name } = vpcOf(index, { kind: "resource", id });
  return name ?? vpcId;
}

/** The most important; `normal` for none. */
export function worstOf(all: readonly Criticality[]): Criticality {
  return WORST_FIRST.find((each) => all.includes(each)) ?? "normal";
}

/**
 * An impact as it weighs for an application: one step more where its owner calls it critical, at least 3 where highly
 * important, one step less where it is of low importance. What has no impact has none in any application.
 */
export function weighed({ value, source }: Rating, criticality: Criticality): Rating {
  const [weight, words] = WEIGHTS[criticality];
  const changed = value === 0 ? value : weight(value);
  return changed === value ? { value, source } : { value: changed, source: `${source}; ${words}` };
}

type Value = Rating["value"];

const WEIGHTS: Readonly<Record<Criticality, readonly [(value: Value) => Value, string]>> = {
  critical: [
    (value) => (value === 1 ? 2 : value === 2 ? 3 : 4),
    "it belongs to what its owner calls critical",
  ],
  high: [(value) => (value < 3 ? 3 : value), "it belongs to what its owner calls highly important"],
  normal: [(value) => value, ""],
  low: [
    (value) => (value === 4 ? 3 : value === 3 ? 2 : 1),
    "it belongs to what its owner calls of low importance",
  ],
};
