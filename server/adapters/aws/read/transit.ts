import { child, children, flag, type Item, note, text, texts } from "../item";
import { base, type Reading, sortedBy } from "../reading";
import { readDestination } from "./routes";

/** Transit gateways, their attachments and route tables (M-3). */
export function readTransit(reading: Reading): void {
  for (const item of reading.items("TransitGateways")) readGateway(reading, item);
  readAttachments(reading);
  readRouteTables(reading);
}

function readGateway(reading: Reading, item: Item): void {
  const ownerId = text(item, "OwnerId");
  const options = child(item, "Options");
  reading.put(
    item,
    {
      ...base(item, "transitGateway", text(item, "TransitGatewayId"), {
        ownerId,
        arn: text(item, "TransitGatewayArn"),
      }),
      state: text(item, "State") ?? "available",
      vpnEcmpSupport: isEnabled(options, "VpnEcmpSupport"),
      securityGroupReferencing: isEnabled(options, "SecurityGroupReferencingSupport"),
      defaultAssociationRouteTableId: options && text(options, "AssociationDefaultRouteTableId"),
      defaultPropagationRouteTableId: options && text(options, "PropagationDefaultRouteTableId"),
    },
    ownerId,
  );
}

function isEnabled(options: Item | undefined, key: string): boolean {
  return options !== undefined && text(options, key) === "enable";
}

/**
 * The general list knows the association, the list of VPC attachments the subnets and options. An attachment of
 * which one half is missing is left out: half known, it would look like one without a zone or without a table.
 */
function readAttachments(reading: Reading): void {
  const general = byId(reading.items("TransitGatewayAttachments"));
  const details = new Map([
    ...byId(reading.items("TransitGatewayPeeringAttachments")),
    ...byId(reading.items("TransitGatewayVpcAttachments")),
  ]);
  for (const [id, list] of general) {
    for (const item of list) {
      const detail = detailFor(item, details.get(id));
      const needsDetail = text(item, "ResourceType") === "vpc" && isUsable(item);
      if (detail !== undefined || !needsDetail) readAttachment(reading, id, item, detail);
      else attachmentNote(item, id, "its subnets are", "describe-transit-gateway-vpc-attachments");
    }
  }
  for (const [id, list] of details)
    for (const item of general.has(id) ? [] : list)
      attachmentNote(item, id, "its route table is", "describe-transit-gateway-attachments");
}

function isUsable(item: Item): boolean {
  const state = text(item, "State") ?? "available";
  return state === "available" || state === "modifying";
}

function readAttachment(reading: Reading, id: string, item: Item, detail: Item | undefined): void {
  const options = detail && child(detail, "Options");
  const vpcId = detail && text(detail, "VpcId");
  const ownGatewayId = text(item, "TransitGatewayId");
  const sides = ["RequesterTgwInfo", "AccepterTgwInfo"].flatMap((key) => {
    const side = detail && child(detail, key);
    return (side && text(side, "TransitGatewayId")) ?? [];
  });
  const resourceType = text(item, "ResourceType") ?? (vpcId === undefined ? "peering" : "vpc");
  const resourceId = text(item, "ResourceId") ?? vpcId ?? sides[1];
  const transitGatewayId = ownGatewayId ?? sides[0];
  const ownerId = text(item, "TransitGatewayOwnerId");
  const draft = {
    ...base(item, "transitGatewayAttachment", id, { ownerId }),
    transitGatewayId,
    resourceType,
    resourceId,
    state: text(item, "State") ?? "available",
    association: readAssociation(item),
    subnetIds: detail ? texts(detail, "SubnetIds") : [],
    peerTransitGatewayId:
      resourceType === "peering"
        ? (sides.find((side) => side !== transitGatewayId) ?? resourceId)
        : undefined,
    applianceMode: isEnabled(options, "ApplianceModeSupport"),
    ipv6Support: isEnabled(options, "Ipv6Support"),
    securityGroupReferencing: isEnabled(options, "SecurityGroupReferencingSupport"),
  };
  reading.put(item, draft, ownerId);
}

function readAssociation(item: Item) {
  const association = child(item, "Association");
  const routeTableId = association && text(association, "TransitGatewayRouteTableId");
  if (association === undefined || routeTableId === undefined) return undefined;
  return { routeTableId, state: text(association, "State") ?? "associated" };
}

/** The detail seen by the same account, else by any. */
function detailFor(item: Item, details: readonly Item[] | undefined): Item | undefined {
  return details?.find((each) => each.source.accountId === item.source.accountId) ?? details?.[0];
}

function byId(items: readonly Item[]): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const id = text(item, "TransitGatewayAttachmentId");
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), item]);
  }
  return found;
}

function attachmentNote(item: Item, id: string, what: string, call: string): void {
  note(item, {
    severity: "warning",
    code: "attachment-incomplete",
    resource: { kind: "transitGatewayAttachment", id },
    message: `${what} not in the input, so the attachment was left out; add ${call}`,
    weakens: "answers through this transit gateway attachment",
  });
}

function readRouteTables(reading: Reading): void {
  const routes = groupByTable(reading.items("TransitGatewayStaticRoutes"), "Routes");
  const propagations = groupByTable(
    reading.items("TransitGatewayPropagations"),
    "TransitGatewayRouteTablePropagations",
  );
  const searches = reading.items("TransitGatewayStaticRoutes");
  const cutOff = searches.filter((each) => flag(each, "AdditionalRoutesAvailable") === true);
  const truncated = new Set(cutOff.map((each) => text(each, "TransitGatewayRouteTableId")));
  for (const item of [...reading.items("Routes"), ...reading.items("TransitGatewayRouteTablePropagations")])
    note(item, {
      severity: "warning",
      code: "route-without-table",
      message:
        "it is not said which transit gateway route table this belongs to; wrap it with `TransitGatewayRouteTableId`",
      weakens: "answers through transit gateways",
    });
  for (const item of reading.items("TransitGatewayRouteTables")) {
    const id = text(item, "TransitGatewayRouteTableId");
    const state = text(item, "State") ?? "available";
    if (state === "deleted" || state === "deleting") continue;
    const tableRoutes = routes.get(id ?? "");
    const tablePropagations = propagations.get(id ?? "");
    // Without either half the table would look emptier than it is, and a missing route would count as proved.
    if (tableRoutes === undefined || tablePropagations === undefined) {
      const call =
        tableRoutes === undefined
          ? "search-transit-gateway-routes"
          : "get-transit-gateway-route-table-propagations";
      tableNote(item, id, `its routes are not all in the input, so the table was left out; add ${call}`);
      continue;
    }
    if (truncated.has(id)) {
      const message =
        "its routes were cut off by the provider, so the table was left out; search it in parts";
      tableNote(item, id, message);
      continue;
    }
    reading.put(item, {
      ...base(item, "transitGatewayRouteTable", id),
      transitGatewayId: text(item, "TransitGatewayId"),
      routes: uniqueBy(tableRoutes.flatMap((each) => readRoute(each) ?? [])),
      propagations: uniqueBy(tablePropagations.flatMap(readPropagation)),
    });
  }
}

/** Sorted by content, each once: pages and accounts may repeat an entry. */
function uniqueBy<T>(list: readonly T[]): T[] {
  const keyed = new Map(list.map((each) => [JSON.stringify(each), each]));
  return sortedBy([...keyed], ([key]) => key).map(([, each]) => each);
}

function groupByTable(items: readonly Item[], key: string): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const id = text(item, "TransitGatewayRouteTableId") ?? "";
    const list = found.get(id) ?? [];
    for (const each of children(item, key)) list.push(each);
    found.set(id, list);
  }
  return found;
}

function readRoute(item: Item) {
  const destination = readDestination(item);
  if (destination === undefined) return undefined;
  const attachments = children(item, "TransitGatewayAttachments").flatMap(readMember);
  return {
    destination,
    type: text(item, "Type") === "propagated" ? ("propagated" as const) : ("static" as const),
    state: text(item, "State") ?? "active",
    attachments: sortedBy(attachments, (each) => each.attachmentId),
  };
}

function readPropagation(item: Item) {
  return text(item, "State") === "enabled" ? readMember(item) : [];
}

function readMember(item: Item) {
  const attachmentId = text(item, "TransitGatewayAttachmentId");
  if (attachmentId === undefined) return [];
  return [{ attachmentId, resourceId: text(item, "ResourceId"), resourceType: text(item, "ResourceType") }];
}

function tableNote(item: Item, id: string | undefined, message: string): void {
  note(item, {
    severity: "warning",
    code: "transit-routes-missing",
    ...(id === undefined ? {} : { resource: { kind: "transitGatewayRouteTable", id } }),
    message,
    weakens: "answers through this transit gateway route table",
  });
}
