import type { Element } from "../configuration";
import { type AddressSet, hasPorts, isIcmp, type PortSet, PROTOCOL, ports } from "../net";
import { throughAppliance } from "./appliance";
import { throughBalancer } from "./balancer-node";
import { pinnedReply } from "./balancer-reply";
import { weakenByCoverage } from "./coverage";
import { throughEgressOnlyGateway } from "./egress-only";
import { throughEndpoint } from "./endpoint-route";
import { type Destination, destinationOfQuestion, isOutside, type Source, sourceOfQuestion } from "./ends";
import {
  CLIENT,
  CLIENT_PORT,
  type Ended,
  type FlowState,
  fail,
  hop,
  SERVER,
  SERVER_PORT,
  splitAddresses,
  supposeBranch,
  undecided,
  withDoubt,
} from "./flow-state";
import { tunnelNamed } from "./gateway-ends";
import { unreadSiteLinks } from "./hybrid-links";
import { fromInternet } from "./internet-entry";
import { throughInternetGateway } from "./internet-exit";
import { deliverLocally, enterSubnet } from "./local-delivery";
import { databasePlaces } from "./managed-database";
import { throughNatGateway } from "./nat-gateway";
import { elementOf, type Network } from "./network";
import { throughPeering } from "./peering";
import type { End, Question, Trace } from "./question";
import { replyTo, success } from "./reply";
import { emit } from "./sender";
import { atSite } from "./site-edge";
import { siteWith } from "./sites";
import { startGateway } from "./start";
import { leaveSubnet } from "./subnet-exit";
import { throughTransitGateway } from "./transit-gateway";
import { conclude, type Judgement, judge } from "./verdict";
import { throughVpnGateway } from "./vpn-gateway";
import type { Endpoint, Next, Place, Walk } from "./walk";

/** A branch longer than this in one direction is a loop (T-6). */
const MAX_HOPS = 64 * 4;
/** More branches than this are left undecided rather than followed. */
const MAX_BRANCHES = 4096;

/**
 * Follows one flow through the network, branch by branch, and in connection mode back again. Pure: the same network and
 * question give the same answer. Clauses, T-1 to T-8.
 */
export function traceFlow(network: Network, question: Question): Trace {
  return conclude(network, question, follow(network, undefined, question));
}

/** Every branch of a question, ended: what `traceFlow` sums up. */
export function followFlow(network: Network, question: Question): Ended[] {
  return follow(network, undefined, question);
}

/** The verdict of `traceFlow` alone, for those who do not read how it came about: no hop is written out. */
export function judgeFlow(network: Network, question: Question): Judgement {
  const { verdict, missing } = judge(network, question, follow(network, undefined, question));
  return { verdict, missing };
}

/**
 * Whether a live connection that was opened in `before` goes on in `after` (T-7). Ask `after` at horizon T0: a tracked flow
 * outlives the security group rule that admitted it; an untracked one, and any flow a network ACL denies, breaks.
 */
export function traceEstablishedFlow(before: Network, after: Network, question: Question): Trace {
  return conclude(after, question, follow(after, before, question));
}

/** Every branch of the question, ended: of a database by its name, those to wherever it may answer (F-32). */
function follow(network: Network, openedIn: Network | undefined, asked: Question): Ended[] {
  if (asked.to.kind !== "database") return followOne(network, openedIn, asked);
  const places = databasePlaces(network, asked.to.id, isOutside(network, asked.from));
  if (places.kind !== "interfaces") return followOne(network, openedIn, asked);
  return places.ids.flatMap((id) =>
    followOne(places.network, openedIn, { ...asked, to: { kind: "networkInterface", id } }),
  );
}

function followOne(network: Network, openedIn: Network | undefined, asked: Question): Ended[] {
  const question = { ...asked, from: inRole(network, asked.from), to: inRole(network, asked.to) };
  const { from, to, mode } = question;
  const walk: Walk = { network, openedIn, from, to, mode, ask: judgeFlow };
  const { starts, client } = start(walk, question);
  const ended: Ended[] = [];
  const open: Next[] = starts;
  let followed = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    if ("end" in next) {
      ended.push(next);
      continue;
    }
    const { state } = next;
    followed++;
    if (followed > MAX_BRANCHES * 16 || ended.length + open.length > MAX_BRANCHES) {
      ended.push(
        undecided(
          state,
          { kind: "question", id: "question" },
          "more branches than are followed; ask a narrower question",
        ),
      );
      continue;
    }
    if (state.forward.length > MAX_HOPS || state.return.length > MAX_HOPS) {
      ended.push(
        fail(
          state,
          "LOOP",
          state.forward.at(-1)?.element ?? { kind: "question", id: "question" },
          "too many hops",
        ),
      );
      continue;
    }
    // Reversed, so that the stack keeps the order in which a step lists its parts.
    open.push(...step(walk, question, client, state, next.place).reverse());
  }
  return ended.map((branch) => weakenByCoverage(network, withDoubt(branch)));
}

function step(
  walk: Walk,
  question: Question,
  client: Endpoint | undefined,
  state: FlowState,
  place: Place,
): Next[] {
  switch (place.kind) {
    case "emit":
      return emit(walk, state, place.from);
    case "leaveSubnet":
      return pinnedReply(walk, state, place.subnetId) ?? leaveSubnet(walk, state, place.subnetId);
    case "enterSubnet":
      return enterSubnet(walk, state, place.subnetId, place.fromSubnetId);
    case "local":
      if (walk.to.kind === "vpcRouter" && walk.to.id === place.vpcId && state.phase === "forward")
        return atRouter(walk, state, place.vpcId);
      return deliverLocally(walk, state, place.vpcId, place.fromSubnetId);
    case "natGateway":
      return throughNatGateway(walk, state, place.id, place.fromSubnetId);
    case "internetGateway":
      return throughInternetGateway(walk, state, place);
    case "egressOnlyInternetGateway":
      return throughEgressOnlyGateway(walk, state, place);
    case "vpcPeeringConnection":
      return throughPeering(walk, state, place.id, place.vpcId);
    case "transitGateway":
      return throughTransitGateway(walk, state, place.id, place.vpcId, place.fromSubnetId);
    case "appliance":
      return throughAppliance(walk, state, place);
    case "vpcEndpoint":
      return throughEndpoint(walk, state, place);
    case "service":
      return atService(walk, question, state, place);
    case "vpnGateway":
      return throughVpnGateway(walk, state, place.id, place.vpcId);
    case "site":
      return atSite(walk, state, place.link);
    case "fromInternet":
      return fromInternet(walk, state);
    case "internet":
      return atInternet(walk, question, state, place);
    case "balancer":
      return throughBalancer(walk, state, place.nic);
    case "delivered":
      return atInterface(walk, question, client, state, place.to);
  }
}

/** With the router that the packet was sent to; its answer sets out there. */
function atRouter(walk: Walk, state: FlowState, vpcId: string): Next[] {
  const arrived = hop(state, elementOf(walk.network, "vpc", vpcId), "deliver");
  const reply = walk.mode === "connection" ? replyTo(arrived) : undefined;
  return reply ? [{ state: reply, place: { kind: "local", vpcId, fromSubnetId: null } }] : [success(arrived)];
}

/** Arrived at an interface: the forward packet turns round, the reply must be back at its sender (T-5). */
function atInterface(
  walk: Walk,
  question: Question,
  client: Endpoint | undefined,
  state: FlowState,
  at: Endpoint,
): Next[] {
  const { network, to } = walk;
  const element =
    at.kind === "supposed"
      ? elementOf(network, "subnet", at.subnetId)
      : elementOf(network, at.nic.kind, at.nic.id);
  if (state.phase === "return") {
    return isSame(client, at)
      ? [success(state)]
      : [
          fail(
            state,
            "ASYMMETRIC",
            element,
            "the reply arrives at another interface than the one that asked",
          ),
        ];
  }
  const nic = at.kind === "networkInterface" ? at.nic : undefined;
  // What a load balancer hands on was addressed to its node, or to an endpoint in front of it.
  const balancerId = state.sessions.find(({ kind }) => kind === "balancer" || kind === "privateLink")?.id;
  const wanted =
    to.kind === "networkInterface"
      ? (balancerId ?? nic?.id) === to.id
      : to.kind !== "instance" || nic?.attachment?.instanceId === to.id;
  if (!wanted) return [fail(state, "NO_OWNER", element, "the address leads to another interface there")];
  const reply = question.mode === "connection" ? replyTo(state) : undefined;
  return reply ? [{ state: reply, place: { kind: "emit", from: at } }] : [success(state)];
}

/** At a service, by a gateway endpoint: its answer comes back into the VPC the same way (VPCE-1). */
function atService(
  walk: Walk,
  question: Question,
  state: FlowState,
  place: Extract<Place, { kind: "service" }>,
): Next[] {
  const at = elementOf(walk.network, "vpcEndpoint", place.endpointId);
  if (isInside(walk.to)) return [fail(state, "NO_OWNER", at, "the destination is no address of the service")];
  const reply = question.mode === "connection" ? replyTo(state) : undefined;
  if (!reply) return [success(state)];
  const back = hop({ ...reply, arrivedBy: "outside" }, at, "forward", "the service answers");
  return [{ state: back, place: { kind: "local", vpcId: place.vpcId, fromSubnetId: null } }];
}

/** Whether a question is put to something of a VPC, which no one outside can be. */
function isInside({ kind }: Question["to"]): boolean {
  return kind === "instance" || kind === "networkInterface" || kind === "subnet";
}

/** Out in the internet: the forward packet is answered from there, the reply has reached its sender. */
function atInternet(
  walk: Walk,
  question: Question,
  state: FlowState,
  place: Extract<Place, { kind: "internet" }>,
): Next[] {
  const { network } = walk;
  const at = elementOf(network, place.via, place.gatewayId);
  if (state.phase === "return") {
    const { source } = state.header;
    const same = JSON.stringify(setText(state, source)) === JSON.stringify(setText(state, SERVER));
    if (isOutside(network, walk.from) && same) return [success(state)];
    return [fail(state, "ASYMMETRIC", at, "the reply leaves by another address than the one that was asked")];
  }
  if (!isOutThere(network, walk.to, place.gatewayId))
    return [fail(state, "NO_OWNER", at, "nobody in the input has the destination address")];
  const reply = question.mode === "connection" ? replyTo(state) : undefined;
  return reply ? [{ state: reply, place: { kind: "fromInternet" } }] : [success(state)];
}

/** Whether a packet that has left through an internet gateway is on its way to what was asked for. */
function isOutThere(network: Network, to: End, gatewayId: string): boolean {
  if (to.kind === "gateway") return to.id === gatewayId || tunnelNamed(network, to.id) !== undefined;
  return !isInside(to) && to.kind !== "site" && to.kind !== "vpcRouter";
}

function setText(state: FlowState, variable: string): string[] {
  return (state.addressSets[variable] ?? []).map(([lo, hi]) => `${lo}-${hi}`);
}

function isSame(a: Endpoint | undefined, b: Endpoint): boolean {
  if (a?.kind === "supposed") return b.kind === "supposed" && a.subnetId === b.subnetId;
  return a?.kind === "networkInterface" && b.kind === "networkInterface" && a.nic.id === b.nic.id;
}

/** At T2 an instance that was replaced goes on in its replacement; an address of its own it does not (F-30). */
function inRole(network: Network, end: End): End {
  if (end.kind !== "instance" || end.address !== undefined) return end;
  return { ...end, id: network.replacements.get(end.id) ?? end.id };
}

/** An end as a trace names it where it is no element of the network's. */
function named(end: End): { readonly kind: string; readonly id: string } {
  return { kind: end.kind, id: "id" in end ? end.id : end.kind === "address" ? end.address : end.kind };
}

/** The branches a question begins with, and the interface that asks, if it is one. */
function start(walk: Walk, question: Question): { starts: Next[]; client: Endpoint | undefined } {
  const { network } = walk;
  const destination = destinationOfQuestion(network, question, walk.ask);
  const set = destination.kind === "addresses" ? destination.set : [];
  const source = sourceOfQuestion(network, question, set);
  const initial = initialState(question, source, set);
  const only = (ended: Next) => ({ starts: [ended], client: undefined });
  const [from, to] = [named(question.from), named(question.to)];
  if (source.kind === "unknown")
    return only(undecided(initial, elementOf(network, from.kind, from.id), source.missing));
  if (source.kind === "none")
    return only(fail(initial, source.reason, elementOf(network, from.kind, from.id)));
  if (destination.kind === "unknown")
    return only(undecided(initial, elementOf(network, to.kind, to.id), destination.missing));
  const at = elementOf(network, to.kind, to.id);
  const unread = unreadWays(network, question);
  if (destination.kind === "none")
    return only(
      unread === undefined ? fail(initial, destination.reason, at) : undecided(initial, at, unread),
    );
  const unresolved = [...(destination.unresolved ?? []), ...(unread === undefined ? [] : [unread])].map(
    (missing) => undecided(initial, at, missing),
  );
  if (set.length === 0 && unresolved.length > 0) return { starts: unresolved, client: undefined };
  if (set.length === 0) return only(fail(initial, "FAMILY", at, "no address of this family"));
  const parts = byCertainty(initial, destination, at);
  if (source.kind === "endpoint") {
    const place: Place = { kind: "emit", from: source.endpoint };
    return {
      starts: [...parts.map((state) => ({ state, place })), ...unresolved],
      client: source.endpoint,
    };
  }
  if (source.kind === "internet" && question.to.kind === "internet") {
    return only(
      undecided(initial, elementOf(network, from.kind, from.id), "both ends are outside the network"),
    );
  }
  const entered = parts.flatMap((state) => startGateway(walk, state, source));
  return { starts: [...entered, ...unresolved], client: undefined };
}

/** What is not known of the ways to a place outside the provider that is an end of the question. */
function unreadWays(network: Network, { from, to }: Question): string | undefined {
  const isPlace = (end: End) =>
    end.kind === "site" ||
    (end.kind === "gateway" && network.index.find(end.id)?.kind !== "internetGateway") ||
    (end.kind === "address" && siteWith(network, end.address) !== undefined);
  // An address that nobody is known to have may be behind a link that was not read.
  const isOutThere = isPlace(from) || isPlace(to) || (from.kind === "address" && isOutside(network, from));
  return isOutThere ? unreadSiteLinks(network) : undefined;
}

/** To what a name is known to lead, and to what it may lead. */
function byCertainty(
  state: FlowState,
  destination: Extract<Destination, { kind: "addresses" }>,
  at: Element,
): FlowState[] {
  const { doubtful } = destination;
  if (!doubtful) return [state];
  const { inside, outside } = splitAddresses(state, SERVER, doubtful.set);
  return [...(outside ? [outside] : []), ...(inside ? [supposeBranch(inside, at, doubtful.missing)] : [])];
}

function initialState(question: Question, source: Source, destination: AddressSet): FlowState {
  const { family, protocol } = question;
  const withPortNumbers = hasPorts(protocol);
  const none: PortSet = [[0, 0]];
  const usual: PortSet = source.kind === "endpoint" ? source.clientPorts : [[1024, 65535]];
  const icmp = isIcmp(protocol)
    ? (question.icmp ?? { type: protocol === PROTOCOL.icmp ? 8 : 128, code: 0 })
    : undefined;
  return {
    addressSets: { [CLIENT]: "set" in source ? source.set : [], [SERVER]: destination },
    portSets: {
      [CLIENT_PORT]: withPortNumbers ? ports.of([...(question.clientPorts ?? usual)]) : none,
      [SERVER_PORT]: withPortNumbers ? ports.of([...(question.ports ?? [[0, 65535]])]) : none,
    },
    header: {
      family,
      protocol,
      ...(icmp ? { icmp } : {}),
      source: CLIENT,
      destination: SERVER,
      sourcePort: CLIENT_PORT,
      destinationPort: SERVER_PORT,
    },
    phase: "forward",
    identity: null,
    keepsClient: null,
    arrivedBy: "inside",
    crossings: [],
    sessions: [],
    middleboxes: [],
    obligations: [],
    privateBehind: {},
    applianceZones: {},
    forward: [],
    return: [],
    visited: [],
    missing: [],
    assumptions: ["ASSUME_GUEST_LISTENS"],
    tied: false,
    variableCount: 0,
  };
}
