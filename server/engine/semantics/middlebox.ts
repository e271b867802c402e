import type { Element } from "../configuration";
import { assume, type Ended, type FlowState, fail, type Header, type Passage } from "./flow-state";
import { elementOf, type Network } from "./network";

/** Remembers the middlebox that the packet `before` has just come out of, with the flag of what was assumed there. */
export function passThrough(
  state: FlowState,
  passage: Omit<Passage, "after" | "passedBack">,
  flag: "ASSUME_APPLIANCE_FORWARDS" | "ASSUME_FIREWALL_ALLOWS",
): FlowState {
  const record: Passage = { ...passage, after: state.header, passedBack: false };
  return assume({ ...state, identity: null, middleboxes: [...state.middleboxes, record] }, flag);
}

/** The record of the flow whose reply this packet is at a middlebox, the latest first (T-4). */
export function passageOf(state: FlowState, id: string): Passage | undefined {
  if (state.phase === "forward") return undefined;
  return state.middleboxes.findLast((passage) => passage.id === id && answers(state, passage.after));
}

/** Notes that the reply has come through. */
export function markPassedBack(state: FlowState, passage: Passage): FlowState {
  const middleboxes = state.middleboxes.map((each) =>
    each === passage ? { ...each, passedBack: true } : each,
  );
  return { ...state, identity: null, middleboxes };
}

/** A reply met by a stateful middlebox that has not seen the flow (T-8). */
export function unknownReply(state: FlowState, at: Element): Ended {
  return fail(state, "ASYMMETRIC", at, "the reply comes to a middlebox that has not seen the flow");
}

/** The reply is back where it belongs; a stateful middlebox that it has gone round ends the branch there (T-8, MBX-5). */
export function bypassed(state: FlowState): Ended | undefined {
  if (state.phase === "forward") return undefined;
  const missed = state.middleboxes.find((passage) => passage.stateful && !passage.passedBack);
  return missed && fail(state, "ASYMMETRIC", missed.at, "the reply does not come back through it");
}

/** Whether the packet is the sent header with both ends exchanged. */
function answers(state: FlowState, sent: Header): boolean {
  const { header } = state;
  return (
    header.family === sent.family &&
    isSameSet(state, header.source, sent.destination) &&
    isSameSet(state, header.destination, sent.source) &&
    header.sourcePort === sent.destinationPort &&
    header.destinationPort === sent.sourcePort
  );
}

/** The same variable, or one that was translated there and back to the same addresses. */
function isSameSet(state: FlowState, a: string, b: string): boolean {
  if (a === b) return true;
  const text = (variable: string) =>
    (state.addressSets[variable] ?? []).map(([lo, hi]) => `${lo}-${hi}`).join();
  return text(a) === text(b);
}

/** What the owner declared of an appliance, by any of its interfaces; an endpoint may be declared by its own id. */
export function declaredAppliance(network: Network, interfaceIds: readonly string[]) {
  const { appliance } = network.index.configuration.resources;
  return (
    appliance.find((each) => interfaceIds.includes(each.networkInterfaceId)) ??
    appliance.find((each) => each.outInterfaceId !== undefined && interfaceIds.includes(each.outInterfaceId))
  );
}

/** The element that stands for an interface in answers. */
export function interfaceElement(network: Network, id: string): Element {
  return elementOf(network, "networkInterface", id);
}
