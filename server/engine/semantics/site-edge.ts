import { type AddressSet, addresses, prefixesSet } from "../net";
import { byEdgeTable } from "./edge-table";
import { type FlowState, fail, hop, splitAddresses, undecided } from "./flow-state";
import { type Link, linkElement } from "./hybrid-links";
import { isBelieved, linkState } from "./hybrid-state";
import { elementOf, type Network, prefixesOf } from "./network";
import type { End } from "./question";
import { replyTo, success } from "./reply";
import { localPrefixes } from "./route-lookup";
import { siteOf, siteWith } from "./sites";
import { isAttached } from "./target-state";
import { enterByAttachment, toldByAttachment } from "./transit-gateway";
import { assuming } from "./vpn-gateway";
import type { Next, Walk } from "./walk";

/**
 * A packet has left over a link. Forward: the place behind it answers over the same link. Return: it has reached the
 * place that asked, or another one. Clauses: VPN-8, Q-3.
 */
export function atSite(walk: Walk, state: FlowState, link: Link): Next[] {
  const at = linkElement(walk.network, link);
  if (state.phase === "return") {
    return isBehind(walk.network, walk.from, link)
      ? [success(assuming(state, "ASSUME_ONPREM_RETURN"))]
      : [fail(state, "ASYMMETRIC", at, "the reply leaves for another place than the one that asked")];
  }
  const wanted = forwardParts(walk, state, link);
  const refused = wanted.outside ? [fail(wanted.outside, wanted.reason, at, wanted.why)] : [];
  if (!wanted.inside) return refused;
  const reply = walk.mode === "connection" ? replyTo(wanted.inside) : undefined;
  if (!reply) return [...refused, success(wanted.inside)];
  return [...refused, ...enterByLink(walk, assuming(reply, "ASSUME_ONPREM_RETURN"), link)];
}

interface Parts {
  readonly inside: FlowState | undefined;
  readonly outside: FlowState | undefined;
  readonly reason: "NO_OWNER" | "VPN_NO_ROUTE";
  readonly why: string;
}

/** What of a packet that has left over the link goes where the question wants it. */
function forwardParts({ network, to }: Walk, state: FlowState, link: Link): Parts {
  if (!isBehind(network, to, link) && to.kind !== "address" && to.kind !== "internet") {
    const why = "the packet leaves the network here, its destination is elsewhere";
    return { inside: undefined, outside: state, reason: "NO_OWNER", why };
  }
  // What carries the tunnel cannot run inside it.
  const ends = network.index.configuration.resources.vpnConnection.flatMap(({ tunnels }) =>
    tunnels.map(({ outsideAddress }) => outsideAddress),
  );
  const own = prefixesSet(ends.flatMap((text) => prefixesOf(network, [`${text}/32`], 4)));
  const { inside, outside } = splitAddresses(
    state,
    state.header.destination,
    state.header.family === 4 ? own : [],
  );
  const why = "a tunnel's own outside address is not reached through a tunnel";
  return { inside: outside, outside: inside, reason: "VPN_NO_ROUTE", why };
}

/** Whether an end of the question lies behind the link. */
function isBehind(network: Network, end: End, link: Link): boolean {
  if (end.kind === "site") return hasLink(siteOf(network, end.name)?.links, link);
  if (end.kind === "address") return hasLink(siteWith(network, end.address)?.links, link);
  if (end.kind !== "gateway") return false;
  const [id] = end.id.split("#");
  return id === link.gateway.id || link.names.includes(id ?? "");
}

function hasLink(links: readonly Link[] | undefined, link: Link): boolean {
  return links?.some(({ id, gateway }) => id === link.id && gateway.id === link.gateway.id) === true;
}

/** Packets that set out at a place behind these links: over each that tells it of the destination (VPN-4, VPN-8). */
export function fromLinks(walk: Walk, state: FlowState, links: readonly Link[]): Next[] {
  const { network } = walk;
  const usable = links.filter((link) => isBelieved(network, link));
  const [first] = usable;
  if (!first) {
    const [lost] = links;
    if (!lost)
      return [undecided(state, { kind: "question", id: "question" }, "no connection leads to the site")];
    const now = linkState(network, lost);
    const why = now.kind === "down" ? now.why : `${lost.id} is down`;
    return [fail(state, "VPN_DOWN", linkElement(network, lost), why)];
  }
  const results: Next[] = [];
  let rest: FlowState | undefined = state;
  let covered: AddressSet = [];
  for (const link of usable) {
    const told = toldOver(network, link, state);
    const { inside } = splitAddresses(state, state.header.destination, told);
    if (inside) results.push(...enterByLink(walk, inside, link));
    covered = addresses.union(covered, told);
  }
  rest = splitAddresses(state, state.header.destination, covered).outside;
  // What no link tells the site of goes out by the first and is refused where it arrives.
  if (rest) results.push(...enterByLink(walk, rest, first));
  return results;
}

/** Which destinations the site learns of over the link. */
function toldOver(network: Network, link: Link, state: FlowState): AddressSet {
  const { family } = state.header;
  // A VPN connection on a virtual private gateway carries no IPv6, so it tells of none (VPN-7).
  if (family === 6 && link.kind === "vpnConnection" && link.gateway.kind === "vpnGateway") return [];
  const vpcId = link.gateway.kind === "vpnGateway" ? vpcOf(network, link.gateway.id) : undefined;
  const all =
    link.gateway.kind === "transitGateway"
      ? toldByAttachment(network, link.attachmentId ?? "", state)
      : prefixesSet(vpcId === undefined ? [] : localPrefixes(network, vpcId, family));
  if (link.allowedPrefixes.length === 0) return all;
  return addresses.intersect(all, prefixesSet(prefixesOf(network, link.allowedPrefixes, family)));
}

/** Into the provider's network over a link: the gateway's edge table else local, or the attachment's table. Clauses: R-1, VPN-4. */
export function enterByLink(walk: Walk, state: FlowState, link: Link): Next[] {
  const { network } = walk;
  const { family, destination } = state.header;
  const at = linkElement(network, link);
  const now = linkState(network, link);
  if (now.kind === "down") return [fail(state, "VPN_DOWN", at, now.why)];
  if (now.kind === "unknown") return [undecided(state, at, now.missing)];
  const outside: FlowState = { ...state, identity: null, arrivedBy: "outside", crossings: [] };
  const entered = hop(outside, at, "enter");
  if (link.allowedPrefixes.length > 0) {
    const allowed = prefixesSet(prefixesOf(network, link.allowedPrefixes, family));
    const refused = splitAddresses(entered, destination, allowed);
    if (refused.outside)
      return [
        fail(
          refused.outside,
          "VPN_NO_ROUTE",
          at,
          "the site is not told of the destination: it is no allowed prefix",
        ),
        ...(refused.inside ? atGateway(walk, refused.inside, link) : []),
      ];
  }
  return atGateway(walk, entered, link);
}

function atGateway(walk: Walk, state: FlowState, link: Link): Next[] {
  const { network } = walk;
  const { family, destination } = state.header;
  if (link.gateway.kind === "transitGateway") return enterByAttachment(walk, state, link.attachmentId ?? "");
  const { id } = link.gateway;
  const at = elementOf(network, "vpnGateway", id);
  const vpcId = vpcOf(network, id);
  if (vpcId === undefined) return [fail(state, "VGW_STATE", at, "the gateway is not attached to a VPC")];
  if (family === 6 && link.kind === "vpnConnection")
    return [fail(state, "FAMILY", at, "a VPN connection here carries no IPv6")];
  if (!network.index.get("vpc", vpcId)) return byEdgeTable(walk, hop(state, at, "enter"), id, vpcId);
  const own = splitAddresses(state, destination, prefixesSet(localPrefixes(network, vpcId, family)));
  const refused = own.outside
    ? [fail(own.outside, "NO_OWNER", at, `the destination is not an address of ${vpcId}`)]
    : [];
  return own.inside ? [...refused, ...byEdgeTable(walk, hop(own.inside, at, "enter"), id, vpcId)] : refused;
}

function vpcOf(network: Network, gatewayId: string): string | undefined {
  const attachments = network.index.get("vpnGateway", gatewayId)?.attachments ?? [];
  return attachments.find(({ vpcId }) => isAttached(network, "vpnGateway", gatewayId, vpcId))?.vpcId;
}
