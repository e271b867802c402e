import { doubtText, type Element, isDoubtful, type ResourceOf } from "../configuration";
import { type Family, type Prefix, prefixCovers } from "../net";
import { elementOf, isCompletelyKnown, type Network, prefixesOf } from "./network";

/**
 * One way between a gateway and a place outside the provider: a VPN connection, a Direct Connect virtual interface (or an
 * association whose interfaces were not read), or a Connect attachment. Clauses: VPN-1 to VPN-3, TGW-5.
 */
export interface Link {
  readonly kind:
    | "vpnConnection"
    | "virtualInterface"
    | "directConnectAssociation"
    | "transitGatewayAttachment";
  readonly id: string;
  readonly gateway: { readonly kind: "vpnGateway" | "transitGateway"; readonly id: string };
  /** At a transit gateway: the attachment by which it hangs there. */
  readonly attachmentId?: string;
  /** A static VPN connection: its prefixes. Undefined: BGP says. */
  readonly staticPrefixes?: readonly string[];
  /** Direct Connect: the only prefixes that the site is told of; empty: all. */
  readonly allowedPrefixes: readonly string[];
  /** What a declared site may name to say that it is behind this link. */
  readonly names: readonly string[];
}

type Attachment = ResourceOf<"transitGatewayAttachment">;

/** The links of a virtual private gateway, in order of ids. Deleted connections are none. */
export function linksOfVpnGateway(network: Network, gatewayId: string): Link[] {
  const { vpnConnection, virtualInterface, directConnectAssociation } = network.index.configuration.resources;
  const gateway = { kind: "vpnGateway", id: gatewayId } as const;
  const connections = vpnConnection
    .filter((connection) => connection.vpnGatewayId === gatewayId && !isGone(connection.state))
    .map((connection) => vpnLink(network, connection.id, gateway));
  const direct = virtualInterface
    .filter((vif) => vif.vpnGatewayId === gatewayId && !isGone(vif.state))
    .map((vif) => interfaceLink(vif, gateway, []));
  const associated = directConnectAssociation
    .filter((each) => each.associatedGatewayId === gatewayId && !isGone(each.state))
    .flatMap((each) => associationLinks(network, each, gateway));
  return [...connections, ...direct, ...associated];
}

/** The links behind a transit gateway attachment; none for attachments to VPCs and peers. */
export function linksOfAttachment(network: Network, attachment: Attachment): Link[] {
  const gateway = { kind: "transitGateway", id: attachment.transitGatewayId } as const;
  const hung = (link: Link): Link => ({
    ...link,
    attachmentId: attachment.id,
    names: [...link.names, attachment.id],
  });
  switch (attachment.resourceType) {
    case "vpn":
      return [hung(vpnLink(network, attachment.resourceId, gateway))];
    case "direct-connect-gateway": {
      const association = network.index.configuration.resources.directConnectAssociation.find(
        (each) =>
          each.directConnectGatewayId === attachment.resourceId &&
          each.associatedGatewayId === attachment.transitGatewayId,
      );
      return associationLinks(
        network,
        association ?? {
          id: attachment.resourceId,
          directConnectGatewayId: attachment.resourceId,
          allowedPrefixes: [],
        },
        gateway,
      ).map(hung);
    }
    case "connect":
      return [
        hung({
          kind: "transitGatewayAttachment",
          id: attachment.id,
          gateway,
          allowedPrefixes: [],
          names: [],
        }),
      ];
    default:
      return [];
  }
}

/** Every link of the network, in a stable order. */
export function allLinks(network: Network): Link[] {
  const { vpnGateway, transitGatewayAttachment } = network.index.configuration.resources;
  return [
    ...vpnGateway.flatMap(({ id }) => linksOfVpnGateway(network, id)),
    ...transitGatewayAttachment
      .filter(({ state }) => !isGone(state))
      .flatMap((attachment) => linksOfAttachment(network, attachment)),
  ];
}

/** Kinds that say which links a virtual private gateway has, and which links there are at all. */
const LINK_KINDS = ["vpnConnection", "virtualInterface", "directConnectAssociation"] as const;
const SITE_KINDS = [
  ...LINK_KINDS,
  "vpnGateway",
  "transitGatewayAttachment",
  "transitGatewayRouteTable",
] as const;

/** Why a virtual private gateway may have links that are not in the input, if so. */
export function unreadLinks(network: Network, gatewayId: string): string | undefined {
  const gateway = network.index.get("vpnGateway", gatewayId);
  return refusedKind(network, LINK_KINDS, gateway);
}

/** Why a place outside the provider may have links that are not in the input, or others by now, if so. */
export function unreadSiteLinks(network: Network): string | undefined {
  const old = network.index.configuration.coverage.find(
    (entry) => SITE_KINDS.some((kind) => kind === entry.kind) && isDoubtful(entry),
  );
  return refusedKind(network, SITE_KINDS, undefined) ?? (old && doubtText(old));
}

/**
 * A kind that was asked for and not given. One that was never asked for holds nothing: few accounts have Direct Connect, and
 * most inputs say nothing of it.
 */
function refusedKind(
  network: Network,
  kinds: readonly string[],
  place: { readonly accountId: string; readonly region: string } | undefined,
): string | undefined {
  const refused = network.index.configuration.coverage.find(
    ({ kind, status, accountId, region }) =>
      kinds.includes(kind) &&
      (status === "denied" || status === "unsupported") &&
      (!place || ((accountId === "" || accountId === place.accountId) && region === place.region)),
  );
  return refused && `${refused.kind} in ${refused.region} could not be read, so there may be more links`;
}

/** The element to name for a link. */
export function linkElement(network: Network, link: Link): Element {
  return elementOf(network, link.kind, link.id);
}

/** Prefixes of declared sites behind the link. */
export function declaredPrefixes(network: Network, link: Link, family: Family): Prefix[] {
  return network.index.configuration.resources.site
    .filter(({ via }) => via.some((id) => link.names.includes(id)))
    .flatMap(({ prefixes }) => prefixesOf(network, prefixes, family));
}

/** Prefixes that came to a virtual private gateway by BGP, as its VPC's tables show them (VPN-3). */
export function advertisedPrefixes(
  network: Network,
  gatewayId: string,
  links: readonly Link[],
  family: Family,
): Prefix[] {
  const statics = links.flatMap((link) => prefixesOf(network, link.staticPrefixes ?? [], family));
  const texts = network.index.configuration.resources.routeTable.flatMap(({ routes }) =>
    routes.flatMap(({ destination, target, origin }) =>
      origin === "EnableVgwRoutePropagation" &&
      target.kind === "vpnGateway" &&
      target.id === gatewayId &&
      "prefix" in destination
        ? destination.prefix
        : [],
    ),
  );
  return prefixesOf(network, [...new Set(texts)].sort(), family).filter(
    (prefix) => !statics.some((own) => isSame(own, prefix)),
  );
}

/** A prefix that a link carries. Lower ranks win between equal prefixes: Direct Connect, static VPN, BGP VPN. */
export interface Carried {
  readonly prefix: Prefix;
  readonly link: Link;
  readonly rank: number;
  /** Nobody has seen it advertised by this very link (VPN-3). */
  readonly isAssumed: boolean;
}

/**
 * What each link of a virtual private gateway carries (VPN-3). A BGP link carries what its declared sites have and
 * what was seen advertised, unless that belongs to the sites of another link; where neither says anything, everything.
 */
export function carriedByLinks(
  network: Network,
  gatewayId: string,
  links: readonly Link[],
  family: Family,
): Carried[] {
  const advertised = advertisedPrefixes(network, gatewayId, links, family);
  const dynamic = links.filter((link) => link.staticPrefixes === undefined);
  const declared = new Map(dynamic.map((link) => [link, declaredPrefixes(network, link, family)]));
  const isOthers = (prefix: Prefix, link: Link) =>
    [...declared].some(([other, prefixes]) => other !== link && prefixes.some((own) => overlap(own, prefix)));
  return links.flatMap((link): Carried[] => {
    if (link.staticPrefixes)
      return prefixesOf(network, link.staticPrefixes, family).map((prefix) => ({
        prefix,
        link,
        rank: 1,
        isAssumed: false,
      }));
    const rank = link.kind === "vpnConnection" ? 2 : 0;
    const own = declared.get(link) ?? [];
    const seen = advertised.filter(
      (prefix) => own.some((each) => overlap(each, prefix)) || !isOthers(prefix, link),
    );
    if (own.length + seen.length === 0 && advertised.length === 0)
      return [{ prefix: { family, base: 0n, length: 0 }, link, rank, isAssumed: true }];
    return [
      ...own.map((prefix) => ({ prefix, link, rank, isAssumed: false })),
      ...seen.map((prefix) => ({ prefix, link, rank, isAssumed: dynamic.length > 1 })),
    ];
  });
}

function vpnLink(network: Network, id: string, gateway: Link["gateway"]): Link {
  const connection = network.index.get("vpnConnection", id);
  const routes = connection?.routes.filter(({ state }) => !isGone(state)).map(({ prefix }) => prefix);
  return {
    kind: "vpnConnection",
    id,
    gateway,
    ...(connection?.staticRoutesOnly ? { staticPrefixes: routes ?? [] } : {}),
    allowedPrefixes: [],
    names: [id, ...(connection?.customerGatewayId === undefined ? [] : [connection.customerGatewayId])],
  };
}

function interfaceLink(
  vif: ResourceOf<"virtualInterface">,
  gateway: Link["gateway"],
  allowedPrefixes: readonly string[],
): Link {
  const names = [vif.id, vif.directConnectGatewayId, vif.connectionId].flatMap((id) => id ?? []);
  return { kind: "virtualInterface", id: vif.id, gateway, allowedPrefixes, names };
}

/** Every virtual interface of the Direct Connect gateway; the association itself where none was read. */
function associationLinks(
  network: Network,
  association: Pick<
    ResourceOf<"directConnectAssociation">,
    "id" | "directConnectGatewayId" | "allowedPrefixes"
  >,
  gateway: Link["gateway"],
): Link[] {
  const { directConnectGatewayId, allowedPrefixes } = association;
  const interfaces = network.index.configuration.resources.virtualInterface.filter(
    (vif) => vif.directConnectGatewayId === directConnectGatewayId && !isGone(vif.state),
  );
  if (interfaces.length > 0) return interfaces.map((vif) => interfaceLink(vif, gateway, allowedPrefixes));
  const owner = network.index.get("directConnectAssociation", association.id);
  if (isCompletelyKnown(network, "virtualInterface", owner?.accountId ?? "", owner?.region ?? "")) return [];
  const names = [association.id, directConnectGatewayId];
  return [{ kind: "directConnectAssociation", id: association.id, gateway, allowedPrefixes, names }];
}

function isGone(state: string): boolean {
  return ["deleted", "deleting", "disassociated", "disassociating", "rejected", "failed"].includes(state);
}

function overlap(a: Prefix, b: Prefix): boolean {
  return prefixCovers(a, b) || prefixCovers(b, a);
}

function isSame(a: Prefix, b: Prefix): boolean {
  return a.base === b.base && a.length === b.length;
}
