import {
  type AddressSet,
  addresses,
  type Family,
  formatAddress,
  oneAddress,
  PUBLIC_IPV6,
  parseAddress,
  prefixCovers,
} from "../net";
import { PRIVATE_IPV4 } from "./address-book";
import { pastEdgeTable } from "./edge-table";
import { type FlowState, fail, freshAddress, hop, sourceOf, splitAddresses, withHeader } from "./flow-state";
import { addressesOf } from "./interface-state";
import { ipv6Networks } from "./ipv6-networks";
import { elementOf, type Network } from "./network";
import { blockedPublicAccess } from "./public-access";
import type { Next, Walk } from "./walk";

type Exit = { readonly id: string; readonly vpcId: string; readonly fromSubnetId: string | null };

/** Leaves a VPC through its internet gateway. Clauses: IGW-1, IGW-2, IGW-4, IGW-6, IGW-8, R-15, BPA-1. */
export function throughInternetGateway(walk: Walk, state: FlowState, exit: Exit): Next[] {
  const { network } = walk;
  const at = elementOf(network, "internetGateway", exit.id);
  const redirect = redirectOf(network, exit, state.header.family);
  if (redirect !== undefined) return [fail(state, "INGRESS_REDIRECT", at, redirect)];
  const blocked = blockedPublicAccess(
    network,
    state,
    { kind: "internetGateway", id: exit.id },
    { vpcId: exit.vpcId, subnetId: exit.fromSubnetId },
    {
      opened: state.phase === "forward" ? "inside" : "outside",
      through: state.sessions.some((session) => session.kind === "natGateway") ? "natOrEgressOnly" : "direct",
    },
  );
  if (blocked) return [blocked];
  const leaving = pastEdgeTable(network, state, exit.id);
  return state.header.family === 4 ? exitIpv4(network, leaving, exit) : exitIpv6(network, leaving, exit);
}

function exitIpv4(network: Network, state: FlowState, exit: Exit): Next[] {
  const at = elementOf(network, "internetGateway", exit.id);
  const results: Next[] = [];
  let open: FlowState | undefined = state;
  for (const [privateSet, publicText] of publicSources(network, exit.vpcId, sourceOf(state))) {
    if (!open) break;
    const split = splitAddresses(open, open.header.source, privateSet);
    open = split.outside;
    if (!split.inside) continue;
    const translated = publicText === undefined ? split.inside : translateSource(split.inside, publicText);
    const rule = publicText === undefined ? undefined : `source becomes ${publicText}`;
    const refused = splitAddresses(translated, translated.header.destination, PRIVATE_IPV4);
    if (refused.inside)
      results.push(fail(refused.inside, "IGW_PRIVATE_DST", at, "the destination is a private address"));
    if (refused.outside)
      results.push(...intoInternet(network, hop(refused.outside, at, "translate", rule), exit.id));
  }
  if (open) results.push(fail(open, "NO_PUBLIC_IP", at, "the source has no public address"));
  return results;
}

function translateSource(state: FlowState, publicText: string): FlowState {
  const before = state.header.source;
  const address = parseAddress(publicText);
  const fresh = freshAddress(state, address ? oneAddress(address) : []);
  return {
    ...withHeader(fresh.state, { source: fresh.variable }),
    privateBehind: { ...state.privateBehind, [fresh.variable]: before },
  };
}

/** Each private source of the VPC that has a public address, with it; public sources (regional NAT) stand for themselves. */
function publicSources(
  network: Network,
  vpcId: string,
  sources: AddressSet,
): (readonly [AddressSet, string | undefined])[] {
  const single = sources.length === 1 && sources[0]?.[0] === sources[0]?.[1] ? sources[0]?.[0] : undefined;
  if (single !== undefined) {
    const text = formatAddress({ family: 4, value: single });
    if (network.addresses.publicBinding(text)?.vpcId === vpcId) return [[sources, undefined]];
    const publicText = network.addresses.publicOf(vpcId, text);
    return publicText === undefined ? [] : [[sources, publicText]];
  }
  const own = addresses.intersect(sources, network.addresses.modelledPublic);
  const privates = network.index
    .interfacesOfVpc(vpcId)
    .flatMap((nic) => nic.privateAddresses.map((entry) => entry.address));
  const natPrivates = network.index.configuration.resources.natGateway
    .filter((nat) => nat.vpcId === vpcId)
    .flatMap((nat) => nat.addresses.flatMap((entry) => entry.privateAddress ?? []));
  const translated = [...new Set([...privates, ...natPrivates])].sort().flatMap((text) => {
    const address = parseAddress(text);
    const publicText = network.addresses.publicOf(vpcId, text);
    return address && publicText !== undefined && addresses.contains(sources, address.value)
      ? [[oneAddress(address), publicText] as const]
      : [];
  });
  return [...(own.length > 0 ? [[own, undefined] as const] : []), ...translated];
}

function exitIpv6(network: Network, state: FlowState, exit: Exit): Next[] {
  const at = elementOf(network, "internetGateway", exit.id);
  const own = addresses.of(
    network.index.interfacesOfVpc(exit.vpcId).flatMap((nic) => [...addressesOf(network, nic, 6)]),
  );
  const source = splitAddresses(state, state.header.source, own);
  const results: Next[] = [];
  if (source.outside)
    results.push(fail(source.outside, "NO_PUBLIC_IP", at, "the source is not an IPv6 address of this VPC"));
  if (!source.inside) return results;
  const target = splitAddresses(source.inside, state.header.destination, PUBLIC_IPV6);
  if (target.outside)
    results.push(fail(target.outside, "IGW_PRIVATE_DST", at, "the destination is not public"));
  if (target.inside) results.push(...intoInternet(network, hop(target.inside, at, "forward"), exit.id));
  return results;
}

/** From the gateway into the public internet; modelled public addresses are re-entered (IGW-6). Identity is lost (SG-8). */
export function intoInternet(
  network: Network,
  state: FlowState,
  gatewayId: string,
  via: "internetGateway" | "egressOnlyInternetGateway" = "internetGateway",
): Next[] {
  const outside: FlowState = { ...state, identity: null, arrivedBy: "outside", crossings: [] };
  const modelled = modelledDestinations(network, outside);
  const { inside, outside: rest } = splitAddresses(outside, state.header.destination, modelled);
  const results: Next[] = [];
  if (inside) results.push({ state: inside, place: { kind: "fromInternet" } });
  if (rest) results.push({ state: rest, place: { kind: "internet", via, gatewayId } });
  return results;
}

function modelledDestinations(network: Network, state: FlowState): AddressSet {
  if (state.header.family === 4) return network.addresses.modelledPublic;
  return addresses.of(ipv6Networks(network).flatMap(({ set }) => [...set]));
}

/** what the edge table diverts on the way in must not leave straight to the gateway; each family for itself. */
function redirectOf(network: Network, exit: Exit, family: Family): string | undefined {
  const subnet = exit.fromSubnetId === null ? undefined : network.index.get("subnet", exit.fromSubnetId);
  const table = network.index.edgeTableOf(exit.id);
  const diverts = table?.routes.find(
    (route) =>
      route.target.kind !== "local" &&
      "prefix" in route.destination &&
      network.prefix(route.destination.prefix).family === family &&
      subnet?.prefixes.some(
        (prefix) =>
          "prefix" in route.destination &&
          prefixCovers(network.prefix(route.destination.prefix), network.prefix(prefix)),
      ),
  );
  return diverts
    ? `${table?.id} diverts traffic to ${subnet?.id} through an appliance, so replies must go back the same way`
    : undefined;
}
