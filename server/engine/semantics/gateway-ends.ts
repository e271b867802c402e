import {
  type AddressSet,
  addresses,
  allAddresses,
  type Family,
  oneAddress,
  parseAddress,
  prefixesSet,
} from "../net";
import { carriedByLinks, type Link, linksOfVpnGateway } from "./hybrid-links";
import { type Network, prefixesOf } from "./network";
import type { End } from "./question";
import { localPrefixes } from "./route-lookup";
import { elsewhere, type Site, siteBehind, siteOf } from "./sites";

type GatewayEnd = Extract<End, { kind: "gateway" | "site" | "vpcRouter" }>;

/** A source that is no interface: where its packets come in, and with which addresses. */
export type GatewaySource =
  | { readonly kind: "internet"; readonly set: AddressSet; readonly gatewayId?: string }
  | { readonly kind: "vpcRouter"; readonly vpcId: string; readonly set: AddressSet }
  | {
      readonly kind: "vpnGateway";
      readonly id: string;
      readonly vpcId: string | undefined;
      readonly set: AddressSet;
    }
  | { readonly kind: "transitGateway"; readonly id: string; readonly set: AddressSet }
  | {
      readonly kind: "site";
      readonly links: readonly Link[];
      /** The tunnel that the packet comes by, where the question names one. */
      readonly tunnelId?: string;
      readonly set: AddressSet;
    }
  | { readonly kind: "none"; readonly reason: "FAMILY" }
  | { readonly kind: "unknown"; readonly missing: string };

/** Where packets from a gateway, a router or a site come in (product section 6). */
export function gatewaySource(network: Network, from: GatewayEnd, family: Family): GatewaySource {
  if (from.address !== undefined && parseAddress(from.address)?.family !== family)
    return { kind: "none", reason: "FAMILY" };
  if (from.kind === "vpcRouter")
    return { kind: "vpcRouter", vpcId: from.id, set: fixedOr(from.address, allAddresses(family)) };
  if (from.kind === "site") {
    const site = siteOf(network, from.name);
    return site
      ? siteSource(network, site, from.address, family)
      : { kind: "unknown", missing: `site \`${from.name}\` is not in the input` };
  }
  const [id = "", tunnel] = from.id.split("#");
  const gateway = network.index.find(id);
  switch (gateway?.kind) {
    case "internetGateway":
      return {
        kind: "internet",
        set: fixedOr(from.address, network.addresses.publicSpace(family)),
        gatewayId: id,
      };
    case "vpnGateway": {
      const vpcId = gateway.attachments.find((attachment) => attachment.state === "attached")?.vpcId;
      const inside = vpcId === undefined ? [] : prefixesSet(localPrefixes(network, vpcId, family));
      const all = addresses.subtract(allAddresses(family), inside);
      return { kind: "vpnGateway", id, vpcId, set: fixedOr(from.address, all) };
    }
    case "transitGateway":
      return { kind: "transitGateway", id, set: fixedOr(from.address, allAddresses(family)) };
    case "vpnConnection":
    case "customerGateway":
    case "virtualInterface":
    case "directConnectConnection":
    case "transitGatewayAttachment": {
      const source = siteSource(network, siteBehind(network, id, [id]), from.address, family);
      return source.kind === "site" && tunnel !== undefined ? { ...source, tunnelId: from.id } : source;
    }
    default:
      return {
        kind: "unknown",
        missing: `\`${from.id}\` (${gateway?.kind ?? "not in the input"}) sends nothing`,
      };
  }
}

/** The source of packets from a site, over whichever of its links it has. */
export function siteSource(
  network: Network,
  site: Site,
  address: string | undefined,
  family: Family,
): GatewaySource {
  if (site.links.length === 0)
    return { kind: "unknown", missing: `what leads to \`${site.name}\` is not in the input` };
  const set = fixedOr(address, site.prefixes(family) ?? elsewhere(network, family));
  return set.length === 0 ? { kind: "none", reason: "FAMILY" } : { kind: "site", links: site.links, set };
}

/** Addresses to send to so that a packet leaves through a gateway, reaches a router, or arrives at a site. */
export type GatewayDestination =
  | { readonly kind: "addresses"; readonly set: AddressSet }
  | { readonly kind: "none"; readonly reason: "FAMILY" }
  | { readonly kind: "unknown"; readonly missing: string };

/** The addresses that lead to a gateway, a router or a site; unknown where nobody says which are behind it. */
export function gatewayDestination(network: Network, to: GatewayEnd, family: Family): GatewayDestination {
  if (to.address !== undefined) {
    const address = parseAddress(to.address);
    return address?.family === family
      ? { kind: "addresses", set: oneAddress(address) }
      : { kind: "none", reason: "FAMILY" };
  }
  const set = addressesBehind(network, to, family);
  const name = to.kind === "site" ? to.name : to.id;
  if (!set)
    return {
      kind: "unknown",
      missing: `which addresses are behind \`${name}\` is not known: name one of them`,
    };
  return set.length === 0 ? { kind: "none", reason: "FAMILY" } : { kind: "addresses", set };
}

function addressesBehind(network: Network, to: GatewayEnd, family: Family): AddressSet | undefined {
  if (to.kind === "site") return siteOf(network, to.name)?.prefixes(family);
  if (to.kind === "vpcRouter") return routerAddress(network, to.id, family);
  const [id = ""] = to.id.split("#");
  const tunnel = tunnelAddress(network, to.id);
  if (tunnel !== undefined) return prefixesSet(prefixesOf(network, [`${tunnel}/32`], family));
  switch (network.index.find(id)?.kind) {
    case "internetGateway":
      return network.addresses.publicSpace(family);
    case "vpnGateway": {
      const carried = carriedByLinks(network, id, linksOfVpnGateway(network, id), family);
      const known = carried.map(({ prefix }) => prefix).filter(({ length }) => length > 0);
      return known.length === 0 ? undefined : prefixesSet(known);
    }
    case "transitGateway":
      return undefined;
    default:
      return siteBehind(network, id, [id]).prefixes(family);
  }
}

/** An address that the VPC's router alone answers for: one that no subnet holds, else none. */
function routerAddress(network: Network, vpcId: string, family: Family): AddressSet | undefined {
  const subnets = network.index
    .subnetsOf(vpcId)
    .flatMap(({ prefixes }) => prefixesOf(network, prefixes, family));
  const free = addresses.subtract(
    prefixesSet(localPrefixes(network, vpcId, family)),
    prefixesSet(subnets),
  )[0];
  return free ? [[free[0], free[0]]] : undefined;
}

/** The outside address of a tunnel that is named `vpn-1#1` or by that address. */
export function tunnelAddress(network: Network, name: string): string | undefined {
  return tunnelNamed(network, name)?.outsideAddress;
}

/** The tunnel that is named `vpn-1#1` or by its outside address, with the id of its connection. */
export function tunnelNamed(network: Network, name: string) {
  for (const { id, tunnels } of network.index.configuration.resources.vpnConnection) {
    const at = tunnels.findIndex(
      ({ outsideAddress }, index) => name === outsideAddress || name === `${id}#${index + 1}`,
    );
    const tunnel = tunnels[at];
    if (tunnel) return { id: `${id}#${at + 1}`, connectionId: id, outsideAddress: tunnel.outsideAddress };
  }
  return undefined;
}

function fixedOr(text: string | undefined, set: AddressSet): AddressSet {
  const address = text === undefined ? undefined : parseAddress(text);
  return address ? oneAddress(address) : set;
}
