import { type AddressSet, addresses, type PortSet, ports } from "../net";
import { type FlowState, withAddresses, withPorts } from "./flow-state";

/** The packets a rule speaks of: peer addresses times ports. */
export interface Box {
  readonly peers: AddressSet;
  readonly ports: PortSet;
}

/** A rule made ready for one family, protocol and direction. Rules that cannot match are left out before. */
export interface FilterRule extends Box {
  readonly allow: boolean;
  /** In words a reader finds in the configuration. */
  readonly label: string;
  /** Security group rules that name a group, for the duty of SG-8 on the way out. */
  readonly groupId?: string;
}

/** A part of the packets with the rule that decided; no rule means that none matched. */
export interface Decision {
  readonly state: FlowState;
  readonly rule: FilterRule | undefined;
}

/**
 * Splits a branch by an ordered rule list, the first match deciding (security groups: any order, all allow).
 * Parts that the same kind of rule admits are put together again where they form one box, so that sixty
 * rules for sixty peers make one branch and not sixty.
 */
export function decide(
  state: FlowState,
  variables: { readonly peer: string; readonly port: string },
  rules: readonly FilterRule[],
): Decision[] {
  let open: Box[] = [
    { peers: state.addressSets[variables.peer] ?? [], ports: state.portSets[variables.port] ?? [] },
  ];
  const matched: { box: Box; rule: FilterRule }[] = [];
  for (const rule of rules) {
    const rest: Box[] = [];
    for (const box of open) {
      const peers = addresses.intersect(box.peers, rule.peers);
      const inPorts = ports.intersect(box.ports, rule.ports);
      if (peers.length === 0 || inPorts.length === 0) {
        rest.push(box);
        continue;
      }
      matched.push({ box: { peers, ports: inPorts }, rule });
      const otherPeers = addresses.subtract(box.peers, rule.peers);
      if (otherPeers.length > 0) rest.push({ peers: otherPeers, ports: box.ports });
      const otherPorts = ports.subtract(box.ports, rule.ports);
      if (otherPorts.length > 0) rest.push({ peers, ports: otherPorts });
    }
    open = rest;
    if (open.length === 0) break;
  }
  const narrow = (box: Box) =>
    withPorts(withAddresses(state, variables.peer, box.peers), variables.port, box.ports);
  return [
    ...merge(matched).map(({ box, rule }) => ({ state: narrow(box), rule })),
    ...mergeBoxes(open).map((box) => ({ state: narrow(box), rule: undefined })),
  ];
}

/** Joins admitted parts across rules; refused parts stay apart, because each names the rule that refused. */
function merge(matched: readonly { box: Box; rule: FilterRule }[]): { box: Box; rule: FilterRule }[] {
  const refused = matched.filter(({ rule }) => !rule.allow);
  const plain = matched.filter(({ rule }) => rule.allow && rule.groupId === undefined);
  const byGroup = matched.filter(({ rule }) => rule.allow && rule.groupId !== undefined);
  const first = plain[0];
  const joined = mergeBoxes(plain.map(({ box }) => box)).map((box) => {
    // The rule shown is one that admits a part of the joined box.
    const shown = plain.find(
      ({ box: part }) => addresses.covers(box.peers, part.peers) && ports.covers(box.ports, part.ports),
    );
    return { box, rule: (shown ?? first)?.rule };
  });
  return [...joined.flatMap(({ box, rule }) => (rule ? [{ box, rule }] : [])), ...byGroup, ...refused];
}

/** Unites boxes that agree on one side; disjoint boxes stay disjoint. */
function mergeBoxes(boxes: readonly Box[]): Box[] {
  const byPorts = unite(
    boxes,
    (box) => key(box.ports),
    (a, b) => ({ ports: a.ports, peers: addresses.union(a.peers, b.peers) }),
  );
  return unite(
    byPorts,
    (box) => key(box.peers),
    (a, b) => ({ peers: a.peers, ports: ports.union(a.ports, b.ports) }),
  );
}

function unite(boxes: readonly Box[], keyOf: (box: Box) => string, join: (a: Box, b: Box) => Box): Box[] {
  const byKey = new Map<string, Box>();
  for (const box of boxes) {
    const known = byKey.get(keyOf(box));
    byKey.set(keyOf(box), known ? join(known, box) : box);
  }
  return [...byKey.values()];
}

function key(set: AddressSet | PortSet): string {
  return set.map(([lo, hi]) => `${lo}-${hi}`).join(",");
}
