import type { ResourceOf } from "../configuration";
import { allAddresses, isIcmp, PROTOCOL, prefixesSet } from "../net";
import { assumePassed, type Ended, type FlowState, fail, hop, splitAddresses, undecided } from "./flow-state";
import { type InspectionTarget, inspectionTargets } from "./gateway-load-balancer";
import { NOT_MODELED } from "./limits";
import { declaredAppliance, markPassedBack, passageOf, passThrough, unknownReply } from "./middlebox";
import { elementOf, type Network } from "./network";
import { filterByNetworkAcl } from "./network-acl";
import { localPrefixes } from "./route-lookup";
import { type InspectingEndpoint, inspectingEndpoint } from "./target-state";
import type { Next, Place, Walk } from "./walk";

type EndpointPlace = Extract<Place, { kind: "vpcEndpoint" }>;

/** A packet handed to an endpoint by a route: out to the provider's service, or through what inspects it. */
export function throughEndpoint(walk: Walk, state: FlowState, place: EndpointPlace): Next[] {
  const { network } = walk;
  const at = elementOf(network, "vpcEndpoint", place.id);
  const inspecting = inspectingEndpoint(network, place.id);
  if (inspecting) return inspect(walk, state, place, inspecting);
  const endpoint = network.index.get("vpcEndpoint", place.id);
  if (!endpoint) return [undecided(state, at, `VPC endpoint \`${place.id}\` is not in the input`)];
  if (endpoint.endpointType.toLowerCase() !== "gateway")
    return [undecided(state, at, `${endpoint.endpointType}: ${NOT_MODELED.otherTarget}`)];
  return throughGatewayEndpoint(network, state, endpoint);
}

/**
 * Through a gateway endpoint: TCP and echo requests of the VPC's own interfaces, to the addresses that the route to it
 * names. No zone, no group. Clauses: VPCE-1, SG-12.
 */
function throughGatewayEndpoint(
  network: Network,
  state: FlowState,
  endpoint: ResourceOf<"vpcEndpoint">,
): Next[] {
  const at = elementOf(network, endpoint.kind, endpoint.id);
  if (state.phase === "return")
    return [fail(state, "ASYMMETRIC", at, "the reply meets an endpoint that has not seen the flow")];
  const { protocol, icmp, source, family } = state.header;
  const isEcho = isIcmp(protocol) && (icmp?.type === 8 || icmp?.type === 128);
  if (protocol !== PROTOCOL.tcp && !isEcho)
    return [fail(state, "VPCE_PROTO", at, "only TCP and echo requests pass a gateway endpoint")];
  const foreign = "only interfaces of its own VPC may use a gateway endpoint";
  if (state.arrivedBy !== "inside") return [fail(state, "VPCE_FOREIGN_SRC", at, foreign)];
  // Without the VPC itself nobody knows where it ends; that the packet comes from inside is known all the same.
  const own = network.index.get("vpc", endpoint.vpcId)
    ? prefixesSet(localPrefixes(network, endpoint.vpcId, family))
    : allAddresses(family);
  const { inside, outside } = splitAddresses(state, source, own);
  const results: Next[] = [];
  if (outside) results.push(fail(outside, "VPCE_FOREIGN_SRC", at, foreign));
  if (inside)
    results.push({
      state: hop({ ...inside, identity: null }, at, "forward"),
      place: { kind: "service", endpointId: endpoint.id, vpcId: endpoint.vpcId },
    });
  return results;
}

/**
 * Through an endpoint of a Gateway Load Balancer or a network firewall: into its subnet, inspected, and unchanged out
 * again by that subnet's table. Nobody knows the sender's groups behind it, and it must see both directions.
 * Clauses: GW-1 to GW-4, NFW-1, NACL-6, SG-8, SG-12, T-8.
 */
function inspect(walk: Walk, state: FlowState, place: EndpointPlace, target: InspectingEndpoint): Next[] {
  const { network } = walk;
  const at = elementOf(network, "vpcEndpoint", place.id);
  const { subnetId } = target;
  if (subnetId === undefined)
    return [undecided(state, at, `the subnet of \`${place.id}\` is not in the input`)];
  const known = passageOf(state, place.id);
  const declared = declaredAppliance(network, [place.id, ...target.networkInterfaceIds]);
  const stateful = declared?.stateful ?? true;
  const inSubnet: (FlowState | Ended)[] =
    place.fromSubnetId === subnetId ? [state] : filterByNetworkAcl(network, state, subnetId, "ingress");
  return inSubnet.flatMap((arrived): Next[] => {
    if ("end" in arrived) return [arrived];
    if (state.phase === "return" && stateful && !known) return [unknownReply(arrived, at)];
    const passage = { id: place.id, at, interfaceIds: [], before: arrived.header, stateful };
    // A reply goes to the appliance that has seen the flow.
    const fleets = known ? [{ kind: "passes" } as const] : inspectionTargets(walk, place.id, target);
    return fleets.map((fleet): Next => {
      const judged = inspected(arrived, fleet);
      if ("end" in judged) return judged;
      const sent = known
        ? markPassedBack(judged, known)
        : passThrough(judged, passage, "ASSUME_FIREWALL_ALLOWS");
      return { state: hop(sent, at, "forward"), place: { kind: "leaveSubnet", subnetId } };
    });
  });
}

function inspected(state: FlowState, fleet: InspectionTarget): FlowState | Ended {
  switch (fleet.kind) {
    case "passes":
      return fleet.via === undefined ? state : hop(state, fleet.via, "allow", "inspected");
    case "lost":
      return fail(state, "GWLB_NO_TARGET", fleet.at, fleet.why);
    case "unknown":
      return assumePassed(state, fleet.at, fleet.missing);
  }
}
