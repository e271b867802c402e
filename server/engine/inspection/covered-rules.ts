import { type AddressSet, ALL_PORTS, addresses, type PortSet, ports } from "../net";

/** The packets that a rule speaks of. */
export interface RuleScope {
  /** Rules are compared where this is equal: family, or the group that is named as peer. */
  readonly peerKind: string;
  readonly peers: AddressSet;
  /** IANA number; -1 for all. */
  readonly protocol: number;
  /** Destination ports; for ICMP type times 256 plus code. */
  readonly ports: PortSet;
}

/** ICMP types and codes as numbers to compute with; -1 stands for any. */
export function icmpSet(type: number, code: number): PortSet {
  if (type === -1) return ALL_PORTS;
  return code === -1 ? [[type * 256, type * 256 + 255]] : [[type * 256 + code, type * 256 + code]];
}

/**
 * Which of the others take everything a scope speaks of, so that it never decides; undefined when something is left
 * to it. Those that take nothing of it are not named.
 */
export function coveredBy<T>(
  scope: RuleScope,
  others: readonly { readonly scope: RuleScope; readonly of: T }[],
): readonly T[] | undefined {
  let rest = [{ peers: scope.peers, ports: scope.ports }];
  const takers: T[] = [];
  for (const { scope: other, of } of others) {
    if (other.peerKind !== scope.peerKind) continue;
    if (other.protocol !== -1 && other.protocol !== scope.protocol) continue;
    const taken = other.protocol === -1 ? ALL_PORTS : other.ports;
    const left = rest.flatMap((box) => without(box, other.peers, taken));
    if (isSmaller(rest, left)) takers.push(of);
    rest = left;
    if (rest.length === 0) return takers;
  }
  return undefined;
}

interface Box {
  readonly peers: AddressSet;
  readonly ports: PortSet;
}

function without(box: Box, peers: AddressSet, portSet: PortSet): Box[] {
  const inside = addresses.intersect(box.peers, peers);
  if (inside.length === 0 || ports.intersect(box.ports, portSet).length === 0) return [box];
  const outside = addresses.subtract(box.peers, peers);
  const otherPorts = ports.subtract(box.ports, portSet);
  return [
    ...(outside.length === 0 ? [] : [{ peers: outside, ports: box.ports }]),
    ...(otherPorts.length === 0 ? [] : [{ peers: inside, ports: otherPorts }]),
  ];
}

/** Whether anything was taken: a box that nothing was taken of is the same object still. */
function isSmaller(before: readonly Box[], after: readonly Box[]): boolean {
  return before.length !== after.length || before.some((box, position) => box !== after[position]);
}
