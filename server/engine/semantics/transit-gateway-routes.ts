import type { ResourceOf } from "../configuration";
import {
  type AddressSet,
  addresses,
  byPrecedence,
  type Family,
  formatPrefix,
  type Prefix,
  prefixRange,
} from "../net";
import { linksOfAttachment } from "./hybrid-links";
import { isBelieved } from "./hybrid-state";
import { isCompletelyKnown, type Network, prefixesOf } from "./network";
import { localPrefixes } from "./route-lookup";
import { isAttachmentUp } from "./target-state";

type RouteTable = ResourceOf<"transitGatewayRouteTable">;

/** Where a transit gateway table sends a part of the destinations. */
export type TransitFate =
  | {
      readonly kind: "attachments";
      readonly ids: readonly string[];
      readonly label: string;
      readonly isStatic: boolean;
      /** Whether the attachments share the load (TGW-5); if not, nobody says which one is taken. */
      readonly isShared: boolean;
    }
  | { readonly kind: "blackhole"; readonly label: string }
  | { readonly kind: "none" }
  /** A propagating attachment or its VPC was not read, and what it propagates could win here. */
  | { readonly kind: "unknown"; readonly missing: string };

interface Candidate {
  readonly prefix: Prefix;
  /** Order of TGW-4: static, prefix list, then propagated by attachment type. */
  readonly rank: number;
  /** Undefined: a blackhole route. */
  readonly attachmentId: string | undefined;
}

/** Order among propagated routes by the attachment's type (TGW-4). */
const PROPAGATED_RANK: Readonly<Record<string, number>> = {
  vpc: 2,
  "direct-connect-gateway": 3,
  connect: 4,
  vpn: 6,
  "vpn-concentrator": 7,
  peering: 8,
};

/** Looks destinations up in a transit gateway table: longest prefix, then the order of TGW-4. Clauses: TGW-3 to TGW-5, F-21, VPN-5. */
export function lookUpTransitRoutes(
  network: Network,
  table: RouteTable,
  destinations: AddressSet,
  family: Family,
): { destinations: AddressSet; fate: TransitFate }[] {
  const parts: { destinations: AddressSet; fate: TransitFate }[] = [];
  let open = destinations;
  const unread = unreadPropagations(network, table);
  for (const group of byPrecedence(candidatesOf(network, table, family))) {
    const prefix = group[0]?.prefix;
    if (!prefix || open.length === 0) continue;
    const inside = addresses.intersect(open, [prefixRange(prefix)]);
    if (inside.length === 0) continue;
    parts.push({ destinations: inside, fate: beatable(group, unread) ?? fateOf(network, group, table.id) });
    open = addresses.subtract(open, [prefixRange(prefix)]);
  }
  if (open.length > 0) parts.push({ destinations: open, fate: unknownFate(unread) ?? { kind: "none" } });
  return parts;
}

/** No VPC prefix is longer than this, so no unread propagation beats a longer one. */
const LONGEST_VPC_PREFIX = 28;

/** Whether something unread could win over these candidates: never over other VPCs, whose prefixes may not overlap (TGW-3). */
function beatable(group: readonly Candidate[], unread: readonly string[]): TransitFate | undefined {
  const certain = group.some(({ rank, prefix }) => rank === 2 || prefix.length >= LONGEST_VPC_PREFIX);
  return certain ? undefined : unknownFate(unread);
}

function unknownFate(unread: readonly string[]): TransitFate | undefined {
  if (unread.length === 0) return undefined;
  return { kind: "unknown", missing: `what ${unread.join(", ")} propagates is not in the input` };
}

/** Propagating attachments of which neither the VPC nor a recorded route says what they propagate. */
function unreadPropagations(network: Network, table: RouteTable): string[] {
  return table.propagations.flatMap(({ attachmentId, resourceId, resourceType }) => {
    const attachment = network.index.get("transitGatewayAttachment", attachmentId);
    if (attachment && !isAttachmentUp(network, attachmentId)) return [];
    if ((attachment?.resourceType ?? resourceType ?? "vpc") !== "vpc") return [];
    const vpcId = attachment?.resourceId ?? resourceId ?? "";
    const isRecorded = table.routes.some((route) =>
      route.attachments.some((entry) => entry.attachmentId === attachmentId),
    );
    const isRead = attachment !== undefined && network.index.get("vpc", vpcId) !== undefined;
    const isGone =
      attachment === undefined &&
      isCompletelyKnown(network, "transitGatewayAttachment", table.accountId, table.region);
    return isRead || isRecorded || isGone ? [] : [attachmentId];
  });
}

function fateOf(network: Network, group: readonly Candidate[], tableId: string): TransitFate {
  const best = Math.min(...group.map((candidate) => candidate.rank));
  const winners = group.filter((candidate) => candidate.rank === best);
  const prefix = winners[0]?.prefix;
  const origin = best === 0 ? "static" : best === 1 ? "prefix list" : "propagated";
  const ids = [...new Set(winners.flatMap((candidate) => candidate.attachmentId ?? []))].sort();
  const label = `${prefix ? formatPrefix(prefix) : ""} (${origin}) → ${ids.join(", ") || "blackhole"} in ${tableId}`;
  const living = ids.filter(
    (id) => isAttachmentUp(network, id) || network.index.get("transitGatewayAttachment", id) === undefined,
  );
  if (living.length === 0) return { kind: "blackhole", label };
  return {
    kind: "attachments",
    ids: living,
    label,
    isStatic: best < 2,
    isShared: living.every((id) => sharesLoad(network, id)),
  };
}

/** Attachments that share load with others of equal routes: BGP VPN where the gateway allows it, Connect, Direct Connect (TGW-5). */
function sharesLoad(network: Network, attachmentId: string): boolean {
  const attachment = network.index.get("transitGatewayAttachment", attachmentId);
  if (attachment?.resourceType !== "vpn")
    return attachment?.resourceType === "connect" || attachment?.resourceType === "direct-connect-gateway";
  const isStatic = network.index.get("vpnConnection", attachment.resourceId)?.staticRoutesOnly === true;
  return (
    !isStatic && network.index.get("transitGateway", attachment.transitGatewayId)?.vpnEcmpSupport === true
  );
}

function candidatesOf(network: Network, table: RouteTable, family: Family): Candidate[] {
  const candidates: Candidate[] = [];
  for (const route of table.routes) {
    const isList = "prefixListId" in route.destination;
    const texts =
      "prefix" in route.destination
        ? [route.destination.prefix]
        : (network.index.get("prefixList", route.destination.prefixListId)?.prefixes ?? []);
    for (const prefix of prefixesOf(network, texts, family)) {
      if (route.type === "static")
        candidates.push(...staticCandidates(prefix, isList ? 1 : 0, route.attachments));
      else candidates.push(...recordedPropagation(network, prefix, route.attachments));
    }
  }
  return [...candidates, ...vpcPropagation(network, table, family)];
}

function staticCandidates(
  prefix: Prefix,
  rank: number,
  attachments: readonly { readonly attachmentId: string }[],
): Candidate[] {
  if (attachments.length === 0) return [{ prefix, rank, attachmentId: undefined }];
  return attachments.map(({ attachmentId }) => ({ prefix, rank, attachmentId }));
}

/**
 * Recorded propagated routes; a failed attachment's routes are gone (F-21, VPN-5). Of VPC attachments only those whose VPC was
 * not read: the others are recomputed from the VPC.
 */
function recordedPropagation(
  network: Network,
  prefix: Prefix,
  attachments: readonly { readonly attachmentId: string; readonly resourceType?: string | undefined }[],
): Candidate[] {
  return attachments.flatMap(({ attachmentId, resourceType }) => {
    const attachment = network.index.get("transitGatewayAttachment", attachmentId);
    const type = attachment?.resourceType ?? resourceType ?? "";
    const isRecomputed =
      type === "vpc" && network.index.get("vpc", attachment?.resourceId ?? "") !== undefined;
    if (isRecomputed || (attachment && !isAttachmentUp(network, attachmentId))) return [];
    if (attachment && isWithdrawn(network, attachment)) return [];
    return [{ prefix, rank: PROPAGATED_RANK[type] ?? 9, attachmentId }];
  });
}

/** BGP over links that are down: withdrawn as soon as that was noticed (VPN-5). Static VPN connections keep their routes. */
function isWithdrawn(network: Network, attachment: ResourceOf<"transitGatewayAttachment">): boolean {
  const links = linksOfAttachment(network, attachment);
  return (
    links.length > 0 && links.every((link) => link.staticPrefixes === undefined && !isBelieved(network, link))
  );
}

/** Each propagating VPC attachment that works installs its VPC's prefixes (TGW-3). */
function vpcPropagation(network: Network, table: RouteTable, family: Family): Candidate[] {
  return table.propagations.flatMap(({ attachmentId }) => {
    const attachment = network.index.get("transitGatewayAttachment", attachmentId);
    if (attachment?.resourceType !== "vpc" || !isAttachmentUp(network, attachmentId)) return [];
    return localPrefixes(network, attachment.resourceId, family).map((prefix) => ({
      prefix,
      rank: 2,
      attachmentId,
    }));
  });
}
