import type { ResourceOf } from "../configuration";
import { prefixesSet } from "../net";
import {
  destinationOf,
  type FlowState,
  fail,
  hop,
  revisits,
  splitAddresses,
  undecided,
  visit,
  withAddresses,
} from "./flow-state";
import { NOT_MODELED } from "./limits";
import { elementOf, isCompletelyKnown, type Network, prefixesOf } from "./network";
import { filterByNetworkAcl } from "./network-acl";
import { clouded, lookUpRoutes, type RouteChoice } from "./route-lookup";
import { inspectingEndpoint, targetElement, targetState } from "./target-state";
import type { Next, Place, Walk } from "./walk";

/**
 * A packet inside a subnet goes on: neighbours directly, everything else by the subnet's table, then the subnet's
 * ACL, then the target. Where both route and ACL would drop, the route is reported.
 * Clauses: T-2 steps 5 to 7, T-6, R-1, R-8 to, NACL-5.
 */
export function leaveSubnet(walk: Walk, state: FlowState, subnetId: string): Next[] {
  const { network } = walk;
  const subnet = network.index.get("subnet", subnetId);
  const at = elementOf(network, "subnet", subnetId);
  if (!subnet) return [undecided(state, at, `subnet \`${subnetId}\` is not in the input`)];
  const inSubnet = prefixesSet(prefixesOf(network, subnet.prefixes, state.header.family));
  const { inside, outside } = splitAddresses(state, state.header.destination, inSubnet);
  const results: Next[] = [];
  if (inside) results.push(...toNeighbour(walk, inside, subnetId));
  if (outside) results.push(...byTable(walk, outside, subnetId));
  return results;
}

/** Within the subnet; only what a classic load balancer sends meets the network ACL even there (NACL-5, CLB-1). */
function toNeighbour(walk: Walk, state: FlowState, subnetId: string): Next[] {
  const { balancers } = walk.network;
  const place = { kind: "enterSubnet", subnetId, fromSubnetId: subnetId } as const;
  const sender = state.phase === "forward" ? balancers.nodeOfInterface(state.identity ?? "") : undefined;
  if (sender?.balancer.generation !== "classic") return [{ state, place }];
  return past(walk, state, subnetId, (part) => ({ state: part, place }));
}

function byTable(walk: Walk, state: FlowState, subnetId: string): Next[] {
  const { network } = walk;
  const at = elementOf(network, "subnet", subnetId);
  if (revisits(state, subnetId)) return [fail(state, "LOOP", at, "the packet comes back unchanged")];
  const table = network.index.routeTableOf(subnetId);
  if (!table || isStandIn(network, table, subnetId)) {
    return [undecided(state, at, `the route table of ${subnetId} is not in the input`)];
  }
  const visiting = visit(state, subnetId);
  const { family, destination } = state.header;
  return lookUpRoutes(network, table, destinationOf(state), family).flatMap((part) => {
    const { listIds, destinations } = clouded(network, table, part, family);
    const routed = withAddresses(visiting, destination, part.destinations);
    const { inside, outside } = splitAddresses(routed, destination, destinations);
    const unknown = inside
      ? [
          undecided(
            inside,
            at,
            `prefix list ${listIds.join(", ")}, to which ${table.id} has a route, is not in the input`,
          ),
        ]
      : [];
    return [...unknown, ...(outside ? byRoutes(walk, outside, subnetId, part.choices, table.id) : [])];
  });
}

/** The main table speaks for a subnet only when all tables were read: else the subnet's own may be missing (UNK-1). */
function isStandIn(network: Network, table: ResourceOf<"routeTable">, subnetId: string): boolean {
  const isOwn = table.associations.some((association) => association.subnetId === subnetId);
  return !isOwn && !isCompletelyKnown(network, "routeTable", table.accountId, table.region);
}

function byRoutes(
  walk: Walk,
  state: FlowState,
  subnetId: string,
  choices: readonly RouteChoice[],
  tableId: string,
): Next[] {
  if (choices.length === 0) {
    const at = elementOf(walk.network, "subnet", subnetId);
    return [fail(state, "NO_ROUTE", at, `${tableId} has no route for the destination`)];
  }
  const tied = choices.length > 1 ? { ...state, tied: true } : state;
  return choices.flatMap((choice) => follow(walk, tied, subnetId, choice));
}

/** Takes one route: its target's state first, then the ACL, then the hand-over. */
function follow(walk: Walk, state: FlowState, subnetId: string, choice: RouteChoice): Next[] {
  const { network } = walk;
  const { target, label } = choice;
  const vpcId = network.index.get("subnet", subnetId)?.vpcId ?? "";
  const routed = hop(state, elementOf(network, "subnet", subnetId), "route", label);
  if (target.kind !== "local") {
    const fate = targetState(network, target, vpcId, choice.recordedState);
    if (fate.kind === "blackhole")
      return [fail(routed, "BLACKHOLE", targetElement(network, target), `${label}: ${fate.why}`)];
    if (fate.kind === "unknown")
      return past(walk, routed, subnetId, (part) =>
        undecided(part, targetElement(network, target), fate.missing),
      );
  }
  // The target stands in this subnet: no boundary is crossed (T-2 step 7).
  if (standsIn(network, target, subnetId)) return [handOver(walk, routed, choice, vpcId, subnetId)];
  return past(walk, routed, subnetId, (part) => handOver(walk, part, choice, vpcId, subnetId));
}

/** Whether a route's target is itself an element of the subnet. */
function standsIn(network: Network, target: RouteChoice["target"], subnetId: string): boolean {
  const { index } = network;
  switch (target.kind) {
    case "natGateway":
      return index.get("natGateway", target.id)?.subnetId === subnetId;
    case "networkInterface":
      return index.get("networkInterface", target.id)?.subnetId === subnetId;
    case "instance":
      return index.interfacesOfInstance(target.id)[0]?.subnetId === subnetId;
    case "vpcEndpoint":
      return inspectingEndpoint(network, target.id)?.subnetId === subnetId;
    default:
      return false;
  }
}

/** Over the subnet's boundary on the way out. */
function past(walk: Walk, state: FlowState, subnetId: string, next: (state: FlowState) => Next): Next[] {
  return filterByNetworkAcl(walk.network, state, subnetId, "egress").map((result) =>
    "end" in result ? result : next(result),
  );
}

function handOver(
  walk: Walk,
  state: FlowState,
  choice: RouteChoice,
  vpcId: string,
  fromSubnetId: string,
): Next {
  const { network } = walk;
  const { target } = choice;
  // A question put from the VPC's router gets its reply there.
  if (state.phase === "return" && walk.from.kind === "vpcRouter") return { state, end: { kind: "success" } };
  const go = (place: Place): Next => ({ state, place });
  switch (target.kind) {
    case "local":
      return go({ kind: "local", vpcId, fromSubnetId });
    case "natGateway":
      return go({ kind: "natGateway", id: target.id, fromSubnetId });
    case "internetGateway":
      return go({ kind: "internetGateway", id: target.id, vpcId, fromSubnetId });
    case "egressOnlyInternetGateway":
      return go({ kind: "egressOnlyInternetGateway", id: target.id, vpcId, fromSubnetId });
    case "vpcPeeringConnection":
      return go({ kind: "vpcPeeringConnection", id: target.id, vpcId });
    case "transitGateway":
      return go({ kind: "transitGateway", id: target.id, vpcId, fromSubnetId });
    case "networkInterface":
      return go({ kind: "appliance", interfaceId: target.id, fromSubnetId });
    case "instance": {
      const interfaceId = network.index.interfacesOfInstance(target.id)[0]?.id ?? target.id;
      return go({ kind: "appliance", interfaceId, fromSubnetId });
    }
    case "vpnGateway":
      return go({ kind: "vpnGateway", id: target.id, vpcId });
    case "vpcEndpoint":
      return go({ kind: "vpcEndpoint", id: target.id, vpcId, fromSubnetId });
    case "unknown":
      return undecided(state, targetElement(network, target), `${target.name}: ${NOT_MODELED.otherTarget}`);
  }
}
