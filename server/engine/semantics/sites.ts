import {
  type AddressSet,
  addresses,
  allAddresses,
  type Family,
  type Prefix,
  parseAddress,
  prefixesSet,
} from "../net";
import { allLinks, carriedByLinks, type Link, linksOfVpnGateway } from "./hybrid-links";
import { type Network, prefixesOf } from "./network";

/** A place outside the provider, with the links that lead to it. */
export interface Site {
  /** The name of a declared site, else the id of its customer gateway. */
  readonly name: string;
  readonly links: readonly Link[];
  /** Undefined: nobody says which addresses are there. */
  readonly prefixes: (family: Family) => AddressSet | undefined;
}

/** A declared site by its name, or the place behind a customer gateway by the gateway's id. */
export function siteOf(network: Network, name: string): Site | undefined {
  const { site } = network.index.configuration.resources;
  const declared = site.find((each) => each.id === `site:${name}` || each.id === name || each.name === name);
  if (!declared)
    return network.index.get("customerGateway", name) ? siteBehind(network, name, [name]) : undefined;
  return {
    name,
    links: allLinks(network).filter(({ names }) => names.some((id) => declared.via.includes(id))),
    prefixes: (family) => prefixesSet(prefixesOf(network, declared.prefixes, family)),
  };
}

/** The place behind whatever one of `names` names: a connection, a customer gateway, a virtual interface, an attachment. */
export function siteBehind(network: Network, name: string, names: readonly string[]): Site {
  const links = allLinks(network).filter((link) => link.names.some((id) => names.includes(id)));
  return { name, links, prefixes: (family) => knownPrefixes(network, links, family) };
}

/** The only site that has the address: a declared one, else one behind a link that is known to carry it. */
export function siteWith(network: Network, text: string): Site | undefined {
  const address = parseAddress(text);
  if (!address) return undefined;
  const { site, customerGateway } = network.index.configuration.resources;
  const has = (each: Site | undefined) =>
    each && addresses.contains(each.prefixes(address.family) ?? [], address.value) ? [each] : [];
  const declared = site.flatMap(({ id }) => has(siteOf(network, id)));
  if (declared.length > 0) return declared.length === 1 ? declared[0] : undefined;
  const implicit = customerGateway.flatMap(({ id }) => has(siteOf(network, id)));
  return implicit.length === 1 ? implicit[0] : undefined;
}

/** Every address outside the modelled VPCs: where a packet may come from when nobody says what a site has. */
export function elsewhere(network: Network, family: Family): AddressSet {
  const inside = network.index.configuration.resources.vpc.flatMap(({ prefixes }) =>
    prefixesOf(network, prefixes, family),
  );
  return addresses.subtract(allAddresses(family), prefixesSet(inside));
}

/** What links are known to carry; undefined where that is only assumed. */
function knownPrefixes(network: Network, links: readonly Link[], family: Family): AddressSet | undefined {
  const prefixes = links.flatMap((link) => carriedTo(network, link, family));
  return prefixes.length === 0 ? undefined : prefixesSet(prefixes);
}

function carriedTo(network: Network, link: Link, family: Family): Prefix[] {
  if (link.gateway.kind === "vpnGateway") {
    const links = linksOfVpnGateway(network, link.gateway.id);
    return carriedByLinks(network, link.gateway.id, links, family)
      .filter((each) => each.link.id === link.id && each.prefix.length > 0)
      .map(({ prefix }) => prefix);
  }
  const texts = network.index.configuration.resources.transitGatewayRouteTable.flatMap(({ routes }) =>
    routes.flatMap(({ destination, attachments }) =>
      "prefix" in destination && attachments.some(({ attachmentId }) => attachmentId === link.attachmentId)
        ? destination.prefix
        : [],
    ),
  );
  return prefixesOf(network, texts, family).filter(({ length }) => length > 0);
}
