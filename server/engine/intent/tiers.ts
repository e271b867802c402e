import {
  type ConfigurationIndex,
  type Element,
  isBalancerInterface,
  type ResourceOf,
} from "../configuration";
import { tierName } from "./tier-name";

type NetworkInterface = ResourceOf<"networkInterface">;

/** One host of a tier: an instance with its interfaces, or an interface that belongs to no instance. */
export interface Member {
  readonly element: Element;
  /** The primary first. */
  readonly interfaces: readonly NetworkInterface[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/**
 * Members that play the same role: those of one VPC with the same set of security groups (product section 3).
 * Members without any group are told apart by subnet, for nothing else says which role they play.
 */
export interface Tier {
  /** Stable: made of the VPC and the groups, so that adding a member or renaming one keeps it. */
  readonly key: string;
  readonly name: string;
  readonly vpcId: string;
  readonly securityGroupIds: readonly string[];
  /** Sorted by id; never empty. */
  readonly members: readonly Member[];
  /** Instances with the same groups that are not running, sorted: they take no part, and answers say so. */
  readonly stopped: readonly Element[];
}

/** Interfaces that end no flow of their own: their element forwards for others, or is asked about by another name. */
const FORWARDING_INTERFACES = new Set([
  "nat_gateway",
  "transit_gateway",
  "vpc_endpoint",
  "gateway_load_balancer",
  "gateway_load_balancer_endpoint",
]);

/** All tiers, sorted by key. Terminated instances are gone and count nowhere. */
export function tiersOf(index: ConfigurationIndex): readonly Tier[] {
  const groups = new Map<string, { members: Member[]; stopped: Element[]; first: NetworkInterface }>();
  const groupOf = (interfaces: readonly NetworkInterface[]) => {
    const first = interfaces[0];
    if (!first) return undefined;
    const key = tierKey(interfaces, first);
    const group = groups.get(key) ?? { members: [], stopped: [], first };
    groups.set(key, group);
    return group;
  };
  for (const instance of index.configuration.resources.instance) {
    if (instance.state === "terminated" || instance.state === "shutting-down") continue;
    const interfaces = index.interfacesOfInstance(instance.id);
    const element = elementOf(instance);
    if (instance.state !== "running") groupOf(interfaces)?.stopped.push(element);
    else groupOf(interfaces)?.members.push({ element, interfaces, tags: instance.tags });
  }
  for (const nic of index.configuration.resources.networkInterface)
    if (standsAlone(nic))
      groupOf([nic])?.members.push({ element: elementOf(nic), interfaces: [nic], tags: nic.tags });
  return [...groups]
    .filter(([, group]) => group.members.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { members, stopped, first }]) => {
      const securityGroupIds = groupSet(members[0]?.interfaces ?? [first]);
      return {
        key,
        name: tierName(index, members, securityGroupIds),
        vpcId: first.vpcId,
        securityGroupIds,
        members: members.sort(byElementId),
        stopped: stopped.sort((a, b) => (a.id < b.id ? -1 : 1)),
      };
    });
}

/** Points at a resource, with its name where it has one. */
export function elementOf(resource: { kind: string; id: string; name?: string | undefined }): Element {
  const { kind, id, name } = resource;
  return name === undefined ? { kind, id } : { kind, id, name };
}

function standsAlone(nic: NetworkInterface): boolean {
  return (
    nic.attachment?.instanceId === undefined &&
    nic.status === "in-use" &&
    !isBalancerInterface(nic) &&
    !FORWARDING_INTERFACES.has(nic.interfaceType)
  );
}

function tierKey(interfaces: readonly NetworkInterface[], first: NetworkInterface): string {
  const groups = groupSet(interfaces);
  return groups.length > 0
    ? `${first.vpcId}/${groups.join("+")}`
    : `${first.vpcId}/no-group/${first.subnetId}`;
}

function groupSet(interfaces: readonly NetworkInterface[]): string[] {
  return [...new Set(interfaces.flatMap((nic) => nic.securityGroupIds))].sort();
}

function byElementId(a: Member, b: Member): number {
  return a.element.id < b.element.id ? -1 : 1;
}
