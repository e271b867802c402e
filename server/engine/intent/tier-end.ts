import type { Element } from "../configuration";
import type { IntentEnd } from "./intent.schema";
import type { Member, Tier } from "./tiers";

/** A tier as the end of a required flow, with all its members or only some of them. */
export function tierEnd(tier: Tier, members: readonly Member[] = tier.members): IntentEnd {
  return { kind: "tier", name: tier.name, members: members.map(({ element }) => element.id) };
}

/** The reason with the members that are not running named, so that nobody takes them for working ones. */
export function withStopped(why: string, ...tiers: readonly Tier[]): string {
  const stopped = [...new Map(tiers.flatMap((tier) => tier.stopped).map((each) => [each.id, each])).values()];
  if (stopped.length === 0) return why;
  return `${why}; not running and so not counted: ${stopped.map(nameOf).join(", ")}`;
}

function nameOf({ id, name }: Element): string {
  return name === undefined ? `\`${id}\`` : `\`${id}\` (${name})`;
}
