import type { Element, ResourceOf } from "../configuration";
import { onePort, PROTOCOL, parseAddress } from "../net";
import { interfaceFault } from "./interface-state";
import { elementOf, isCompletelyKnown, type Network } from "./network";
import type { Question } from "./question";
import type { InspectingEndpoint } from "./target-state";
import type { Walk } from "./walk";

/** Who inspects what comes to an endpoint: passes, is lost with a dead appliance, or nobody knows. */
export type InspectionTarget =
  | { readonly kind: "passes"; readonly via?: Element }
  | { readonly kind: "lost"; readonly at: Element; readonly why: string }
  | { readonly kind: "unknown"; readonly at: Element; readonly missing: string };

type Target = ResourceOf<"targetGroup">["targets"][number];

interface Registered {
  readonly group: ResourceOf<"targetGroup">;
  readonly target: Target;
}

/** Where a Gateway Load Balancer's appliances take what is sent to them. */
const GENEVE_PORT = 6081;

/**
 * The branches behind an inspecting endpoint. A managed firewall works while its zone does. A Gateway Load Balancer
 * sends new flows to the working appliances of the endpoint's zone (of any zone with cross-zone balancing); where none
 * works they are lost. At the instant of a failure, and for flows that were open before it, the appliance that they were
 * on still counts, unless flows are moved off unhealthy ones. Clauses: GW-1, GW-4, NFW-1, F-29.
 */
export function inspectionTargets(
  walk: Walk,
  endpointId: string,
  endpoint: InspectingEndpoint,
): readonly InspectionTarget[] {
  const { network } = walk;
  const at = elementOf(network, "vpcEndpoint", endpointId);
  if (endpoint.firewall)
    return [{ kind: "passes", via: elementOf(network, "firewall", endpoint.firewall.id) }];
  const service = network.index.configuration.resources.endpointService.find(
    (each) => each.serviceName === endpoint.serviceName,
  );
  const balancer = network.index.configuration.resources.loadBalancer.find(
    ({ id, arn }) => service?.loadBalancerArns.some((each) => each === id || each === arn) === true,
  );
  if (!service || !balancer) {
    const missing = `the load balancer behind \`${endpointId}\` is not in the input`;
    return [{ kind: "unknown", at, missing }];
  }
  const groups = groupsOf(network, balancer);
  if (groups.length === 0 && !isCompletelyKnown(network, "targetGroup", balancer.accountId, balancer.region))
    return [{ kind: "unknown", at, missing: `the target group of \`${balancer.id}\` is not in the input` }];
  const subnet = network.index.get("subnet", endpoint.subnetId ?? "");
  if (!subnet)
    return [{ kind: "unknown", at, missing: `the subnet of \`${endpointId}\` is not in the input` }];
  const { zoneId } = subnet;
  const isNear = (group: Registered["group"], target: Target) =>
    isCrossZone(group, balancer) || zoneOf(network, target) === zoneId;
  const eligible = groups.flatMap((group) =>
    group.targets
      .filter((target) => isUnread(network, group, target) || isNear(group, target))
      .map((target) => ({ group, target })),
  );
  const element = elementOf(network, balancer.kind, balancer.id);
  const before = walk.openedIn ?? { ...network, down: new Set<string>() };
  const sticks = walk.openedIn !== undefined && groups.every((group) => !isRebalanced(group));
  const nodeId = nodeSubnet(network, balancer, zoneId);
  const healthIn = (on: Network) => (each: Registered) => healthOf(walk, on, each, nodeId);
  const used = eligible.filter(
    (each) => healthIn(network.horizon === "T0" || sticks ? before : network)(each) !== "lost",
  );
  if (used.length === 0)
    return [{ kind: "lost", at: element, why: "no appliance behind it works, so packets are lost" }];
  return used.map((each): InspectionTarget => {
    const { target } = each;
    const nic = interfaceOf(network, target);
    const via = nic ? elementOf(network, nic.kind, nic.id) : element;
    const health = healthIn(network)(each);
    if (health === "passes") return { kind: "passes", via };
    return health === "lost"
      ? { kind: "lost", at: element, why: `${target.id} does not work, and the flow is on it` }
      : { kind: "unknown", at: via, missing: `whether ${target.id} can be reached on UDP ${GENEVE_PORT}` };
  });
}

function groupsOf({ index }: Network, balancer: ResourceOf<"loadBalancer">) {
  return index.configuration.resources.targetGroup.filter(({ loadBalancerArns }) =>
    loadBalancerArns.some((arn) => arn === balancer.id || arn === balancer.arn),
  );
}

function isCrossZone(group: ResourceOf<"targetGroup">, balancer: ResourceOf<"loadBalancer">): boolean {
  const key = "load_balancing.cross_zone.enabled";
  const own = group.attributes.find((each) => each.key === key)?.value;
  const value =
    own === "true" || own === "false" ? own : balancer.attributes.find((each) => each.key === key)?.value;
  return value === "true";
}

/** Whether open flows are moved off an appliance that turns unhealthy (GW-4). */
function isRebalanced({ attributes }: ResourceOf<"targetGroup">): boolean {
  return attributes.some(({ key, value }) => key === "target_failover.on_unhealthy" && value === "rebalance");
}

function interfaceOf(network: Network, target: Target) {
  const address = parseAddress(target.id);
  if (!address) return network.index.interfacesOfInstance(target.id)[0];
  return network.index.configuration.resources.networkInterface.find((nic) =>
    nic.privateAddresses.some((entry) => entry.address === target.id),
  );
}

/** An appliance of which nothing is in the input, where that does not mean that there is none: it may be in any zone (UNK-1). */
function isUnread(network: Network, { accountId, region }: Registered["group"], target: Target): boolean {
  if (interfaceOf(network, target)) return false;
  return !isCompletelyKnown(network, "networkInterface", accountId, region);
}

function zoneOf(network: Network, target: Target): string | undefined {
  return network.index.get("subnet", interfaceOf(network, target)?.subnetId ?? "")?.zoneId;
}

/** The balancer's subnet in the zone, else its first one. */
function nodeSubnet(network: Network, { zones }: ResourceOf<"loadBalancer">, zoneId: string | undefined) {
  const subnetIds = zones.flatMap(({ subnetId }) => subnetId ?? []);
  return subnetIds.find((id) => network.index.get("subnet", id)?.zoneId === zoneId) ?? subnetIds[0];
}

/** Alive, not recorded as unhealthy where the observed state counts, and within reach of the balancer (GW-1, LB-6). */
function healthOf(
  walk: Walk,
  network: Network,
  { group, target }: Registered,
  nodeId: string | undefined,
): InspectionTarget["kind"] {
  const nic = interfaceOf(network, target);
  if (!nic) return isUnread(network, group, target) ? "unknown" : "lost";
  if (interfaceFault(network, nic) !== undefined) return "lost";
  if (target.state === "draining" || target.state === "unused") return "lost";
  const isRecordedWell = ["healthy", "initial"].includes(target.state);
  if (network.view === "observed" && group.healthCheck.enabled && !isRecordedWell) return "lost";
  const address = nic.privateAddresses[0]?.address;
  if (nodeId === undefined || address === undefined) return "unknown";
  const { verdict } = walk.ask(network, deliveryTo(nodeId, nic.vpcId, address));
  if (verdict === "REACHABLE") return "passes";
  return verdict === "UNKNOWN" ? "unknown" : "lost";
}

/** What the balancer sends to an appliance, as a question. */
export function deliveryTo(nodeSubnetId: string, vpcId: string, address: string): Question {
  return {
    from: { kind: "subnet", id: nodeSubnetId },
    to: { kind: "address", address, vpcId },
    family: 4,
    protocol: PROTOCOL.udp,
    ports: onePort(GENEVE_PORT),
    mode: "oneway",
  };
}

/** The appliances of a Gateway Load Balancer, and the way that it takes to each. */
export function fleetOf(network: Network, balancer: ResourceOf<"loadBalancer">) {
  return {
    groups: groupsOf(network, balancer).map((group) => ({
      group,
      isCrossZone: isCrossZone(group, balancer),
    })),
    wayTo: (target: Target) => {
      const nic = interfaceOf(network, target);
      const nodeId = nodeSubnet(network, balancer, zoneOf(network, target));
      const address = nic?.privateAddresses[0]?.address;
      return nic && nodeId !== undefined && address !== undefined
        ? { nodeId, vpcId: nic.vpcId, address }
        : undefined;
    },
  };
}
