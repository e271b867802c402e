import type { Balancer, ResourceOf } from "../configuration";
import { type Address, parseAddress, prefixContains } from "../net";
import { isCompletelyKnown, type Network, prefixesOf } from "./network";

/** Something a load balancer hands requests to. */
export interface Target {
  /** Its id as registered: an instance, an address, a function or another load balancer. */
  readonly id: string;
  readonly kind: "host" | "function" | "balancer";
  /** Absent for functions and balancers, and where the input does not tell. */
  readonly address: Address | undefined;
  readonly port: number;
  /** Absent: of no zone, so of any. */
  readonly zoneId: string | undefined;
  /** Whether its zone, or that it has none, is known. */
  readonly isPlaced: boolean;
  readonly vpcId: string | undefined;
  readonly recordedState: string;
  /** What of it is not in the input, if anything. */
  readonly missing: string | undefined;
}

/** Targets with the terms on which they get requests. */
export interface TargetGroup {
  readonly id: string;
  readonly type: string;
  readonly protocol: string | undefined;
  readonly targets: readonly Target[];
  readonly isCrossZone: boolean;
  /** TCP port of the health check; absent: that of the traffic. */
  readonly healthPort: number | undefined;
  readonly isChecked: boolean;
  readonly attribute: (key: string) => string | undefined;
}

/** The group that a listener names, or `undefined` when it is not in the input. */
export function targetGroupOf(
  network: Network,
  balancer: Balancer,
  groupId: string,
): TargetGroup | undefined {
  const { resource } = balancer;
  if (resource.kind === "classicLoadBalancer") return instancesOf(network, resource, Number(groupId));
  const group = network.index.get("targetGroup", groupId);
  if (!group) return undefined;
  const attribute = (key: string) => group.attributes.find((each) => each.key === key)?.value;
  const ofBalancer = resource.attributes.find(({ key }) => key === CROSS_ZONE)?.value;
  const byGroup = attribute(CROSS_ZONE);
  const crossZone = byGroup === "true" || byGroup === "false" ? byGroup : ofBalancer;
  return {
    id: group.id,
    type: group.targetType,
    protocol: group.protocol,
    targets: group.targets.flatMap((entry) => targetOf(network, group, entry) ?? []),
    // LB-5: on for application, off for network load balancers unless they say otherwise.
    isCrossZone: crossZone === undefined ? balancer.generation === "application" : crossZone === "true",
    healthPort: numberIn(group.healthCheck.port),
    isChecked: group.healthCheck.enabled,
    attribute,
  };
}

const CROSS_ZONE = "load_balancing.cross_zone.enabled";
/** States in which an instance is no longer a target (LB-5). */
const UNUSED_STATES = new Set(["stopping", "stopped", "shutting-down", "terminated"]);

function instancesOf(
  network: Network,
  resource: ResourceOf<"classicLoadBalancer">,
  port: number,
): TargetGroup {
  return {
    id: resource.id,
    type: "instance",
    protocol: "TCP",
    targets: resource.instanceIds.flatMap(
      (id) => instanceTarget(network, resource, { id, port, state: recordedState(resource, id) }) ?? [],
    ),
    isCrossZone: resource.crossZone ?? false,
    healthPort: numberIn(/^\w+:(\d+)/.exec(resource.healthCheckTarget ?? "")?.[1]),
    isChecked: true,
    attribute: () => undefined,
  };
}

/**
 * What is recorded of an instance, in the words of target groups. One out of service gets no requests, whatever the others
 * are; without any record it counts as well (LB-6). [CHOICE: a classic load balancer does not fail open]
 */
function recordedState({ instanceStates }: ResourceOf<"classicLoadBalancer">, id: string): string {
  if (!instanceStates) return "healthy";
  switch (instanceStates.find(({ instanceId }) => instanceId === id)?.state) {
    case "InService":
      return "healthy";
    case "OutOfService":
      return "unused";
    default:
      return "unknown";
  }
}

interface Entry {
  readonly id: string;
  readonly port?: number | undefined;
  readonly zoneName?: string | undefined;
  readonly state: string;
}

function targetOf(network: Network, group: ResourceOf<"targetGroup">, entry: Entry): Target | undefined {
  const port = entry.port ?? group.port ?? 0;
  switch (group.targetType) {
    case "instance":
      return instanceTarget(network, group, { ...entry, port });
    case "ip":
      return addressTarget(network, group, entry, port);
    default:
      return {
        id: entry.id,
        kind: group.targetType === "lambda" ? "function" : "balancer",
        address: undefined,
        port,
        zoneId: undefined,
        isPlaced: true,
        vpcId: group.vpcId,
        recordedState: entry.state,
        missing: undefined,
      };
  }
}

/** An instance is a target by the primary address of its first interface; a stopped one is none (LB-5). */
function instanceTarget(
  network: Network,
  { accountId, region }: { readonly accountId: string; readonly region: string },
  { id, port, state }: Entry & { readonly port: number },
): Target | undefined {
  const instance = network.index.get("instance", id);
  if (instance && UNUSED_STATES.has(instance.state)) return undefined;
  const nic = network.index.interfacesOfInstance(id)[0];
  const isGone =
    isCompletelyKnown(network, "instance", accountId, region) &&
    isCompletelyKnown(network, "networkInterface", accountId, region);
  if ((!instance || !nic) && isGone) return undefined;
  const primary = nic?.privateAddresses.find((each) => each.primary) ?? nic?.privateAddresses[0];
  const zoneId = network.index.get("subnet", nic?.subnetId ?? "")?.zoneId;
  const missing = !instance
    ? `instance \`${id}\` is not in the input`
    : `the network interface of \`${id}\` is not in the input`;
  return {
    id,
    kind: "host",
    address: parseAddress(primary?.address ?? ""),
    port,
    zoneId,
    isPlaced: zoneId !== undefined,
    vpcId: nic?.vpcId,
    recordedState: state,
    missing: instance && primary ? undefined : missing,
  };
}

/** An address of the group's VPC is in its subnet's zone; one from outside the VPC belongs to every zone. */
function addressTarget(
  network: Network,
  { vpcId }: ResourceOf<"targetGroup">,
  entry: Entry,
  port: number,
): Target {
  const address = parseAddress(entry.id);
  const holds = (prefixes: readonly string[]) =>
    address !== undefined &&
    prefixesOf(network, prefixes, address.family).some((prefix) => prefixContains(prefix, address));
  const vpc = network.index.get("vpc", vpcId ?? "");
  const home = network.index.subnetsOf(vpcId ?? "").find(({ prefixes }) => holds(prefixes));
  // An address of the VPC in no subnet of the input is in one that was not read, unless all were.
  const isOutside = vpc !== undefined && !holds(vpc.prefixes);
  const isNowhere = vpc !== undefined && isCompletelyKnown(network, "subnet", vpc.accountId, vpc.region);
  const isFound = home !== undefined || isOutside || isNowhere;
  const unplaced = `which subnet ${entry.id} is in is not in the input`;
  return {
    id: entry.id,
    kind: "host",
    address,
    port,
    zoneId: entry.zoneName === "all" ? undefined : home?.zoneId,
    isPlaced: entry.zoneName === "all" || isFound,
    vpcId: home?.vpcId,
    recordedState: entry.state,
    missing: address ? (isFound ? undefined : unplaced) : `\`${entry.id}\` is not an address`,
  };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
