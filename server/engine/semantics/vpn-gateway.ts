import { addresses, byPrecedence, formatPrefix, prefixesSet, prefixRange } from "../net";
import {
  destinationOf,
  type FlowState,
  fail,
  hop,
  splitAddresses,
  undecided,
  withAddresses,
} from "./flow-state";
import {
  type Carried,
  carriedByLinks,
  type Link,
  linkElement,
  linksOfVpnGateway,
  unreadLinks,
} from "./hybrid-links";
import { isBelieved, linkState, tunnelsOf } from "./hybrid-state";
import { elementOf, isCompletelyKnown, type Network } from "./network";
import type { Assumption } from "./question";
import { localPrefixes } from "./route-lookup";
import type { Next, Walk } from "./walk";

/**
 * Out of a VPC through its virtual private gateway: the source must be of the VPC, then the longest prefix that a link
 * carries decides, and among equal ones Direct Connect, then static VPN, then BGP. What BGP carried over a link that is
 * down is withdrawn once that was noticed. Clauses: VPN-1 to VPN-3, VPN-5 to VPN-7, R-7, Q-8.
 */
export function throughVpnGateway(walk: Walk, state: FlowState, id: string, vpcId: string): Next[] {
  const { network } = walk;
  const at = elementOf(network, "vpnGateway", id);
  const { family, source } = state.header;
  if (!network.index.get("vpc", vpcId))
    return [undecided(state, elementOf(network, "vpc", vpcId), `VPC \`${vpcId}\` is not in the input`)];
  const own = splitAddresses(state, source, prefixesSet(localPrefixes(network, vpcId, family)));
  const results: Next[] = [];
  if (own.outside) results.push(fail(own.outside, "VGW_SRC", at, `the source is not an address of ${vpcId}`));
  if (!own.inside) return results;
  const all = linksOfVpnGateway(network, id);
  if (all.length === 0) return [...results, noLink(network, own.inside, id)];
  // One that was not read may be preferred, or be the only one that carries the destination.
  const unread = unreadLinks(network, id);
  if (unread !== undefined) return [...results, undecided(own.inside, at, unread)];
  const links = family === 4 ? all : all.filter(({ kind }) => kind !== "vpnConnection");
  if (links.length === 0)
    return [...results, fail(own.inside, "FAMILY", at, "a VPN connection here carries no IPv6")];
  const entered = hop(own.inside, at, "enter");
  return [...results, ...byCarried(walk, entered, id, carriedByLinks(network, id, links, family))];
}

/** Without any link: a fact where connections were read. */
function noLink(network: Network, state: FlowState, id: string): Next {
  const at = elementOf(network, "vpnGateway", id);
  const gateway = network.index.get("vpnGateway", id);
  const isKnown = isCompletelyKnown(
    network,
    "vpnConnection",
    gateway?.accountId ?? "",
    gateway?.region ?? "",
  );
  return isKnown
    ? fail(state, "VPN_NO_ROUTE", at, "no connection leads out of the gateway")
    : undecided(state, at, `the connections of ${id} are not in the input`);
}

function byCarried(walk: Walk, state: FlowState, gatewayId: string, carried: readonly Carried[]): Next[] {
  const { network } = walk;
  const { destination } = state.header;
  const held = carried.filter(({ link }) => link.staticPrefixes !== undefined || isBelieved(network, link));
  const results: Next[] = [];
  let open = destinationOf(state);
  const take = (
    groups: readonly (readonly Carried[])[],
    next: (part: FlowState, best: readonly Carried[]) => Next[],
  ) => {
    for (const group of groups) {
      const first = group[0];
      if (!first || open.length === 0) continue;
      const inside = addresses.intersect(open, [prefixRange(first.prefix)]);
      if (inside.length === 0) continue;
      const rank = Math.min(...group.map((each) => each.rank));
      results.push(
        ...next(
          withAddresses(state, destination, inside),
          group.filter((each) => each.rank === rank),
        ),
      );
      open = addresses.subtract(open, [prefixRange(first.prefix)]);
    }
  };
  take(byPrecedence(held), (part, best) => best.flatMap((each) => overCarried(walk, part, gatewayId, each)));
  take(byPrecedence(carried), (part, [lost]) => (lost ? overLink(walk, part, lost.link, {}) : []));
  if (open.length > 0) {
    const at = elementOf(network, "vpnGateway", gatewayId);
    const rest = withAddresses(state, destination, open);
    results.push(fail(rest, "VPN_NO_ROUTE", at, "no connection carries the destination"));
  }
  return results;
}

function overCarried(
  walk: Walk,
  state: FlowState,
  gatewayId: string,
  { prefix, link, isAssumed }: Carried,
): Next[] {
  const at = elementOf(walk.network, "vpnGateway", gatewayId);
  const routed = hop(
    state,
    at,
    "route",
    `${formatPrefix(prefix)}${isAssumed ? " (assumed)" : ""} over ${link.id}`,
  );
  return overLink(walk, isAssumed ? assuming(routed, "ASSUME_BGP_ADVERTISED") : routed, link, {});
}

/**
 * Over a link to the place behind it. A VPN connection uses one of its tunnels that are up, with `spread` every one;
 * at T0 also one that has just failed (VPN-2, TGW-5).
 */
export function overLink(
  walk: Walk,
  state: FlowState,
  link: Link,
  { spread = false }: { readonly spread?: boolean },
): Next[] {
  const { network } = walk;
  const at = linkElement(network, link);
  const now = linkState(network, link);
  if (now.kind === "unknown") return [undecided(state, at, now.missing)];
  const connection = link.kind === "vpnConnection" ? network.index.get("vpnConnection", link.id) : undefined;
  const tunnels = connection ? tunnelsOf(network, connection) : [];
  const ways =
    network.horizon === "T0" ? tunnels.filter(({ wasUp }) => wasUp) : tunnels.filter(({ isUp }) => isUp);
  if (now.kind === "down") return [fail(state, "VPN_DOWN", at, now.why)];
  // After the failure was noticed one tunnel stands for all that could be preferred: they lead to the same place.
  const taken = spread || network.horizon === "T0" ? ways : ways.slice(0, 1);
  if (taken.length === 0) return [{ state: hop(state, at, "exit"), place: { kind: "site", link } }];
  return taken.map((tunnel) =>
    tunnel.isUp
      ? { state: hop(state, at, "exit", `tunnel ${tunnel.id}`), place: { kind: "site", link } }
      : fail(state, "VPN_DOWN", at, `tunnel ${tunnel.id} is down`),
  );
}

/** The same branch, resting on an assumption more. */
export function assuming(state: FlowState, assumption: Assumption): FlowState {
  return state.assumptions.includes(assumption)
    ? state
    : { ...state, assumptions: [...state.assumptions, assumption] };
}
