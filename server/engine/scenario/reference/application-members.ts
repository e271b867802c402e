import type { ConfigurationIndex, Element } from "../../configuration";
import { applicationOf, type Tier } from "../../intent";

/** The hosts of an application, as inferred from tags and VPCs; sorted by id, empty when there is none. */
export function applicationMembers(
  tiers: readonly Tier[],
  index: ConfigurationIndex,
  name: string,
): readonly Element[] {
  return tiers
    .filter((tier) => applicationOf(index, tier) === name)
    .flatMap(({ members }) => members.map(({ element }) => element))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
