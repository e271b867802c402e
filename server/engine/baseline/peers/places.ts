import type { ConfigurationIndex, ResourceOf } from "../../configuration";
import { formatPrefix, type Prefix, parsePrefix, prefixCovers } from "../../net";

/** What a prefix means to those who live in one VPC, so that the same rule reads the same in each. */
export interface Places {
  readonly textOf: (prefix: string, vpcId: string | undefined, subnetId?: string) => string;
}

const ANYONE = new Set(["0.0.0.0/0", "::/0"]);

/**
 * Reads prefixes as places: "anyone", "own subnet", "subnets web", "own VPC", "inside own VPC", "another VPC", "site office".
 * Any other stays as it is written, for that is what an office or a partner is known by.
 *
 * @param subnetRole  the role of a subnet by id, where it has one
 */
export function placesOf(index: ConfigurationIndex, subnetRole: (id: string) => string | undefined): Places {
  const { vpc, site } = index.configuration.resources;
  const networks = vpc.flatMap(({ id, prefixes }) => parsed(prefixes).map((prefix) => ({ id, prefix })));
  const sites = site.flatMap((each) =>
    parsed(each.prefixes).map((prefix) => ({ name: each.name ?? each.id, prefix })),
  );
  const inVpc = (vpcId: string, text: string, prefix: Prefix, subnetId: string | undefined): string => {
    const subnet = index.subnetsOf(vpcId).find((each) => each.prefixes.includes(text));
    if (subnet?.id === subnetId && subnet !== undefined) return "own subnet";
    if (subnet) return `subnets ${subnetRole(subnet.id) ?? subnet.name ?? subnet.id}`;
    const own = networks.find((each) => each.id === vpcId && prefixCovers(each.prefix, prefix))?.prefix;
    if (!own) return text;
    if (own.length === prefix.length) return "own VPC";
    // Where a VPC begins differs from one to the next; where in it a part lies does not, if one template made both.
    return `${formatPrefix({ ...prefix, base: prefix.base - own.base })} counted from where own VPC begins`;
  };
  return {
    textOf: (text, vpcId, subnetId) => {
      if (ANYONE.has(text)) return "anyone";
      const prefix = parsePrefix(text);
      if (!prefix) return text;
      const around = networks.filter((each) => prefixCovers(each.prefix, prefix));
      if (vpcId !== undefined && around.some(({ id }) => id === vpcId))
        return inVpc(vpcId, text, prefix, subnetId);
      // The same private prefix is often used by several VPCs: which of them is meant is not for a rule to say.
      const there = sites.find((each) => prefixCovers(each.prefix, prefix));
      if (there) return `site ${there.name}`;
      return around.length > 0 ? "another VPC" : text;
    },
  };
}

/** The VPC in which a resource is, where it says so. */
export function vpcOf(
  index: ConfigurationIndex,
  subject: ResourceOf<"instance"> | ResourceOf<"securityGroup"> | ResourceOf<"subnet">,
): string | undefined {
  return subject.kind === "instance" ? index.interfacesOfInstance(subject.id)[0]?.vpcId : subject.vpcId;
}

function parsed(prefixes: readonly string[]): readonly Prefix[] {
  return prefixes.flatMap((text) => parsePrefix(text) ?? []);
}
