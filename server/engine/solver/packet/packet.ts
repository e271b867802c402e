import type { ConfigurationIndex, ResourceOf } from "../../configuration";
import {
  type AddressSet,
  addresses,
  bitsOf,
  type Family,
  hasPorts,
  oneAddress,
  type PortSet,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixesSet,
} from "../../net";
import { type BitVector, type Formula, TRUE, within } from "../formula";
import type { Encoding } from "./encoding";

export type NetworkInterface = ResourceOf<"networkInterface">;

/** An address field; `only` where it is known to hold one certain address. */
export interface AddressField {
  readonly vector: BitVector;
  readonly only: bigint | undefined;
}

/** The packet as it is at one place: fields change their names where they are translated. */
export interface Packet {
  readonly family: Family;
  readonly protocol: number;
  readonly icmp: { readonly type: number; readonly code: number } | undefined;
  readonly source: AddressField;
  readonly destination: AddressField;
  readonly sourcePort: BitVector;
  readonly destinationPort: BitVector;
}

/** The address field of this name, held to a set. */
export function addressField(
  encoding: Encoding,
  name: string,
  family: Family,
  set: AddressSet,
  label: string,
): AddressField {
  const vector = { name, bits: bitsOf(family) };
  encoding.assertions.push({ formula: within(vector, set), label });
  const [first] = set;
  return { vector, only: set.length === 1 && first && first[0] === first[1] ? first[0] : undefined };
}

/** The port field of this name, held to a set. */
export function portField(encoding: Encoding, name: string, set: PortSet, label: string): BitVector {
  const vector = { name, bits: 16 };
  encoding.assertions.push({ formula: within(vector, set.map(toBigInt)), label });
  return vector;
}

/** The address lies in the set. */
export function isIn({ vector }: AddressField, set: AddressSet): Formula {
  return within(vector, set);
}

/** The destination port lies in the set; protocols without ports fulfil this always. */
export function isPort({ destinationPort, protocol }: Packet, set: PortSet): Formula {
  return hasPorts(protocol) ? within(destinationPort, set.map(toBigInt)) : TRUE;
}

/** The addresses of some prefixes of one family, as they are written; others are left out. */
export function prefixAddresses(texts: readonly string[], family: Family): AddressSet {
  return prefixesSet(texts.flatMap((text) => parsed(text, family)));
}

/** One prefix as a list of one, or of none when it is of the other family. */
export function parsed(text: string, family: Family): readonly Prefix[] {
  const prefix = parsePrefix(text);
  return prefix?.family === family ? [prefix] : [];
}

/** Some addresses of one family, as they are written. */
export function addressSet(texts: readonly string[], family: Family): AddressSet {
  return addresses.of(
    texts.flatMap((text) => {
      const address = parseAddress(text);
      return address?.family === family ? [...oneAddress(address)] : [];
    }),
  );
}

/** Every private address of an interface, delegated prefixes included (ENI-3). */
export function addressesOfInterface(nic: NetworkInterface, family: Family): AddressSet {
  const own = family === 4 ? nic.privateAddresses.map(({ address }) => address) : nic.ipv6Addresses;
  return addresses.union(addressSet(own, family), prefixAddresses(nic.delegatedPrefixes, family));
}

/** Everything an interface needs to send or receive: itself, its instance, its subnet, its zone (ENI-1, F-4, F-5). */
export function needsInterface(
  encoding: Encoding,
  index: ConfigurationIndex,
  at: Formula,
  nic: NetworkInterface,
): void {
  const instanceId = nic.attachment?.instanceId;
  encoding.needs(at, { kind: "networkInterface", id: nic.id, mode: "down" });
  needsSubnet(encoding, index, at, nic.subnetId);
  if (nic.status !== "in-use") encoding.forbid(at, `${nic.id} is ${nic.status}`);
  if (instanceId === undefined) return;
  encoding.needs(at, { kind: "instance", id: instanceId, mode: "down" });
  const instance = index.get("instance", instanceId);
  if (!instance) encoding.escape(at, `instance ${instanceId} is not in the input`);
  else if (instance.state !== "running") encoding.forbid(at, `${instanceId} is ${instance.state}`);
}

/** A subnet works while it and its zone do. */
export function needsSubnet(
  encoding: Encoding,
  index: ConfigurationIndex,
  at: Formula,
  subnetId: string,
): void {
  const zoneId = index.get("subnet", subnetId)?.zoneId;
  encoding.needs(at, { kind: "subnet", id: subnetId, mode: "down" });
  if (zoneId !== undefined) encoding.needs(at, { kind: "zone", id: zoneId, mode: "down" });
}

function toBigInt([lo, hi]: readonly [number, number]): readonly [bigint, bigint] {
  return [BigInt(lo), BigInt(hi)];
}
