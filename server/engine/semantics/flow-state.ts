import type { Element } from "../configuration";
import { type AddressSet, addresses, type Family, type PortSet } from "../net";
import type { Assumption, BranchEnd, Phase } from "./question";

/**
 * A header whose addresses and ports name *variables*; the sets behind them live in the state. A filter that
 * admits only a part narrows the variable, so the branch's part of the question narrows with it, even after
 * the header was swapped for the reply. A translation names a new variable and leaves the old one alone.
 */
export interface Header {
  readonly family: Family;
  readonly protocol: number;
  readonly icmp?: { readonly type: number; readonly code: number };
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: string;
  readonly destinationPort: string;
}

/** The variables of the question itself. */
export const CLIENT = "client";
export const SERVER = "server";
export const CLIENT_PORT = "clientPort";
export const SERVER_PORT = "serverPort";

/** What a stateful gateway remembers (T-4): how to give the reply back. */
export interface Session {
  readonly kind: "natGateway" | "egressOnlyInternetGateway" | "balancer" | "privateLink";
  /** Of a balancer: the interface of its node; of an endpoint to a customer's service: the endpoint's interface. */
  readonly id: string;
  /** The header before translation. */
  readonly original: Header;
  /** Variable of the address that the gateway put in place of the source. */
  readonly translated: string;
  /** The reply is handed to this node whatever the routes say (NLB-4). */
  readonly isPinned?: boolean;
}

/** A middlebox that a packet has passed on its way there: an appliance, or an endpoint with a firewall behind it. */
export interface Passage {
  /** The appliance (its instance, where it is one) or the endpoint. */
  readonly id: string;
  /** The interface by which the packet came in, or the endpoint. */
  readonly at: Element;
  /** Interfaces whose security groups have tracked the flow. */
  readonly interfaceIds: readonly string[];
  /** The header as it came in, and as it went out. */
  readonly before: Header;
  readonly after: Header;
  /** Whether the reply has to come back through it (MBX-5, GW-3). */
  readonly stateful: boolean;
  /** Whether it has. */
  readonly passedBack: boolean;
}

/** A boundary crossed between VPCs; decides whether group peers still match (SG-9). */
export type Crossing =
  | { readonly kind: "vpcPeeringConnection"; readonly id: string }
  | { readonly kind: "transitGateway"; readonly id: string; readonly attachmentIds: readonly string[] };

/** Admitted on the way out by a rule that names a group: the packet must arrive at a member with identity kept (SG-8). */
export interface GroupObligation {
  readonly interfaceId: string;
  readonly groupIds: readonly string[];
}

/** A step taken, before its packet is written out. */
export interface Step {
  readonly element: Element;
  readonly action: string;
  readonly rule?: string;
  readonly header: Header;
}

/** Something that is not in the input and that a branch passed in good faith. */
export interface Missing {
  readonly at: Element;
  readonly what: string;
  /** Without it nobody knows whether there is such a branch at all. */
  readonly isBranch?: true;
}

/** One branch under way (T-1). Immutable: every step makes a new one. */
export interface FlowState {
  readonly addressSets: Readonly<Record<string, AddressSet>>;
  readonly portSets: Readonly<Record<string, PortSet>>;
  readonly header: Header;
  readonly phase: Phase;
  /** The interface whose groups still identify the sender (SG-8), or none. */
  readonly identity: string | null;
  /** The balancer's interface that sent the packet on with its client's address: rules naming its groups match (NLB-3). */
  readonly keepsClient: string | null;
  /** How the packet came into the VPC it is in; decides who may use its NAT gateways (NAT-2). */
  readonly arrivedBy: "inside" | "transitGateway" | "outside";
  readonly crossings: readonly Crossing[];
  readonly sessions: readonly Session[];
  /** Appliances and inspecting endpoints passed on the way forward (T-8). */
  readonly middleboxes: readonly Passage[];
  readonly obligations: readonly GroupObligation[];
  /** Public variable -> the private variable behind it (IGW-2), so that replies narrow the same set. */
  readonly privateBehind: Readonly<Record<string, string>>;
  /** Zone chosen at an attachment in appliance mode; the reply keeps it (TGW-6). */
  readonly applianceZones: Readonly<Record<string, string>>;
  readonly forward: readonly Step[];
  readonly return: readonly Step[];
  readonly visited: readonly string[];
  /** Missing elements that the branch needed and passed in good faith (UNK-1). */
  readonly missing: readonly Missing[];
  readonly assumptions: readonly Assumption[];
  /** Whether an unspecified tie between routes was met. */
  readonly tied: boolean;
  readonly variableCount: number;
}

/** A branch that has ended. */
export interface Ended {
  readonly state: FlowState;
  readonly end: BranchEnd;
}

/** The set behind the packet's source address. */
export function sourceOf(state: FlowState): AddressSet {
  return state.addressSets[state.header.source] ?? [];
}

/** The set behind the packet's destination address. */
export function destinationOf(state: FlowState): AddressSet {
  return state.addressSets[state.header.destination] ?? [];
}

/** The set behind the packet's destination port. */
export function destinationPortsOf(state: FlowState): PortSet {
  return state.portSets[state.header.destinationPort] ?? [];
}

/** Replaces the set behind an address variable. */
export function withAddresses(state: FlowState, variable: string, set: AddressSet): FlowState {
  return { ...state, addressSets: { ...state.addressSets, [variable]: set } };
}

/** Replaces the set behind a port variable. */
export function withPorts(state: FlowState, variable: string, set: PortSet): FlowState {
  return { ...state, portSets: { ...state.portSets, [variable]: set } };
}

/** Splits on an address variable: the part inside `set` and the part outside; either may be absent. */
export function splitAddresses(
  state: FlowState,
  variable: string,
  set: AddressSet,
): { inside: FlowState | undefined; outside: FlowState | undefined } {
  const current = state.addressSets[variable] ?? [];
  const inside = addresses.intersect(current, set);
  if (inside.length === 0) return { inside: undefined, outside: state };
  const outside = addresses.subtract(current, set);
  return {
    inside: outside.length === 0 ? state : withAddresses(state, variable, inside),
    outside: outside.length === 0 ? undefined : withAddresses(state, variable, outside),
  };
}

/** A fresh address variable that holds `set`; the header is not changed. */
export function freshAddress(state: FlowState, set: AddressSet): { state: FlowState; variable: string } {
  const variable = `v${state.variableCount}`;
  return {
    variable,
    state: withAddresses({ ...state, variableCount: state.variableCount + 1 }, variable, set),
  };
}

/** A fresh port variable that holds `set`; the header is not changed. */
export function freshPorts(state: FlowState, set: PortSet): { state: FlowState; variable: string } {
  const variable = `v${state.variableCount}`;
  return { variable, state: withPorts({ ...state, variableCount: state.variableCount + 1 }, variable, set) };
}

/** Changes parts of the header. */
export function withHeader(state: FlowState, change: Partial<Header>): FlowState {
  return { ...state, header: { ...state.header, ...change } };
}

/** The packet with the header of the reply to `original`: what a session gives back (T-4). */
export function withReplyHeader(state: FlowState, original: Header): FlowState {
  return withHeader(state, {
    family: original.family,
    protocol: original.protocol,
    source: original.destination,
    destination: original.source,
    sourcePort: original.destinationPort,
    destinationPort: original.sourcePort,
  });
}

/** Records a hop. */
export function hop(state: FlowState, element: Element, action: string, rule?: string): FlowState {
  const step: Step = { element, action, header: state.header, ...(rule === undefined ? {} : { rule }) };
  return state.phase === "forward"
    ? { ...state, forward: [...state.forward, step] }
    : { ...state, return: [...state.return, step] };
}

/** Ends the branch with a failure at `at`. */
export function fail(
  state: FlowState,
  reason: NonNullable<BranchEnd["reason"]>,
  at: Element,
  rule?: string,
): Ended {
  const place = rule === undefined ? at : { ...at, rule };
  return {
    state: hop(state, at, "drop", rule === undefined ? reason : `${reason}: ${rule}`),
    end: { kind: "failure", reason, at: place, phase: state.phase },
  };
}

/** Ends the branch undecided: it needs something that is missing or not modeled. */
export function undecided(state: FlowState, at: Element, missing: string): Ended {
  return {
    state: hop(state, at, "unknown", missing),
    end: { kind: "unknown", reason: "UNKNOWN_REF", at, phase: state.phase, missing },
  };
}

/** Goes on in good faith past a missing filter; the branch cannot end in success any more (UNK-1). */
export function assumePassed(state: FlowState, at: Element, what: string): FlowState {
  return hop({ ...state, missing: [...state.missing, { at, what }] }, at, "unknown", what);
}

/**
 * Goes on with a branch of which nobody knows whether the network makes it: it cannot end in success, and where it fails the
 * others may still be all there are (UNK-1).
 */
export function supposeBranch(state: FlowState, at: Element, what: string): FlowState {
  return hop({ ...state, missing: [...state.missing, { at, what, isBranch: true }] }, at, "unknown", what);
}

/** The failure of a branch that may not be there says so, so that nothing sure is concluded from it beside a success. */
export function withDoubt(branch: Ended): Ended {
  const doubt = branch.state.missing.find(({ isBranch }) => isBranch === true);
  return doubt && branch.end.kind === "failure"
    ? { state: branch.state, end: { ...branch.end, missing: doubt.what } }
    : branch;
}

/** Adds a flag that the verdict will carry. */
export function assume(state: FlowState, flag: Assumption): FlowState {
  return state.assumptions.includes(flag) ? state : { ...state, assumptions: [...state.assumptions, flag] };
}

/** Whether the branch has been at this element with this very header before in this phase (T-6, CL-5). */
export function revisits(state: FlowState, elementId: string): boolean {
  return state.visited.includes(visitKey(state, elementId));
}

/** Remembers the visit for `revisits`. */
export function visit(state: FlowState, elementId: string): FlowState {
  return { ...state, visited: [...state.visited, visitKey(state, elementId)] };
}

function visitKey(state: FlowState, elementId: string): string {
  const { source, destination, sourcePort, destinationPort, family } = state.header;
  return [state.phase, elementId, family, source, destination, sourcePort, destinationPort].join(" ");
}
