import type { Route, RouteTarget } from "../../../engine/configuration";
import { child, children, flag, type Item, note, prefix, text, textsOf } from "../item";
import { base, type Reading, sortedBy } from "../reading";

/** Route tables with their associations (M-3). Routes are sorted: their order means nothing to the provider. */
export function readRouteTables(reading: Reading): void {
  for (const item of reading.items("RouteTables")) {
    const id = text(item, "RouteTableId");
    const ownerId = text(item, "OwnerId");
    const routes = children(item, "Routes").flatMap((each) => readRoute(each, id) ?? []);
    reading.put(
      item,
      {
        ...base(item, "routeTable", id, { ownerId }),
        vpcId: text(item, "VpcId"),
        associations: sortedBy(children(item, "Associations").map(readAssociation), (each) =>
          [each.main ? 0 : 1, each.subnetId, each.gatewayId, each.state].join(" "),
        ),
        propagatingVgwIds: textsOf(item, "PropagatingVgws", "GatewayId"),
        routes: sortedBy(routes, (each) =>
          JSON.stringify([each.destination, each.target, each.origin, each.state]),
        ),
      },
      ownerId,
    );
  }
}

function readAssociation(item: Item) {
  const state = child(item, "AssociationState");
  return {
    main: flag(item, "Main") ?? false,
    subnetId: text(item, "SubnetId"),
    gatewayId: text(item, "GatewayId"),
    state: state && text(state, "State"),
  };
}

function readRoute(item: Item, tableId: string | undefined): Route | undefined {
  const destination = readDestination(item);
  if (destination === undefined) {
    note(item, {
      severity: "error",
      code: "invalid-route",
      ...(tableId === undefined ? {} : { resource: { kind: "routeTable", id: tableId } }),
      message: "a route has no destination that can be read and was left out; record the reply again",
      weakens: "answers that use this route table",
    });
    return undefined;
  }
  return {
    destination,
    target: readTarget(item),
    origin: text(item, "Origin") ?? "CreateRoute",
    state: text(item, "State") ?? "active",
  };
}

/** Also of transit gateway routes, which name a prefix list by `PrefixListId`. */
export function readDestination(item: Item): Route["destination"] | undefined {
  const found = prefix(item, "DestinationCidrBlock") ?? prefix(item, "DestinationIpv6CidrBlock");
  if (found !== undefined) return { prefix: found };
  const prefixListId = text(item, "DestinationPrefixListId") ?? text(item, "PrefixListId");
  return prefixListId === undefined ? undefined : { prefixListId };
}

const TARGETS = [
  ["NatGatewayId", "natGateway"],
  ["TransitGatewayId", "transitGateway"],
  ["VpcPeeringConnectionId", "vpcPeeringConnection"],
  ["EgressOnlyInternetGatewayId", "egressOnlyInternetGateway"],
  ["VpcEndpointId", "vpcEndpoint"],
  // A route to an instance also names the interface, which is what receives the packets.
  ["NetworkInterfaceId", "networkInterface"],
  ["InstanceId", "instance"],
] as const;

const GATEWAYS = [
  ["igw-", "internetGateway"],
  ["eigw-", "egressOnlyInternetGateway"],
  ["vgw-", "vpnGateway"],
  ["vpce-", "vpcEndpoint"],
  ["nat-", "natGateway"],
  ["tgw-", "transitGateway"],
  ["pcx-", "vpcPeeringConnection"],
] as const;

const UNMODELED_TARGETS = ["CarrierGatewayId", "LocalGatewayId", "CoreNetworkArn", "OdbNetworkArn"] as const;

function readTarget(item: Item): RouteTarget {
  for (const [key, kind] of TARGETS) {
    const id = text(item, key);
    if (id !== undefined) return { kind, id };
  }
  const gatewayId = text(item, "GatewayId");
  if (gatewayId === "local") return { kind: "local" };
  if (gatewayId !== undefined) {
    const known = GATEWAYS.find(([start]) => gatewayId.startsWith(start));
    return known ? { kind: known[1], id: gatewayId } : { kind: "unknown", id: gatewayId, name: "GatewayId" };
  }
  for (const key of UNMODELED_TARGETS) {
    const id = text(item, key);
    if (id !== undefined) return { kind: "unknown", id, name: key };
  }
  return { kind: "unknown", id: "", name: "no target" };
}
