import type { ResourceOf } from "../configuration";
import {
  type AddressSet,
  addresses,
  oneAddress,
  PROTOCOL,
  parseAddress,
  parsePrefix,
  prefixesSet,
} from "../net";
import {
  destinationOf,
  type FlowState,
  fail,
  freshAddress,
  freshPorts,
  hop,
  splitAddresses,
  undecided,
  withAddresses,
  withHeader,
  withReplyHeader,
} from "./flow-state";
import { NOT_MODELED } from "./limits";
import { elementOf, type Network } from "./network";
import { filterByNetworkAcl } from "./network-acl";
import { lookUpRoutes, type RouteChoice } from "./route-lookup";
import { isAttached, targetElement, targetState } from "./target-state";
import type { Next, Walk } from "./walk";

type NatGateway = ResourceOf<"natGateway">;

/** Ports a NAT gateway opens connections from (NAT-4). */
const NAT_PORTS = [[1024, 65535]] as const;
/** IPv6 range whose last 32 bits are an IPv4 address, for NAT64 (NAT-3). */
export const NAT64 = parsePrefix("64:ff9b::/96");

/** The private IPv4 addresses of a NAT gateway. */
export function natAddresses(nat: NatGateway): AddressSet {
  return setOf(nat.addresses.flatMap((entry) => entry.privateAddress ?? []));
}

/**
 * A packet handed to a NAT gateway by a route table. Zonal gateways stand in a subnet: its ACL is crossed in, the source
 * becomes the gateway's own address, and the subnet's table routes on. Clauses: NAT-2 to NAT-5, NAT-7, NAT-8, T-8.
 */
export function throughNatGateway(
  walk: Walk,
  state: FlowState,
  natId: string,
  fromSubnetId: string | null,
): Next[] {
  const { network } = walk;
  const at = elementOf(network, "natGateway", natId);
  const nat = network.index.get("natGateway", natId);
  if (!nat) return [fail(state, "BLACKHOLE", at, `${natId} does not exist`)];
  // A regional gateway is addressed directly: it has no subnet of its own to arrive in.
  if (fromSubnetId === null) return arriveAtNatGateway(walk, state, nat);
  // T-8: the gateway holds no session for a packet that was not addressed to it.
  if (state.phase === "return")
    return [fail(state, "ASYMMETRIC", at, "the reply meets a NAT gateway that has no session for it")];
  if (state.sessions.some((session) => session.id === natId)) {
    return [fail(state, "LOOP", at, "its own subnet routes the packet back to it")];
  }
  if (nat.subnetId === undefined || nat.subnetId === fromSubnetId)
    return translate(walk, state, nat, fromSubnetId);
  return filterByNetworkAcl(network, state, nat.subnetId, "ingress").flatMap((result) =>
    "end" in result ? [result] : translate(walk, result, nat, fromSubnetId),
  );
}

function translate(walk: Walk, state: FlowState, nat: NatGateway, fromSubnetId: string): Next[] {
  const { network } = walk;
  const at = elementOf(network, nat.kind, nat.id);
  const { protocol } = state.header;
  if (![PROTOCOL.tcp, PROTOCOL.udp, PROTOCOL.icmp, PROTOCOL.icmpv6].some((known) => known === protocol)) {
    return [fail(state, "NAT_PROTO", at, "only TCP, UDP and ICMP pass a NAT gateway")];
  }
  if (state.arrivedBy === "outside") {
    return [
      fail(state, "NAT_FOREIGN_SRC", at, "only its own VPC and transit gateway attachments may use it"),
    ];
  }
  if (state.header.family === 6) {
    return nat64(state).flatMap((part) =>
      "end" in part ? [part] : sendOn(walk, part, nat, fromSubnetId, state.header),
    );
  }
  return sendOn(walk, state, nat, fromSubnetId, state.header);

  function nat64(before: FlowState) {
    const { inside, outside } = splitAddresses(
      before,
      before.header.destination,
      NAT64 ? prefixesSet([NAT64]) : [],
    );
    const refused = outside
      ? [fail(outside, "FAMILY", at, "a NAT gateway passes IPv6 only to 64:ff9b::/96")]
      : [];
    if (!inside) return refused;
    const embedded = (inside.addressSets[inside.header.destination] ?? []).map(
      ([lo, hi]) => [lo & 0xffffffffn, hi & 0xffffffffn] as const,
    );
    const fresh = freshAddress(inside, addresses.of(embedded));
    const translated = withHeader(fresh.state, {
      family: 4,
      destination: fresh.variable,
      protocol: protocol === PROTOCOL.icmpv6 ? PROTOCOL.icmp : protocol,
    });
    return [translated, ...refused];
  }
}

/** Puts the gateway's address and port in place of the sender's, remembers the flow, and routes on. */
function sendOn(
  walk: Walk,
  state: FlowState,
  nat: NatGateway,
  fromSubnetId: string,
  original: FlowState["header"],
): Next[] {
  const { network } = walk;
  const at = elementOf(network, nat.kind, nat.id);
  const own = nat.subnetId === undefined ? regionalAddresses(network, nat, fromSubnetId) : natAddresses(nat);
  if (own.length === 0) {
    return nat.subnetId === undefined
      ? [fail(state, "NAT_AZ", at, "no address set for the caller's zone")]
      : [undecided(state, at, `the private address of \`${nat.id}\` is not in the input`)];
  }
  const address = freshAddress(state, own);
  const port = freshPorts(address.state, NAT_PORTS);
  const session = { kind: "natGateway", id: nat.id, original, translated: address.variable } as const;
  const translated: FlowState = {
    ...withHeader(port.state, { source: address.variable, sourcePort: port.variable }),
    sessions: [...state.sessions, session],
    identity: null,
    arrivedBy: "inside",
  };
  const sent = hop(translated, at, "translate", "source becomes the NAT gateway's address");
  if (nat.subnetId !== undefined)
    return [{ state: sent, place: { kind: "leaveSubnet", subnetId: nat.subnetId } }];
  return regionalExit(network, sent, nat);
}

/**
 * A regional NAT gateway routes by a table of its own, made with a route to the VPC's internet gateway (R-1, NAT-1). Where the
 * input names no table, that route is taken to be there.
 */
function regionalExit(network: Network, state: FlowState, nat: NatGateway): Next[] {
  const at = elementOf(network, nat.kind, nat.id);
  const table = network.index.get("routeTable", nat.routeTableId ?? "") ?? network.index.edgeTableOf(nat.id);
  if (table) {
    return lookUpRoutes(network, table, destinationOf(state), state.header.family).flatMap((part) => {
      const routed = withAddresses(state, state.header.destination, part.destinations);
      if (part.choices.length === 0)
        return [fail(routed, "NO_ROUTE", at, `${table.id} has no route for the destination`)];
      return part.choices.map((choice) => regionalRoute(network, routed, nat, choice));
    });
  }
  if (nat.routeTableId !== undefined)
    return [undecided(state, at, `route table \`${nat.routeTableId}\` is not in the input`)];
  const gateway = network.index.configuration.resources.internetGateway.find((candidate) =>
    isAttached(network, "internetGateway", candidate.id, nat.vpcId),
  );
  if (!gateway) return [fail(state, "BLACKHOLE", at, "the VPC has no working internet gateway")];
  return [
    { state, place: { kind: "internetGateway", id: gateway.id, vpcId: nat.vpcId, fromSubnetId: null } },
  ];
}

function regionalRoute(
  network: Network,
  state: FlowState,
  nat: NatGateway,
  { target, label, recordedState }: RouteChoice,
): Next {
  const at = elementOf(network, nat.kind, nat.id);
  const routed = hop(state, at, "route", label);
  if (target.kind === "local")
    return { state: routed, place: { kind: "local", vpcId: nat.vpcId, fromSubnetId: null } };
  const fate = targetState(network, target, nat.vpcId, recordedState);
  if (fate.kind === "blackhole")
    return fail(routed, "BLACKHOLE", targetElement(network, target), `${label}: ${fate.why}`);
  if (fate.kind === "unknown") return undecided(routed, at, fate.missing);
  if (target.kind !== "internetGateway")
    return undecided(routed, at, `${target.kind}: ${NOT_MODELED.regionalNatTarget}`);
  return {
    state: routed,
    place: { kind: "internetGateway", id: target.id, vpcId: nat.vpcId, fromSubnetId: null },
  };
}

/**
 * The public addresses a regional gateway uses for a caller: its zone's, else in automatic mode those of another
 * registered zone that lives (NAT-8, F-16).
 */
function regionalAddresses(network: Network, nat: NatGateway, fromSubnetId: string): AddressSet {
  const zoneId = network.index.get("subnet", fromSubnetId)?.zoneId;
  const living = nat.addresses.filter(
    (entry) => entry.zoneId === undefined || !network.down.has(entry.zoneId),
  );
  const own = living.filter((entry) => entry.zoneId === zoneId);
  const used = own.length > 0 || nat.zoneMode === "manual" ? own : living;
  return setOf(used.flatMap((entry) => entry.publicAddress ?? []));
}

/**
 * A packet addressed to a NAT gateway's own address. With a session it is the reply: it is given back its old header
 * and sent on to the caller. Without one nothing answers. Clauses: NAT-6, T-8.
 */
export function arriveAtNatGateway(walk: Walk, state: FlowState, nat: NatGateway): Next[] {
  const { network } = walk;
  const at = elementOf(network, nat.kind, nat.id);
  if (network.down.has(nat.id) || nat.state !== "available")
    return [fail(state, "NAT_STATE", at, `${nat.id} is not available`)];
  const session = state.sessions.find(
    (candidate) => candidate.id === nat.id && isReplyTo(state, candidate.translated),
  );
  if (state.phase === "forward" || !session) {
    const reason = state.phase === "forward" ? "NAT_UNSOLICITED" : "ASYMMETRIC";
    return [fail(state, reason, at, "the NAT gateway has no session for this packet")];
  }
  const { original } = session;
  const restored = withReplyHeader(state, original);
  const back = hop(restored, at, "translate", "the reply gets the caller's address back");
  if (nat.subnetId === undefined)
    return [{ state: back, place: { kind: "local", vpcId: nat.vpcId, fromSubnetId: null } }];
  return [{ state: back, place: { kind: "leaveSubnet", subnetId: nat.subnetId } }];
}

/** Whether the packet goes to the address that the session put in place, possibly by its public form. */
function isReplyTo(state: FlowState, translated: string): boolean {
  const { destination } = state.header;
  return destination === translated || state.privateBehind[destination] === translated;
}

function setOf(texts: readonly string[]): AddressSet {
  return addresses.of(
    texts.flatMap((text) => {
      const address = parseAddress(text);
      return address ? [...oneAddress(address)] : [];
    }),
  );
}
