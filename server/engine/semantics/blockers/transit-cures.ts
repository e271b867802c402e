import type { Element, ResourceOf } from "../../configuration";
import { formatAddressSet, formatPrefix, type Prefix } from "../../net";
import { destinationOf, type FlowState } from "../flow-state";
import { declaredPrefixes, linksOfAttachment } from "../hybrid-links";
import { isBelieved } from "../hybrid-state";
import { type Network, prefixesOf } from "../network";
import { localPrefixes } from "../route-lookup";
import { isAttachmentUp } from "../target-state";
import type { Cure } from "./cure";
import { everyone } from "./filter-cures";
import { holds, linkCures } from "./hybrid-cures";
import { gatewayCures, lastSubnet } from "./state-cures";

type Attachment = ResourceOf<"transitGatewayAttachment">;
type Table = ResourceOf<"transitGatewayRouteTable">;

/** Attachments enabled, associated, or given a route to, as the reason asks for (TGW-1 to TGW-4). */
export function transitCures(network: Network, state: FlowState, at: Element, reason: string): Cure[] {
  const { index } = network;
  const attachment = index.get("transitGatewayAttachment", at.id);
  const subnetId = lastSubnet(state);
  if (attachment && reason === "TGW_AZ" && subnetId !== undefined)
    return [{ kind: "enableZone", id: at.id, subnetId }];
  if (attachment && reason === "FAMILY") return [{ kind: "ipv6Attachment", id: at.id }];
  if (attachment && reason === "TGW_NO_ASSOC")
    return index.configuration.resources.transitGatewayRouteTable
      .filter(({ transitGatewayId }) => transitGatewayId === attachment.transitGatewayId)
      .map((table) => ({ kind: "associateAttachment", id: at.id, tableId: table.id }));
  if (attachment) return gatewayCures(network, state, at);
  const table = index.get("transitGatewayRouteTable", at.id);
  if (!table) return [];
  return [
    ...(reason === "TGW_BLACKHOLE" ? aroundBlackhole(network, state, table) : waysIn(network, state, table)),
    ...broughtBack(network, state, table),
  ];
}

/** The blackhole taken out, pointed elsewhere, or what it leads to brought to work. */
function aroundBlackhole(network: Network, state: FlowState, table: Table): Cure[] {
  const routes = routesHolding(network, state, table).filter(
    ({ route }) =>
      route.type === "static" &&
      route.attachments.every(({ attachmentId }) => !isAttachmentUp(network, attachmentId)),
  );
  const narrowest = Math.max(...routes.map(({ prefix }) => prefix.length));
  return routes
    .filter(({ prefix }) => prefix.length === narrowest)
    .flatMap(({ route, prefix }): Cure[] => [
      { kind: "dropTransitRoute", id: table.id, prefix: formatPrefix(prefix) },
      ...holdersOf(network, state, table).map(
        ({ attachment }): Cure => ({
          kind: "transitRoute",
          id: table.id,
          prefix: formatPrefix(prefix),
          attachmentId: attachment.id,
        }),
      ),
      ...route.attachments.flatMap(({ attachmentId }) =>
        gatewayCures(network, state, { kind: "transitGatewayAttachment", id: attachmentId }),
      ),
    ]);
}

/** A route to every attachment behind which the destination is: propagated, where that is possible, or static. */
function waysIn(network: Network, state: FlowState, table: Table): Cure[] {
  const holders = holdersOf(network, state, table);
  if (holders.length > 0)
    return holders.flatMap(({ attachment, prefix, learned }): Cure[] => [
      ...(learned.length > 0 && !propagates(table, attachment)
        ? [
            {
              kind: "transitPropagation" as const,
              id: table.id,
              attachmentId: attachment.id,
              prefixes: attachment.resourceType === "vpc" ? [] : learned.map(formatPrefix),
            },
          ]
        : []),
      { kind: "transitRoute", id: table.id, prefix: formatPrefix(prefix), attachmentId: attachment.id },
    ]);
  const [own, ...more] = formatAddressSet(destinationOf(state), state.header.family);
  const exact = more.length === 0 && own !== undefined ? own : everyone(state.header.family);
  return attachmentsOf(network, table).map(({ id, resourceType }) => ({
    kind: "transitRoute",
    id: table.id,
    prefix: resourceType === "vpc" ? everyone(state.header.family) : exact,
    attachmentId: id,
  }));
}

/** Links whose routes were withdrawn from the table while they are down (VPN-5). */
function broughtBack(network: Network, state: FlowState, table: Table): Cure[] {
  return routesHolding(network, state, table).flatMap(({ route }) =>
    route.attachments.flatMap(({ attachmentId }) => {
      const attachment = network.index.get("transitGatewayAttachment", attachmentId);
      return (attachment ? linksOfAttachment(network, attachment) : [])
        .filter((link) => !isBelieved(network, link))
        .flatMap((link) => linkCures(network, link.id));
    }),
  );
}

/** An attachment behind which the destination is, by which prefix, and all prefixes that it would propagate. */
interface Holder {
  readonly attachment: Attachment;
  readonly prefix: Prefix;
  readonly learned: readonly Prefix[];
}

function holdersOf(network: Network, state: FlowState, table: Table): Holder[] {
  return attachmentsOf(network, table).flatMap((attachment) => {
    const { all, learned } = prefixesBehind(network, attachment, state);
    const prefix = all.find((each) => holds(each, state));
    return prefix ? [{ attachment, prefix, learned }] : [];
  });
}

/** What is behind an attachment as far as the input says, and what of it the gateway learns by itself (TGW-3). */
function prefixesBehind(network: Network, attachment: Attachment, state: FlowState) {
  const { family } = state.header;
  if (attachment.resourceType === "vpc") {
    const own = localPrefixes(network, attachment.resourceId, family);
    return { all: own, learned: own };
  }
  if (attachment.resourceType === "peering") {
    const far = network.index.configuration.resources.transitGatewayAttachment.filter(
      ({ transitGatewayId, resourceType }) =>
        resourceType === "vpc" &&
        [attachment.resourceId, attachment.peerTransitGatewayId].includes(transitGatewayId),
    );
    return { all: far.flatMap(({ resourceId }) => localPrefixes(network, resourceId, family)), learned: [] };
  }
  const links = linksOfAttachment(network, attachment);
  const declared = links.flatMap((link) => declaredPrefixes(network, link, family));
  const statics = links.flatMap((link) => prefixesOf(network, link.staticPrefixes ?? [], family));
  const recorded = recordedFor(network, attachment, family);
  const isStatic = links.some(({ staticPrefixes }) => staticPrefixes !== undefined);
  return { all: [...declared, ...statics, ...recorded], learned: isStatic ? [] : [...declared, ...recorded] };
}

function recordedFor(network: Network, { id }: Attachment, family: 4 | 6): Prefix[] {
  const texts = network.index.configuration.resources.transitGatewayRouteTable.flatMap(({ routes }) =>
    routes.flatMap(({ type, destination, attachments }) =>
      type === "propagated" && "prefix" in destination && attachments.some((each) => each.attachmentId === id)
        ? destination.prefix
        : [],
    ),
  );
  return prefixesOf(network, [...new Set(texts)].sort(), family);
}

function attachmentsOf(network: Network, table: Table): readonly Attachment[] {
  return network.index.configuration.resources.transitGatewayAttachment.filter(
    ({ transitGatewayId }) => transitGatewayId === table.transitGatewayId,
  );
}

function propagates(table: Table, { id }: Attachment): boolean {
  return table.propagations.some(({ attachmentId }) => attachmentId === id);
}

/** Routes of the table to prefixes that hold all of the destinations. */
function routesHolding(network: Network, state: FlowState, table: Table) {
  return table.routes.flatMap((route) => {
    if (!("prefix" in route.destination)) return [];
    const prefix = network.prefix(route.destination.prefix);
    return prefix.family === state.header.family && holds(prefix, state) ? [{ route, prefix }] : [];
  });
}
