import type { ResourceOf } from "../../configuration";
import { type Family, hasPorts, onePort, parseAddress, parsePrefix } from "../../net";
import type { End, Network, Question } from "../../semantics";
import type { Service } from "./facts";
import type { AttackSource } from "./reach";

type NetworkInterface = ResourceOf<"networkInterface">;

/** The interfaces of an instance, or the interface that stands for itself. */
export function interfacesOf({ index }: Network, id: string): readonly NetworkInterface[] {
  const own = index.interfacesOfInstance(id);
  if (own.length > 0) return own;
  const nic = index.get("networkInterface", id);
  return nic ? [nic] : [];
}

/**
 * Every end by which a source can send in the family. A host may use any of its interfaces and addresses, so all are
 * asked about; the interpreter alone would choose as a guest usually does (ENI-5).
 */
export function sourceEnds(network: Network, source: AttackSource, family: Family): readonly End[] {
  switch (source.kind) {
    case "internet":
      return [{ kind: "internet" }];
    case "site":
      return [{ kind: "site", name: source.id }];
    case "subnet":
      return [{ kind: "subnet", id: source.id }];
    case "host":
      return interfacesOf(network, source.id).flatMap((nic) =>
        addressesOf(nic, family).map(
          ({ address }): End => ({ kind: "networkInterface", id: nic.id, address }),
        ),
      );
  }
}

/** Every end by which one of these hosts or interfaces is reached: from outside by its public addresses alone. */
export function targetEnds(
  network: Network,
  ids: readonly string[],
  family: Family,
  isFromInternet: boolean,
): readonly End[] {
  return ids
    .flatMap((id) => interfacesOf(network, id))
    .flatMap((nic) =>
      addressesOf(nic, family).flatMap(({ address, publicAddress }): End[] => {
        if (!isFromInternet) return [{ kind: "networkInterface", id: nic.id, address }];
        return publicAddress === undefined ? [] : [{ kind: "address", address: publicAddress }];
      }),
    );
}

/** The question of SEC-6 about one pair of ends. */
export function attackQuestion(from: End, to: End, family: Family, service: Service): Question {
  const { protocol, port, isOneWay } = service;
  return {
    from,
    to,
    family,
    protocol,
    ...(port !== null && hasPorts(protocol) ? { ports: onePort(port) } : {}),
    mode: isOneWay ? "oneway" : "connection",
  };
}

/** The part of the internet that the attacker owns, in the family; undefined where it is none. */
export function ownedEnd(source: AttackSource, family: Family): End | undefined {
  const texts = source.kind === "internet" ? source.prefixes : [];
  const prefixes = texts.flatMap((text) => parsePrefix(text) ?? []).filter((each) => each.family === family);
  return prefixes.length > 0 ? { kind: "internet", prefixes } : undefined;
}

/**
 * Ends that send by an interface without source check under addresses that are not its own (SEC-10): one of each
 * prefix that a group of the targets admits. Such an end carries no group.
 */
export function forgedEnds(
  network: Network,
  source: AttackSource,
  targetIds: readonly string[],
  family: Family,
): readonly End[] {
  if (source.kind !== "host") return [];
  const unchecked = interfacesOf(network, source.id).filter(({ sourceDestCheck }) => !sourceDestCheck);
  if (unchecked.length === 0) return [];
  const { index } = network;
  const groupIds = targetIds.flatMap((id) =>
    interfacesOf(network, id).flatMap(({ securityGroupIds }) => securityGroupIds),
  );
  const rules = [...new Set(groupIds)].flatMap((id) => index.get("securityGroup", id)?.ingress ?? []);
  const texts = rules.flatMap(({ peer }) => {
    if (peer.kind === "prefix") return [peer.prefix];
    return peer.kind === "prefixList" ? (index.get("prefixList", peer.prefixListId)?.prefixes ?? []) : [];
  });
  const addresses = [...new Set(texts)].flatMap((text) => someAddress(text, family) ?? []);
  return unchecked.flatMap(({ subnetId }) =>
    addresses.map((address): End => ({ kind: "subnet", id: subnetId, address })),
  );
}

/** The first address of the prefix. A rule for everyone admits the source's own addresses already. */
function someAddress(text: string, family: Family): string | undefined {
  const prefix = parsePrefix(text);
  if (prefix?.family !== family || prefix.length === 0) return undefined;
  return text.slice(0, text.indexOf("/"));
}

function addressesOf(nic: NetworkInterface, family: Family) {
  if (family === 4) return nic.privateAddresses;
  return nic.ipv6Addresses
    .filter((address) => parseAddress(address) !== undefined)
    .map((address) => ({ address, publicAddress: address }));
}
