import type { ConfigurationIndex, Element, Resource } from "../../configuration";
import { elementOf, tiersOf } from "../../intent";
import {
  type Address,
  formatAddress,
  formatPrefix,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixContains,
  prefixCovers,
} from "../../net";
import type { End } from "../../semantics";
import { applicationMembers } from "./application-members";
import { matchResources, nearResources } from "./match";
import { asService, endpointEnd, serviceByName } from "./service-reference";

/** A reference that does not stand for one end of a flow, with a message that says what to write instead. */
export interface BadReference {
  readonly kind: "ambiguous" | "nothing" | "unsupported";
  readonly message: string;
  readonly candidates: readonly Element[];
}

/** The end a reference names, and the resource it was found by, where it was one. */
export type ResolvedReference =
  | { readonly kind: "end"; readonly end: End; readonly element?: Element }
  | BadReference;

/**
 * Turns a reference as people write it into one end of a flow (product section 6): a resource id, ARN, unique
 * name, IP address, prefix, `internet`, `app:<name>` of a single member, a gateway (a packet that arrives
 * through it), a VPC (a packet of its router), a service, an endpoint to it or a prefix list. A text that names nothing, several things, or something that
 * ends no flow comes back with candidates; it is never ignored. With `role` "destination" an address is taken
 * as it is, for routes decide who owns it; as a source its owner must be clear.
 */
export function resolveReference(
  index: ConfigurationIndex,
  text: string,
  role: "source" | "destination" = "source",
): ResolvedReference {
  const wanted = text.trim();
  if (wanted.toLowerCase() === "internet") return { kind: "end", end: { kind: "internet" } };
  const address = parseAddress(wanted);
  if (address) return addressEnd(index, address, role);
  const prefix = parsePrefix(wanted);
  if (prefix) return prefixEnd(index, prefix);
  if (/^[0-9a-fA-F.:]+\/\d+$/.test(wanted))
    return bad("nothing", `\`${wanted}\` is not a prefix: give one without host bits, such as 10.0.0.0/16`);
  const scheme = /^(az|app|site):(.*)$/.exec(wanted);
  if (scheme) return schemeEnd(index, scheme[1] ?? "", scheme[2] ?? "");
  const tunnel = /^([^#]+)#([12])$/.exec(wanted);
  const connection = index.get("vpnConnection", tunnel?.[1] ?? "");
  if (connection?.tunnels[Number(tunnel?.[2]) - 1])
    return { kind: "end", end: { kind: "gateway", id: wanted }, element: elementOf(connection) };
  const at = wanted.lastIndexOf("@");
  const fixed = at > 0 ? parseAddress(wanted.slice(at + 1)) : undefined;
  if (fixed) return withAddress(resourceReference(index, wanted.slice(0, at)), formatAddress(fixed));
  return asService(serviceByName(index, wanted) ?? resourceReference(index, wanted), role);
}

/** `eni-1@10.0.0.5`, `subnet-1@10.0.0.5`, `vgw-1@192.168.0.1`: the end with one address of it. */
function withAddress(resolved: ResolvedReference, address: string): ResolvedReference {
  if (resolved.kind !== "end") return resolved;
  if (resolved.end.kind === "internet" || resolved.end.kind === "address" || resolved.end.kind === "service")
    return resolved;
  // One node of a load balancer goes by its address, and so does one place of a database.
  if (resolved.end.kind === "loadBalancer" || resolved.end.kind === "database")
    return { ...resolved, end: { kind: "address", address } };
  return { ...resolved, end: { ...resolved.end, address } };
}

function resourceReference(index: ConfigurationIndex, wanted: string): ResolvedReference {
  const matches = matchResources(index, wanted);
  const [only] = matches;
  if (matches.length > 1)
    return bad(
      "ambiguous",
      `\`${wanted}\` names ${matches.length} resources: write the id of one of them`,
      matches.map(elementOf),
    );
  if (!only) {
    const candidates = nearResources(index, wanted);
    const advice =
      candidates.length > 0
        ? "did you mean one of these"
        : "write the id, ARN, name or address of something in the input";
    return bad("nothing", `nothing in the configuration is called \`${wanted}\`: ${advice}`, candidates);
  }
  return resourceEnd(index, only);
}

function resourceEnd(index: ConfigurationIndex, resource: Resource): ResolvedReference {
  const element = elementOf(resource);
  const { id } = resource;
  switch (resource.kind) {
    case "instance":
    case "networkInterface":
    case "subnet":
      return { kind: "end", end: { kind: resource.kind, id }, element };
    case "vpc":
      return { kind: "end", end: { kind: "vpcRouter", id }, element };
    case "internetGateway":
    case "vpnGateway":
    case "transitGateway":
    case "vpnConnection":
    case "customerGateway":
      return { kind: "end", end: { kind: "gateway", id }, element };
    case "classicLoadBalancer":
      return { kind: "end", end: { kind: "loadBalancer", id }, element };
    case "loadBalancer":
      if (resource.type === "gateway")
        return unsupported(
          `\`${id}\` is a gateway load balancer, which no client addresses: name a host behind it`,
        );
      return { kind: "end", end: { kind: "loadBalancer", id }, element };
    case "publicAddress":
      return { kind: "end", end: { kind: "address", address: resource.publicAddress }, element };
    case "natGateway": {
      const addresses = resource.addresses.flatMap(({ privateAddress, publicAddress }) => [
        ...(privateAddress === undefined ? [] : [`${privateAddress} from inside`]),
        ...(publicAddress === undefined ? [] : [`${publicAddress} from the internet`]),
      ]);
      return unsupported(`NAT gateway \`${id}\` goes by its addresses: write ${addresses.join(" or ")}`);
    }
    case "prefixList":
      return { kind: "end", end: { kind: "service", id }, element };
    case "databaseInstance":
      return { kind: "end", end: { kind: "database", id }, element };
    default: {
      const service = endpointEnd(index, id);
      if (service) return service;
      return unsupported(
        `\`${id}\` is a ${resource.kind}, which is not the end of a flow: name an instance, interface, address or gateway`,
        hostsNear(index, resource),
      );
    }
  }
}

/** For a resource that ends no flow: the hosts and interfaces that go with it. */
function hostsNear(index: ConfigurationIndex, resource: Resource): readonly Element[] {
  if (resource.kind === "securityGroup")
    return tiersOf(index)
      .filter(({ securityGroupIds }) => securityGroupIds.includes(resource.id))
      .flatMap(({ members }) => members.map(({ element }) => element));
  const ids = resource.kind === "vpcEndpoint" ? resource.networkInterfaceIds : [];
  return ids.flatMap((id) => index.get("networkInterface", id) ?? []).map(elementOf);
}

/**
 * An address. As a source its owner must be clear; one that nobody owns but that lies in a subnet is a
 * hypothetical interface there. As a destination it is taken as it is: routes decide who gets the packet.
 */
function addressEnd(
  index: ConfigurationIndex,
  address: Address,
  role: "source" | "destination",
): ResolvedReference {
  const text = formatAddress(address);
  const owners = index.configuration.resources.networkInterface.filter(
    (nic) => nic.privateAddresses.some((each) => each.address === text) || nic.ipv6Addresses.includes(text),
  );
  const [owner] = owners;
  if (owner && owners.length === 1)
    return {
      kind: "end",
      end: { kind: "address", address: text, ...vpcFor(role, owner.vpcId) },
      element: elementOf(owner),
    };
  if (role === "destination" || index.interfaceByPublicAddress(text))
    return { kind: "end", end: { kind: "address", address: text } };
  if (owners.length > 1)
    return bad(
      "ambiguous",
      `${owners.length} interfaces in different VPCs have the address ${text}: write the id of one of them`,
      owners.map(elementOf),
    );
  const homes = index.configuration.resources.subnet.filter(({ prefixes }) =>
    prefixes.map(parsePrefix).some((prefix) => prefix && prefixContains(prefix, address)),
  );
  const [home] = homes;
  if (homes.length > 1)
    return bad(
      "ambiguous",
      `nobody has the address ${text}, and ${homes.length} subnets could: write SUBNET@${text}`,
      homes.map(elementOf),
    );
  if (home)
    return { kind: "end", end: { kind: "subnet", id: home.id, address: text }, element: elementOf(home) };
  return { kind: "end", end: { kind: "address", address: text } };
}

/** A source is looked up where its owner is; a destination is not bound to a VPC, for the packet is not. */
function vpcFor(role: "source" | "destination", vpcId: string): { readonly vpcId?: string } {
  return role === "source" ? { vpcId } : {};
}

/** A subnet by its prefix, one address by its full length, or a part of the public space. */
function prefixEnd(index: ConfigurationIndex, prefix: Prefix): ResolvedReference {
  const text = formatPrefix(prefix);
  if (prefix.length === (prefix.family === 4 ? 32 : 128))
    return { kind: "end", end: { kind: "address", address: text.slice(0, text.indexOf("/")) } };
  const subnets = index.configuration.resources.subnet.filter(({ prefixes }) => prefixes.includes(text));
  const [subnet] = subnets;
  if (subnet && subnets.length === 1)
    return { kind: "end", end: { kind: "subnet", id: subnet.id }, element: elementOf(subnet) };
  if (subnets.length > 1)
    return bad(
      "ambiguous",
      `${subnets.length} subnets have the prefix ${text}: write the id of one`,
      subnets.map(elementOf),
    );
  const within = index.configuration.resources.subnet.filter(({ prefixes }) =>
    prefixes.map(parsePrefix).some((own) => own && (prefixCovers(prefix, own) || prefixCovers(own, prefix))),
  );
  if (within.length > 0)
    return unsupported(
      `${text} is a part of the estate, not one end of a flow: name a host or subnet in it`,
      within.slice(0, 8).map(elementOf),
    );
  return { kind: "end", end: { kind: "internet", prefixes: [prefix] } };
}

function schemeEnd(index: ConfigurationIndex, scheme: string, name: string): ResolvedReference {
  if (scheme === "app") {
    const members = applicationMembers(tiersOf(index), index, name);
    const [only] = members;
    if (!only)
      return bad("nothing", `no application is called \`${name}\`: list them with \`umbra intents\``);
    if (members.length > 1)
      return bad(
        "ambiguous",
        `application \`${name}\` has ${members.length} hosts: name one of them`,
        members,
      );
    const resource = index.find(only.id);
    if (resource) return resourceEnd(index, resource);
  }
  if (scheme === "az")
    return unsupported(
      "a zone is not the end of a flow, but it can fail: name a host or subnet in it here, and the zone under `--fail`",
    );
  return siteEnd(index, name);
}

/** A declared site by its name, or the place behind a customer gateway; `site:hq@192.168.1.5` is one address there. */
function siteEnd(index: ConfigurationIndex, text: string): ResolvedReference {
  const at = text.lastIndexOf("@");
  const address = at > 0 ? parseAddress(text.slice(at + 1)) : undefined;
  const name = address ? text.slice(0, at) : text;
  const { site, customerGateway } = index.configuration.resources;
  const found =
    site.find((each) => each.id === `site:${name}` || each.name === name) ??
    index.get("customerGateway", name);
  if (!found)
    return bad(
      "nothing",
      `no site is called \`${name}\`: declare it as a fact, or name a customer gateway`,
      [...site, ...customerGateway].map(elementOf),
    );
  const fixed = address ? { address: formatAddress(address) } : {};
  return { kind: "end", end: { kind: "site", name, ...fixed }, element: elementOf(found) };
}

function unsupported(message: string, candidates: readonly Element[] = []): BadReference {
  return { kind: "unsupported", message, candidates };
}

function bad(
  kind: "ambiguous" | "nothing",
  message: string,
  candidates: readonly Element[] = [],
): BadReference {
  return { kind, message, candidates };
}
