import { type AddressSet, addresses, type Family, formatAddress, parsePrefix, prefixesSet } from "../../net";
import type { Formula } from "../formula";
import { type PublicPair, pairByPrivate, pairByPublic } from "./owners";
import { type AddressField, addressField, addressSet, prefixAddresses } from "./packet";
import type { Here, Walk } from "./walk-types";

/** Private IPv4 space that an internet gateway refuses: RFC 1918 and RFC 6598 (IGW-2, IGW-3). */
export const PRIVATE_IPV4 = prefixesSet(
  ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].flatMap(
    (text) => parsePrefix(text) ?? [],
  ),
);

/** What an internet gateway needs, in both directions. IGW-1, R-14, R-15, BPA-1. */
export function needsInternetGateway(walk: Walk, at: Formula, id: string, vpcId: string): undefined {
  const { encoding, index } = walk;
  const gateway = index.get("internetGateway", id);
  encoding.needs(at, { kind: "internetGateway", id, mode: "down" });
  const isAttached = gateway?.attachments.some(
    (each) => each.vpcId === vpcId && (each.state === "available" || each.state === "attached"),
  );
  if (!isAttached) encoding.forbid(at, `${id} is not attached to ${vpcId}`);
  const table = index.edgeTableOf(id);
  if (table?.routes.some(({ target }) => target.kind !== "local"))
    encoding.escape(at, `${table.id} diverts what arrives at ${id}`);
  if (index.configuration.resources.blockPublicAccess.some(({ mode }) => mode !== "off"))
    encoding.escape(at, "public access is blocked in part");
}

/** The source as the internet sees it; undefined when it can have none, or when that is not encoded. */
export function publicSource(
  walk: Walk,
  { at, packet }: Here,
  id: string,
  vpcId: string,
): AddressField | undefined {
  const { encoding, index } = walk;
  const { only, vector } = packet.source;
  if (packet.family === 6) return packet.source;
  if (only === undefined) {
    encoding.escape(at, "several sources at once");
    return undefined;
  }
  const text = formatAddress({ family: 4, value: only });
  const pair = pairByPrivate(index, vpcId, text);
  if (!pair) {
    encoding.forbid(at, `${text} has no public address`);
    return undefined;
  }
  const set = addressSet([pair.publicAddress], 4);
  return addressField(
    encoding,
    `public ${vector.name} at ${id}`,
    4,
    set,
    `${text} is ${pair.publicAddress} outside`,
  );
}

/** The private field behind the public address that was asked for. */
export function innerField(
  { encoding }: Walk,
  outer: AddressField,
  entry: Pick<PublicPair, "privateAddress">,
): AddressField {
  const set: AddressSet = addressSet([entry.privateAddress], entry.privateAddress.includes(":") ? 6 : 4);
  if (outer.vector.bits === 128) return outer;
  const label = `${entry.privateAddress} stands behind the public address`;
  return addressField(encoding, `private ${outer.vector.name}`, 4, set, label);
}

/** The VPC that a public address leads into, and the private address there. */
export function entryOf(
  { index }: Walk,
  family: Family,
  value: bigint,
): Pick<PublicPair, "vpcId" | "privateAddress"> | undefined {
  const text = formatAddress({ family, value });
  if (family === 4) return pairByPublic(index, text);
  const vpc = index.configuration.resources.vpc.find((each) =>
    addresses.contains(prefixAddresses(each.prefixes, family), value),
  );
  return vpc && { vpcId: vpc.id, privateAddress: text };
}

/** The internet gateway of a VPC. */
export function gatewayOf({ index }: Walk, vpcId: string): string | undefined {
  return index.configuration.resources.internetGateway.find(({ attachments }) =>
    attachments.some(
      (each) => each.vpcId === vpcId && (each.state === "available" || each.state === "attached"),
    ),
  )?.id;
}
