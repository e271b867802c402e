import type { ConfigurationIndex } from "../configuration";
import type { Application, Intent } from "./intent.schema";
import type { Member, Tier } from "./tiers";

/** Tag keys that name an application, tried in this order, whatever their case. */
const APPLICATION_TAGS = ["app", "application"];

/**
 * The application a tier belongs to, for grouping only: the `app` or `Application` tag that most members carry,
 * else the name of its VPC. Ties go to the first in alphabetical order.
 */
export function applicationOf(index: ConfigurationIndex, tier: Tier): string {
  const counts = new Map<string, number>();
  for (const { tags } of tier.members) {
    const name = applicationNamed(tags);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first?.[0] ?? index.get("vpc", tier.vpcId)?.name ?? tier.vpcId;
}

/** The application that tags name, if they do. */
export function applicationNamed(tags: Member["tags"]): string | undefined {
  const tag = APPLICATION_TAGS.map((key) => tags.find((each) => each.key.toLowerCase() === key)).find(
    Boolean,
  );
  return tag?.value === "" ? undefined : tag?.value;
}

/** The applications that the intents name, sorted by name. */
export function applicationsOf(intents: readonly Intent[]): readonly Application[] {
  const names = [...new Set(intents.map(({ application }) => application))].sort();
  return names.map((name) => ({
    name,
    criticality: "normal",
    origin: "inferred",
    intentIds: intents.filter(({ application }) => application === name).map(({ id }) => id),
  }));
}
