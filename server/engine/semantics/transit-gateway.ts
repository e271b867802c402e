import type { ResourceOf } from "../configuration";
import { type AddressSet, addresses, prefixesSet } from "../net";
import {
  destinationOf,
  type FlowState,
  fail,
  hop,
  revisits,
  splitAddresses,
  undecided,
  visit,
  withAddresses,
} from "./flow-state";
import { type Link, linksOfAttachment } from "./hybrid-links";
import { isBelieved } from "./hybrid-state";
import { isSubnetUp } from "./interface-state";
import { NOT_MODELED } from "./limits";
import { elementOf, type Network, prefixesOf } from "./network";
import { filterByNetworkAcl } from "./network-acl";
import { replyTo, success } from "./reply";
import { localPrefixes } from "./route-lookup";
import { attachmentOf, isAttachmentUp } from "./target-state";
import { lookUpTransitRoutes } from "./transit-gateway-routes";
import { assuming, overLink } from "./vpn-gateway";
import type { Next, Walk } from "./walk";

type Attachment = ResourceOf<"transitGatewayAttachment">;

/**
 * From a subnet into a transit gateway: the VPC's attachment must stand in the subnet's zone, and the attachment
 * subnet's ACL is crossed. Clauses: TGW-1, TGW-2, TGW-9.
 */
export function throughTransitGateway(
  walk: Walk,
  state: FlowState,
  id: string,
  vpcId: string,
  fromSubnetId: string,
): Next[] {
  const { network } = walk;
  const attachment = attachmentOf(network, id, vpcId);
  if (!attachment) {
    return [
      fail(
        state,
        "TGW_ATTACH",
        elementOf(network, "transitGateway", id),
        `${vpcId} has no working attachment`,
      ),
    ];
  }
  const at = elementOf(network, attachment.kind, attachment.id);
  if (state.header.family === 6 && !attachment.ipv6Support)
    return [fail(state, "FAMILY", at, "IPv6 is not enabled on the attachment")];
  const zoneId = network.index.get("subnet", fromSubnetId)?.zoneId;
  if (zoneId === undefined) return [undecided(state, at, `the zone of ${fromSubnetId} is not in the input`)];
  const unplaced = attachment.subnetIds.filter(
    (subnetId) => network.index.get("subnet", subnetId)?.zoneId === undefined,
  );
  const entry = attachment.subnetIds.find(
    (subnetId) => network.index.get("subnet", subnetId)?.zoneId === zoneId && isSubnetUp(network, subnetId),
  );
  if (entry === undefined) {
    if (unplaced.length > 0)
      return [undecided(state, at, `subnet ${unplaced.join(", ")} of the attachment is not in the input`)];
    return [fail(state, "TGW_AZ", at, `the attachment has no working subnet in zone ${zoneId}`)];
  }
  return filterByNetworkAcl(network, state, entry, "ingress").flatMap((result) =>
    "end" in result ? [result] : accepted(walk, hop(result, at, "enter"), id, attachment, zoneId),
  );
}

/** At the gateway: where the question begins or ends there, else on by the attachment's table. */
function accepted(
  walk: Walk,
  state: FlowState,
  id: string,
  attachment: Attachment,
  zoneId: string | null,
): Next[] {
  const end = state.phase === "forward" ? walk.to : walk.from;
  if (end.kind !== "gateway" || end.id !== id || attachment.association?.state !== "associated")
    return byAttachmentTable(walk, state, id, attachment, zoneId);
  const reply = state.phase === "forward" && walk.mode === "connection" ? replyTo(state) : undefined;
  return reply
    ? intoVpc(walk, reply, { gatewayId: id, entered: attachment, zoneId }, attachment)
    : [success(state)];
}

/** Packets that come out of a transit gateway: to the VPCs attached to it that have the destination (TGW-6, TGW-7). */
export function fromTransitGateway(walk: Walk, state: FlowState, id: string): Next[] {
  const { network } = walk;
  const at = elementOf(network, "transitGateway", id);
  const results: Next[] = [];
  let open: FlowState | undefined = hop(state, at, "emit");
  for (const attachment of network.index.configuration.resources.transitGatewayAttachment) {
    if (attachment.transitGatewayId !== id || attachment.resourceType !== "vpc" || !open) continue;
    const own = prefixesSet(localPrefixes(network, attachment.resourceId, state.header.family));
    const split: ReturnType<typeof splitAddresses> = splitAddresses(open, open.header.destination, own);
    open = split.outside;
    if (!split.inside) continue;
    if (!isAttachmentUp(network, attachment.id)) {
      const element = elementOf(network, attachment.kind, attachment.id);
      results.push(fail(split.inside, "TGW_BLACKHOLE", element, "the attachment does not work"));
    } else {
      const passage = { gatewayId: id, entered: attachment, zoneId: null };
      results.push(...intoVpc(walk, split.inside, passage, attachment));
    }
  }
  if (open) results.push(fail(open, "TGW_NO_ROUTE", at, "no attached VPC has the destination"));
  return results;
}

/** A packet from a place behind an attachment, by the table associated with it (TGW-2). */
export function enterByAttachment(walk: Walk, state: FlowState, attachmentId: string): Next[] {
  const { network } = walk;
  const at = elementOf(network, "transitGatewayAttachment", attachmentId);
  const attachment = network.index.get("transitGatewayAttachment", attachmentId);
  if (!attachment || !isAttachmentUp(network, attachmentId))
    return [fail(state, "TGW_ATTACH", at, "the attachment does not work")];
  return accepted(walk, hop(state, at, "enter"), attachment.transitGatewayId, attachment, null);
}

/**
 * The destinations that a place behind an attachment is told of: those its associated table has a way for. Where the table is
 * not in the input it may be told of any.
 */
export function toldByAttachment(network: Network, attachmentId: string, state: FlowState): AddressSet {
  const attachment = network.index.get("transitGatewayAttachment", attachmentId);
  const table = network.index.get("transitGatewayRouteTable", attachment?.association?.routeTableId ?? "");
  if (!table) return attachment?.association?.state === "associated" ? destinationOf(state) : [];
  const parts = lookUpTransitRoutes(network, table, destinationOf(state), state.header.family);
  return addresses.of(
    parts.flatMap(({ destinations, fate }) => (fate.kind === "none" ? [] : [...destinations])),
  );
}

/** The associated table routes the packet (TGW-2, TGW-4). */
function byAttachmentTable(
  walk: Walk,
  state: FlowState,
  gatewayId: string,
  attachment: Attachment,
  zoneId: string | null,
): Next[] {
  const { network } = walk;
  const gateway = elementOf(network, "transitGateway", gatewayId);
  if (attachment.association?.state !== "associated") {
    return [
      fail(
        state,
        "TGW_NO_ASSOC",
        elementOf(network, attachment.kind, attachment.id),
        "no route table is associated",
      ),
    ];
  }
  const tableId = attachment.association.routeTableId;
  const table = network.index.get("transitGatewayRouteTable", tableId);
  if (!table)
    return [undecided(state, gateway, `transit gateway route table \`${tableId}\` is not in the input`)];
  // Once for each way in: an inspection network sends the same packet back into the gateway.
  if (revisits(state, attachment.id))
    return [fail(state, "LOOP", gateway, "the packet comes back unchanged")];
  const visiting = visit(state, attachment.id);
  const at = elementOf(network, table.kind, table.id);
  return lookUpTransitRoutes(network, table, destinationOf(state), state.header.family).flatMap(
    ({ destinations, fate }) => {
      const part = withAddresses(visiting, state.header.destination, destinations);
      if (fate.kind === "none") return [fail(part, "TGW_NO_ROUTE", at, "no route for the destination")];
      if (fate.kind === "unknown") return [undecided(part, at, fate.missing)];
      if (fate.kind === "blackhole") return [fail(part, "TGW_BLACKHOLE", at, fate.label)];
      const isTie = fate.ids.length > 1 && !fate.isShared;
      const routed = hop(isTie ? { ...part, tied: true } : part, at, "route", fate.label);
      const passage = { gatewayId, entered: attachment, zoneId, isStatic: fate.isStatic };
      return fate.ids.flatMap((id) => leaveBy(walk, routed, passage, id));
    },
  );
}

type Passage = {
  readonly gatewayId: string;
  readonly entered: Attachment;
  readonly zoneId: string | null;
  /** Whether a static route sends it there. */
  readonly isStatic?: boolean;
};

function leaveBy(walk: Walk, state: FlowState, passage: Passage, attachmentId: string): Next[] {
  const { network } = walk;
  const at = elementOf(network, "transitGatewayAttachment", attachmentId);
  const attachment = network.index.get("transitGatewayAttachment", attachmentId);
  if (!attachment) return [undecided(state, at, `attachment \`${attachmentId}\` is not in the input`)];
  if (attachment.resourceType === "vpc") return intoVpc(walk, state, passage, attachment);
  if (attachment.resourceType === "peering")
    return intoPeerGateway(walk, state, passage.gatewayId, attachment);
  const links = linksOfAttachment(network, attachment);
  if (links.length === 0)
    return [undecided(state, at, `${attachment.resourceType}: ${NOT_MODELED.otherAttachment}`)];
  return overAttachment(walk, hop(state, at, "forward"), passage, links);
}

/**
 * Out over the links of an attachment, each a branch while routing holds on to it; a static route drops where none works.
 * Clauses: TGW-5, VPN-2, VPN-5, Q-8.
 */
function overAttachment(walk: Walk, state: FlowState, passage: Passage, links: readonly Link[]): Next[] {
  const { network } = walk;
  const isSpread = network.index.get("transitGateway", passage.gatewayId)?.vpnEcmpSupport === true;
  const held = links.filter((link) => isBelieved(network, link));
  return (held.length > 0 ? held : links.slice(0, 1)).flatMap((link) => {
    const isBgp = link.staticPrefixes === undefined;
    const isAppliance = link.kind === "transitGatewayAttachment";
    const known = isBgp && passage.isStatic === true ? assuming(state, "ASSUME_BGP_ADVERTISED") : state;
    const passed = isAppliance ? assuming(known, "ASSUME_APPLIANCE_FORWARDS") : known;
    return overLink(walk, passed, link, { spread: isBgp && isSpread });
  });
}

/** Out to a VPC: which zone, then routed by the table of the attachment's subnet there. Clauses: TGW-6, TGW-7, TGW-9. */
function intoVpc(walk: Walk, state: FlowState, passage: Passage, attachment: Attachment): Next[] {
  const { network } = walk;
  const at = elementOf(network, attachment.kind, attachment.id);
  if (!network.index.get("vpc", attachment.resourceId)) {
    return [undecided(state, at, `VPC \`${attachment.resourceId}\` is not in the input`)];
  }
  if (state.header.family === 6 && !attachment.ipv6Support)
    return [fail(state, "FAMILY", at, "IPv6 is not enabled on the attachment")];
  const exits = exitSubnets(network, state, passage.zoneId, attachment);
  if (exits.kind === "unknown") return [undecided(state, at, exits.missing)];
  if (exits.subnetIds.length === 0)
    return [fail(state, "TGW_BLACKHOLE", at, "no subnet of the attachment works")];
  return exits.subnetIds.flatMap((subnetId) => {
    const zone = network.index.get("subnet", subnetId)?.zoneId ?? "";
    const crossed: FlowState = {
      ...hop(state, at, "forward", `out in zone ${zone}`),
      arrivedBy: "transitGateway",
      crossings: [
        ...state.crossings,
        { kind: "transitGateway", id: passage.gatewayId, attachmentIds: [passage.entered.id, attachment.id] },
      ],
      applianceZones: attachment.applianceMode
        ? { ...state.applianceZones, [attachment.id]: zone }
        : state.applianceZones,
    };
    return fromAttachmentSubnet(walk, crossed, subnetId);
  });
}

function exitSubnets(
  network: Network,
  state: FlowState,
  zoneId: string | null,
  attachment: Attachment,
): { kind: "subnets"; subnetIds: readonly string[] } | { kind: "unknown"; missing: string } {
  const known = attachment.subnetIds.filter((id) => network.index.get("subnet", id)?.zoneId !== undefined);
  if (known.length < attachment.subnetIds.length || known.length === 0) {
    return { kind: "unknown", missing: `the subnets of attachment ${attachment.id} are not in the input` };
  }
  // A zone that is down is no branch once health has been noticed; at the instant of the failure it still is (TGW-6).
  const living = known.filter((id) => network.horizon === "T0" || isSubnetUp(network, id));
  const inZone = (zone: string | null | undefined) =>
    living.filter((id) => network.index.get("subnet", id)?.zoneId === zone);
  const pinned = attachment.applianceMode ? state.applianceZones[attachment.id] : undefined;
  if (pinned !== undefined) return { kind: "subnets", subnetIds: inZone(pinned) };
  const same = attachment.applianceMode ? [] : inZone(zoneId);
  return { kind: "subnets", subnetIds: same.length > 0 ? same : living };
}

/** In the attachment's subnet: its own members without any ACL, everything else by its table (TGW-7, TGW-9). */
function fromAttachmentSubnet(walk: Walk, state: FlowState, subnetId: string): Next[] {
  const { network } = walk;
  if (!isSubnetUp(network, subnetId)) {
    return [
      fail(state, "TGW_BLACKHOLE", elementOf(network, "subnet", subnetId), "the attachment's subnet is down"),
    ];
  }
  const subnet = network.index.get("subnet", subnetId);
  const own = prefixesSet(prefixesOf(network, subnet?.prefixes ?? [], state.header.family));
  const { inside, outside } = splitAddresses(state, state.header.destination, own);
  const results: Next[] = [];
  if (inside)
    results.push({ state: inside, place: { kind: "enterSubnet", subnetId, fromSubnetId: subnetId } });
  if (outside) results.push({ state: outside, place: { kind: "leaveSubnet", subnetId } });
  return results;
}

/** Over a peering to another transit gateway: static routes only, by the far side's associated table (TGW-3). */
function intoPeerGateway(walk: Walk, state: FlowState, gatewayId: string, attachment: Attachment): Next[] {
  const { network } = walk;
  const ends = [attachment.transitGatewayId, attachment.resourceId, attachment.peerTransitGatewayId];
  const farId =
    ends.find((id) => id !== undefined && id !== gatewayId && id.startsWith("tgw")) ??
    ends.find((id) => id !== undefined && id !== gatewayId);
  const at = elementOf(network, attachment.kind, attachment.id);
  const farSide = network.index.configuration.resources.transitGatewayAttachment.find(
    (candidate) =>
      candidate.resourceType === "peering" &&
      candidate.transitGatewayId === farId &&
      (candidate.resourceId === gatewayId || candidate.peerTransitGatewayId === gatewayId),
  );
  if (farId === undefined || !farSide)
    return [undecided(state, at, "the far side of the transit gateway peering is not in the input")];
  if (!isAttachmentUp(network, farSide.id)) {
    const far = elementOf(network, farSide.kind, farSide.id);
    return [fail(state, "TGW_ATTACH", far, "the far side of the peering does not work")];
  }
  const crossing = { kind: "transitGateway", id: gatewayId, attachmentIds: [attachment.id] } as const;
  const crossed = { ...hop(state, at, "forward"), crossings: [...state.crossings, crossing] };
  return byAttachmentTable(walk, crossed, farId, farSide, null);
}
