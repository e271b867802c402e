import type { ConfigurationIndex } from "../configuration";
import type { Member } from "./tiers";

/**
 * What people call a tier: what its members' names share, else its security group's name, else an id.
 * For people only; nothing is decided by it.
 */
export function tierName(
  index: ConfigurationIndex,
  members: readonly Member[],
  securityGroupIds: readonly string[],
): string {
  const names = members.map(({ element }) => element.name).filter((name) => name !== undefined);
  if (names.length === members.length) {
    const shared = members.length === 1 ? names[0] : sharedStem(names);
    if (shared !== undefined && shared !== "") return shared;
  }
  const group = securityGroupIds.map((id) => index.get("securityGroup", id)?.name ?? id).join(" + ");
  return group || (members[0]?.element.id ?? "unnamed");
}

/** The start that all names share, cut at a word's end: `shop-web-1a`, `shop-web-1b` share `shop-web`. */
function sharedStem(names: readonly string[]): string | undefined {
  let stem = names[0] ?? "";
  for (const name of names) while (!name.startsWith(stem)) stem = stem.slice(0, -1);
  const isWhole = names.every((name) => name === stem || /^[-_. ]/.test(name.slice(stem.length)));
  const words = isWhole ? stem : stem.replace(/[^-_. ]*$/, "");
  const trimmed = words.replace(/[-_. ]+$/, "");
  return trimmed.length >= 2 ? trimmed : undefined;
}
