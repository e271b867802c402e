import type { ConfigurationIndex, Resource } from "../configuration";
import type { Place } from "./place";
import { subnetRole } from "./subnet-role";
import type { Badge } from "./topology-view";

/** What the map and the outline say of a place beside its name: one short line, and its marks. */
export interface Description {
  readonly detail: string;
  readonly badges: readonly Badge[];
}

/** Describes one place from its configuration alone; nothing here is a verdict. */
export function describePlace(index: ConfigurationIndex, place: Place): Description {
  const { resource } = place;
  if (resource === null || place.detail !== undefined)
    return { detail: place.detail ?? "", badges: place.badges ?? [] };
  return { detail: detailOf(index, resource), badges: badgesOf(index, resource) };
}

function detailOf(index: ConfigurationIndex, resource: Resource): string {
  switch (resource.kind) {
    case "vpc":
      return someOf(resource.prefixes, 2);
    case "subnet":
      return joined(resource.prefixes[0], subnetRole(index, resource.id).replace("unknown", ""));
    case "instance":
      return joined(addressesOf(index, resource.id), runningState(resource.state), resource.instanceType);
    case "networkInterface":
      return joined(...resource.privateAddresses.map(({ address }) => address), ...resource.ipv6Addresses);
    case "publicAddress":
      return resource.publicAddress;
    case "natGateway":
      return joined(...resource.addresses.map((one) => one.publicAddress ?? one.privateAddress));
    case "databaseInstance":
      return joined(resource.engine, resource.port === undefined ? undefined : `port ${resource.port}`);
    case "routeTable":
      return joined(
        counted(resource.routes.length, "route"),
        resource.associations.some(({ main }) => main) ? "main" : undefined,
      );
    case "securityGroup":
      return `${resource.ingress.length} in, ${resource.egress.length} out`;
    case "networkAcl":
      return joined(counted(resource.subnetIds.length, "subnet"), resource.isDefault ? "default" : undefined);
    case "vpcPeeringConnection":
      return resource.status;
    case "transitGatewayAttachment":
      return joined(resource.resourceType, resource.state);
    case "transitGatewayRouteTable":
      return counted(resource.routes.length, "route");
    case "loadBalancer":
      return joined(resource.type, resource.scheme);
    case "classicLoadBalancer":
      return resource.scheme;
    case "vpcEndpoint":
    case "endpointService":
      return resource.serviceName;
    case "customerGateway":
      return resource.address ?? "";
    case "prefixList":
      return counted(resource.prefixes.length, "prefix", "prefixes");
    case "zone":
      return resource.zoneName === resource.name ? "" : resource.zoneName;
    case "blockPublicAccess":
      return resource.mode;
    case "site":
      return counted(resource.prefixes.length, "prefix", "prefixes");
    case "appliance":
      return resource.behavior;
    default:
      return "state" in resource ? (resource.state ?? "") : "";
  }
}

function badgesOf(index: ConfigurationIndex, resource: Resource): Badge[] {
  const badges: Badge[] = [];
  if (resource.kind === "instance") {
    if (resource.state !== "running") badges.push({ kind: "stopped", label: resource.state });
    const nics = index.interfacesOfInstance(resource.id);
    if (nics.some((nic) => nic.privateAddresses.some(({ publicAddress }) => publicAddress !== undefined)))
      badges.push({ kind: "public", label: "has a public address" });
  }
  if (resource.kind === "databaseInstance") {
    badges.push({ kind: "data", label: "holds data" });
    if (resource.publiclyAccessible) badges.push({ kind: "public", label: "set to be publicly accessible" });
  }
  const unusable = unusableState(resource);
  if (unusable !== undefined) badges.push({ kind: "unusable", label: unusable });
  return badges;
}

const USABLE_STATES = new Set(["available", "active", "associated", "attached"]);

/** The recorded state of a gateway or connection that does not forward in it. */
function unusableState(resource: Resource): string | undefined {
  switch (resource.kind) {
    case "natGateway":
    case "transitGateway":
    case "transitGatewayAttachment":
    case "vpnGateway":
    case "vpnConnection":
    case "vpcEndpoint":
      return USABLE_STATES.has(resource.state.toLowerCase()) ? undefined : resource.state;
    case "vpcPeeringConnection":
      return USABLE_STATES.has(resource.status) ? undefined : resource.status;
    case "internetGateway":
    case "egressOnlyInternetGateway":
      return resource.attachments.length > 0 ? undefined : "not attached";
    default:
      return undefined;
  }
}

function addressesOf(index: ConfigurationIndex, instanceId: string): string {
  const addresses = index
    .interfacesOfInstance(instanceId)
    .flatMap((nic) => [...nic.privateAddresses.map(({ address }) => address), ...nic.ipv6Addresses]);
  return someOf(addresses, 2);
}

function runningState(state: string): string | undefined {
  return state === "running" ? undefined : state;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function someOf(list: readonly string[], count: number): string {
  const rest = list.length - count;
  return rest > 0 ? `${list.slice(0, count).join(", ")} and ${rest} more` : list.join(", ");
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}
