import type { Configuration, NetworkAclEntry, Resource, ResourceOf, Route } from "../../configuration";
import { withBalancerSetting } from "./balancer-settings";
import { type Cure, curedKinds } from "./cure";
import { freePublicAddress, withChanged } from "./edit";
import { withEndpointSetting } from "./endpoint-settings";
import { withHybridSetting } from "./hybrid-settings";

/** The number of the entry that denies what no other matches; not an entry that anybody can write before. */
const IMPLICIT_DENY = 32_767;

type TransitTable = ResourceOf<"transitGatewayRouteTable">;

/**
 * Makes the changes on a copy of the configuration, in order. `restore` changes no setting and is left to whoever
 * holds the failures.
 */
export function applyCures(configuration: Configuration, cures: readonly Cure[]): Configuration {
  return cures.reduce(applyCure, configuration);
}

function applyCure(configuration: Configuration, cure: Cure): Configuration {
  if (cure.kind === "balancer") return withBalancerSetting(configuration, cure.id, cure.setting);
  if (cure.kind === "endpoint") return withEndpointSetting(configuration, cure.id, cure.setting);
  if (cure.kind === "hybrid") return withHybridSetting(configuration, cure.id, cure.setting);
  return curedKinds(cure).reduce(
    (changed, kind) =>
      withChanged(changed, kind, cure.id, (resource) => cured(configuration, resource, cure)),
    configuration,
  );
}

function cured(configuration: Configuration, resource: Resource, cure: Cure): Resource {
  switch (resource.kind) {
    case "securityGroup":
      return cure.kind === "allowInGroup"
        ? { ...resource, [cure.direction]: [...resource[cure.direction], ...cure.rules] }
        : resource;
    case "networkAcl":
      return cure.kind === "allowInAcl" ? cure.entries.reduce(withEntry, resource) : resource;
    case "routeTable":
      return curedTable(resource, cure);
    case "transitGatewayRouteTable":
      return curedTransitTable(resource, cure);
    case "instance":
      return cure.kind === "metadataOn"
        ? { ...resource, metadataOptions: { ...resource.metadataOptions, httpEndpoint: "enabled" } }
        : { ...resource, state: "running" };
    case "natGateway":
      return cure.kind === "natZone"
        ? { ...resource, addresses: [...resource.addresses, zoneAddress(configuration, cure.zoneId)] }
        : { ...resource, state: "available" };
    case "vpcPeeringConnection":
      return { ...resource, status: "active" };
    case "internetGateway":
    case "egressOnlyInternetGateway":
    case "vpnGateway":
      return cure.kind === "attachGateway"
        ? { ...resource, attachments: [{ vpcId: cure.vpcId, state: "available" }] }
        : resource;
    case "networkInterface":
      return curedInterface(configuration, resource, cure);
    case "transitGatewayAttachment":
      return curedAttachment(resource, cure);
    case "blockPublicAccess":
      return cure.kind === "excludeFromBlock"
        ? {
            ...resource,
            exclusions: [...resource.exclusions, { resourceId: cure.vpcId, mode: "allow-bidirectional" }],
          }
        : resource;
    default:
      return resource;
  }
}

function curedInterface(
  configuration: Configuration,
  nic: ResourceOf<"networkInterface">,
  cure: Cure,
): ResourceOf<"networkInterface"> {
  if (cure.kind === "sourceCheckOff") return { ...nic, sourceDestCheck: false };
  if (cure.kind === "publicAddress") {
    const publicAddress = freePublicAddress(configuration);
    return {
      ...nic,
      privateAddresses: nic.privateAddresses.map((entry) =>
        entry.address === cure.privateAddress ? { ...entry, publicAddress } : entry,
      ),
    };
  }
  const { attachment } = nic;
  return {
    ...nic,
    status: "in-use",
    ...(attachment === undefined ? {} : { attachment: { ...attachment, status: "attached" } }),
  };
}

function curedAttachment(
  attachment: ResourceOf<"transitGatewayAttachment">,
  cure: Cure,
): ResourceOf<"transitGatewayAttachment"> {
  switch (cure.kind) {
    case "enableZone":
      return { ...attachment, subnetIds: [...attachment.subnetIds, cure.subnetId].sort() };
    case "associateAttachment":
      return { ...attachment, association: { routeTableId: cure.tableId, state: "associated" } };
    case "ipv6Attachment":
      return { ...attachment, ipv6Support: true };
    default:
      return { ...attachment, state: "available" };
  }
}

function zoneAddress(configuration: Configuration, zoneId: string) {
  return { publicAddress: freePublicAddress(configuration), primary: false, zoneId };
}

function curedTable(table: ResourceOf<"routeTable">, cure: Cure): ResourceOf<"routeTable"> {
  if (cure.kind !== "route" && cure.kind !== "dropRoute") return table;
  const { destination } = cure;
  const isSame = (route: Route) => JSON.stringify(route.destination) === JSON.stringify(destination);
  const rest = table.routes.filter((route) => !isSame(route) || route.origin === "EnableVgwRoutePropagation");
  if (cure.kind === "dropRoute") return { ...table, routes: rest };
  const { target } = cure;
  return { ...table, routes: [...rest, { destination, target, origin: "CreateRoute", state: "active" }] };
}

function curedTransitTable(table: TransitTable, cure: Cure): TransitTable {
  switch (cure.kind) {
    case "transitRoute": {
      const { prefix, attachmentId } = cure;
      const route: TransitTable["routes"][number] = {
        destination: { prefix },
        type: "static",
        state: "active",
        attachments: [{ attachmentId }],
      };
      return { ...table, routes: [...withoutStatic(table, prefix), route] };
    }
    case "dropTransitRoute":
      return { ...table, routes: withoutStatic(table, cure.prefix) };
    case "transitPropagation": {
      const { attachmentId, prefixes } = cure;
      const learned = prefixes.map((prefix): TransitTable["routes"][number] => ({
        destination: { prefix },
        type: "propagated",
        state: "active",
        attachments: [{ attachmentId }],
      }));
      return {
        ...table,
        propagations: [...table.propagations, { attachmentId }],
        routes: [...table.routes, ...learned],
      };
    }
    default:
      return table;
  }
}

function withoutStatic({ routes }: TransitTable, prefix: string): TransitTable["routes"] {
  return routes.filter(
    ({ destination, type }) =>
      type !== "static" || !("prefix" in destination) || destination.prefix !== prefix,
  );
}

/** Before the first entry that denies in this direction, else after the last. */
function withEntry(
  acl: ResourceOf<"networkAcl">,
  entry: Omit<NetworkAclEntry, "ruleNumber">,
): ResourceOf<"networkAcl"> {
  const taken = new Set(
    acl.entries.filter(({ egress }) => egress === entry.egress).map((each) => each.ruleNumber),
  );
  const denied = firstDeny(acl, entry.egress);
  const step = denied === undefined ? 1 : -1;
  let ruleNumber = denied === undefined ? 100 : denied - 1;
  while (taken.has(ruleNumber)) ruleNumber += step;
  return { ...acl, entries: [...acl.entries, { ...entry, ruleNumber }] };
}

/** The number of the first entry that denies anything in this direction, but for the implicit one. */
export function firstDeny(acl: ResourceOf<"networkAcl">, egress: boolean): number | undefined {
  const numbers = acl.entries
    .filter((entry) => entry.egress === egress && entry.action === "deny" && entry.ruleNumber < IMPLICIT_DENY)
    .map(({ ruleNumber }) => ruleNumber);
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}
