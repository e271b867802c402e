import { doubtText, isDoubtful } from "../configuration";
import {
  assumePassed,
  destinationOf,
  type FlowState,
  fail,
  hop,
  undecided,
  withAddresses,
} from "./flow-state";
import { NOT_MODELED } from "./limits";
import { elementOf, isCompletelyKnown, type Network } from "./network";
import { lookUpRoutes, type RouteChoice } from "./route-lookup";
import { targetElement, targetState } from "./target-state";
import type { Next, Walk } from "./walk";

/**
 * A packet comes into a VPC by a gateway: the gateway's own table decides, else the implicit local-only one. It may
 * divert to an appliance or, from an internet gateway, to an endpoint. Clauses, VPN-4.
 */
export function byEdgeTable(walk: Walk, state: FlowState, gatewayId: string, vpcId: string): Next[] {
  const { network } = walk;
  const table = network.index.edgeTableOf(gatewayId);
  if (!table)
    return [
      {
        state: pastEdgeTable(network, state, gatewayId),
        place: { kind: "local", vpcId, fromSubnetId: null },
      },
    ];
  const parts = lookUpRoutes(network, table, destinationOf(state), state.header.family);
  return parts.flatMap(({ destinations, choices }): Next[] => {
    const part = withAddresses(state, state.header.destination, destinations);
    // What is not of this VPC finds no owner there.
    if (choices.length === 0) return [{ state: part, place: { kind: "local", vpcId, fromSubnetId: null } }];
    return choices.map((choice) => divert(walk, part, choice, gatewayId, vpcId));
  });
}

/**
 * Past a gateway that has no table of its own in the input. That is a fact where all tables were read; else there may
 * be one that diverts, and the branch cannot end in success (UNK-1).
 */
export function pastEdgeTable(network: Network, state: FlowState, gatewayId: string): FlowState {
  const gateway = network.index.find(gatewayId);
  if (network.index.edgeTableOf(gatewayId) || !gateway) return state;
  if (isCompletelyKnown(network, "routeTable", gateway.accountId, gateway.region)) return state;
  const at = elementOf(network, gateway.kind, gatewayId);
  const doubt = network.index
    .coverageOf("routeTable", gateway.region)
    .find((entry) => entry.accountId === gateway.accountId && isDoubtful(entry));
  if (doubt) return assumePassed(state, at, doubtText(doubt));
  return assumePassed(state, at, `whether ${gatewayId} has a route table of its own is not in the input`);
}

function divert(walk: Walk, state: FlowState, choice: RouteChoice, gatewayId: string, vpcId: string): Next {
  const { network } = walk;
  const { target, label } = choice;
  if (target.kind === "local") return { state, place: { kind: "local", vpcId, fromSubnetId: null } };
  const gateway = network.index.find(gatewayId)?.kind ?? "internetGateway";
  const routed = hop(state, elementOf(network, gateway, gatewayId), "route", label);
  const at = targetElement(network, target);
  const fate = targetState(network, target, vpcId, choice.recordedState);
  if (fate.kind === "blackhole") return fail(routed, "BLACKHOLE", at, `${label}: ${fate.why}`);
  if (fate.kind === "unknown") return undecided(routed, at, fate.missing);
  const redirectedBy = gateway === "internetGateway" ? gateway : "vpnGateway";
  switch (target.kind) {
    case "networkInterface":
    case "instance": {
      const interfaceId =
        target.kind === "instance" ? network.index.interfacesOfInstance(target.id)[0]?.id : target.id;
      return {
        state: routed,
        place: { kind: "appliance", interfaceId: interfaceId ?? target.id, fromSubnetId: null, redirectedBy },
      };
    }
    case "vpcEndpoint":
      // Only internet gateways may hand what arrives to an endpoint.
      return redirectedBy === "vpnGateway"
        ? fail(routed, "BLACKHOLE", at, `${label}: a private gateway cannot divert to an endpoint`)
        : { state: routed, place: { kind: "vpcEndpoint", id: target.id, vpcId, fromSubnetId: null } };
    default:
      return undecided(routed, at, `${target.kind}: ${NOT_MODELED.otherTarget}`);
  }
}
