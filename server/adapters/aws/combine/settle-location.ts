import type { Resource } from "../../../engine/configuration";
import { regionOfZone } from "../location";
import type { Found } from "../reading";

/** The account and region of what does not say its own; "" where the input gives no hint. */
export interface Defaults {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Fills in accounts and regions that neither path nor resource told: the region of the resource's VPC, else
 * what most of the input belongs to. `callers` are accounts of recorded caller identities.
 */
export function settleLocation(
  found: readonly Found[],
  callers: readonly string[],
): { readonly found: Found[]; readonly defaults: Defaults } {
  const regionOfVpc = regionsOfVpcs(found);
  const settled = found.map((each) => {
    const region = each.resource.region || regionOfVpc.get(vpcIdOf(each.resource) ?? "") || "";
    return region === each.resource.region ? each : { ...each, resource: { ...each.resource, region } };
  });
  const unplaced = settled.filter((each) => each.viewerId === undefined);
  const defaults = {
    accountId: [...callers].sort()[0] ?? mostFrequent(unplaced.flatMap((each) => callerHint(each))) ?? "",
    region: mostFrequent(settled.flatMap(({ resource }) => resource.region || [])) ?? "",
  };
  const filled = settled.map((each) => {
    const { resource } = each;
    if (resource.accountId !== "" && resource.region !== "") return each;
    const accountId = resource.accountId || defaults.accountId;
    const region = resource.region || defaults.region;
    return { ...each, resource: { ...resource, accountId, region } };
  });
  return { found: filled, defaults };
}

/** What these calls give is always the caller's own, unlike subnets and VPCs, which may be shared with it. */
function callerHint({ resource, ownerId }: Found): string[] {
  if (
    resource.kind !== "instance" &&
    resource.kind !== "securityGroup" &&
    resource.kind !== "networkInterface"
  )
    return ownerId === undefined || ownerId === "" ? [] : [ownerId];
  // Three votes: one instance says more than two shared subnets.
  return resource.accountId === "" ? [] : [resource.accountId, resource.accountId, resource.accountId];
}

/** The VPC's own region outweighs that of what stands in it; of several the smallest stays, whatever the order. */
function regionsOfVpcs(found: readonly Found[]): ReadonlyMap<string, string> {
  const own = new Map<string, string>();
  const ofContent = new Map<string, string>();
  for (const { resource } of found) {
    const vpcId = vpcIdOf(resource);
    const region =
      resource.region || (resource.kind === "subnet" ? regionOfZone(resource.zoneName) : undefined);
    if (vpcId === undefined || !region) continue;
    const regions = resource.kind === "vpc" ? own : ofContent;
    const before = regions.get(vpcId);
    if (before === undefined || region < before) regions.set(vpcId, region);
  }
  return new Map([...ofContent, ...own]);
}

function vpcIdOf(resource: Resource): string | undefined {
  if (resource.kind === "vpc") return resource.id;
  if ("vpcId" in resource) return resource.vpcId;
  if ("attachments" in resource) return resource.attachments[0]?.vpcId;
  return undefined;
}

/** The text that occurs most often; of equals the first in the alphabet. */
function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const ranked = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return ranked[0]?.[0];
}
