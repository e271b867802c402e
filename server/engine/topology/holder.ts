import type { ConfigurationIndex, Resource, ResourceOf } from "../configuration";
import { unreachable } from "../net";
import type { Seat } from "./topology-view";

/** Where a resource sits: in another resource, in a VPC (which the input may not hold), or at the top. */
export interface Holding {
  readonly seat: Seat;
  readonly in: { readonly kind: "resource" | "vpc"; readonly id: string } | null;
}

const top = (seat: Seat): Holding => ({ seat, in: null });
const inResource = (id: string, seat: Seat): Holding => ({ seat, in: { kind: "resource", id } });
const inVpc = (vpcId: string | undefined, seat: Seat, otherwise: Seat = seat): Holding =>
  vpcId === undefined ? top(otherwise) : { seat, in: { kind: "vpc", id: vpcId } };

/**
 * Finds the one holder of every resource, so that each is shown once. Zones are placed by the subnets that use
 * them and are not asked for here. Linear in the configuration. One case per kind, hence its length.
 */
export function holderFinder(index: ConfigurationIndex): (resource: Resource) => Holding {
  const interfaces = interfaceHolders(index);
  const byArn = balancersByArn(index);
  return (resource) => {
    switch (resource.kind) {
      case "zone":
      case "vpc":
        return top(resource.kind === "vpc" ? "box" : "listed");
      case "subnet":
        return inVpc(resource.vpcId, "box");
      case "instance":
        return instanceHolder(index, resource);
      case "networkInterface":
        return interfaceHolder(index, interfaces, resource);
      case "natGateway":
        return inSubnetElseVpc(index, resource.subnetId, resource.vpcId);
      case "databaseInstance":
        return databaseHolder(index, resource);
      case "publicAddress":
        return addressHolder(index, resource);
      case "internetGateway":
      case "egressOnlyInternetGateway":
      case "vpnGateway":
        return inVpc(resource.attachments[0]?.vpcId, "border", "link");
      case "transitGatewayAttachment":
        return resource.resourceType === "vpc" ? inVpc(resource.resourceId, "border") : top("link");
      case "loadBalancer":
      case "classicLoadBalancer":
      case "firewall":
      case "dataStore":
        return inVpc(resource.vpcId, "cell", "link");
      case "vpcEndpoint":
        return inVpc(resource.vpcId, "cell");
      case "vpcPeeringConnection":
      case "endpointService":
      case "transitGateway":
      case "customerGateway":
      case "vpnConnection":
      case "directConnectConnection":
      case "virtualInterface":
      case "directConnectAssociation":
      case "site":
        return top("link");
      case "appliance":
        return inResource(resource.networkInterfaceId, "listed");
      case "transitGatewayRouteTable":
        return inResource(resource.transitGatewayId, "listed");
      case "listener":
        return listenerHolder(byArn.get(resource.loadBalancerArn));
      case "autoScalingGroup":
        return inVpc(index.get("subnet", resource.subnetIds[0] ?? "")?.vpcId, "listed");
      case "routeTable":
      case "securityGroup":
      case "networkAcl":
      case "targetGroup":
        return inVpc(resource.vpcId, "listed");
      case "prefixList":
      case "blockPublicAccess":
        return top("listed");
      default:
        return unreachable(resource);
    }
  };
}

function listenerHolder(balancerId: string | undefined): Holding {
  return balancerId === undefined ? top("listed") : inResource(balancerId, "listed");
}

function inSubnetElseVpc(index: ConfigurationIndex, subnetId: string | undefined, vpcId: string): Holding {
  return subnetId !== undefined && index.get("subnet", subnetId)
    ? inResource(subnetId, "cell")
    : inVpc(vpcId, "cell");
}

function instanceHolder(index: ConfigurationIndex, instance: ResourceOf<"instance">): Holding {
  const primary = index.interfacesOfInstance(instance.id)[0];
  // A terminated instance has no interface and so no place on the map.
  return primary === undefined ? top("listed") : inSubnetElseVpc(index, primary.subnetId, primary.vpcId);
}

function databaseHolder(index: ConfigurationIndex, database: ResourceOf<"databaseInstance">): Holding {
  const subnets = database.subnetIds.flatMap((id) => index.get("subnet", id) ?? []);
  const home =
    subnets.length === 1
      ? subnets[0]
      : subnets.find(({ zoneName }) => zoneName !== undefined && zoneName === database.zoneName);
  if (home) return inResource(home.id, "cell");
  return inVpc(database.vpcId ?? subnets[0]?.vpcId, "cell", "link");
}

function addressHolder(index: ConfigurationIndex, address: ResourceOf<"publicAddress">): Holding {
  const id = address.networkInterfaceId ?? index.interfaceByPublicAddress(address.publicAddress)?.id;
  if (id !== undefined && index.get("networkInterface", id)) return inResource(id, "listed");
  const gateway = index.configuration.resources.natGateway.find(({ addresses }) =>
    addresses.some(({ publicAddress }) => publicAddress === address.publicAddress),
  );
  return gateway === undefined ? top("listed") : inResource(gateway.id, "listed");
}

function interfaceHolder(
  index: ConfigurationIndex,
  holders: ReadonlyMap<string, string>,
  nic: ResourceOf<"networkInterface">,
): Holding {
  const holder = holders.get(nic.id);
  return holder === undefined
    ? inSubnetElseVpc(index, nic.subnetId, nic.vpcId)
    : inResource(holder, "listed");
}

/** Interface id to the instance, gateway, endpoint or load balancer it belongs to. */
function interfaceHolders(index: ConfigurationIndex): Map<string, string> {
  const { resources } = index.configuration;
  const holders = new Map<string, string>();
  for (const gateway of resources.natGateway)
    for (const { networkInterfaceId } of gateway.addresses)
      if (networkInterfaceId !== undefined) holders.set(networkInterfaceId, gateway.id);
  for (const endpoint of resources.vpcEndpoint)
    for (const id of endpoint.networkInterfaceIds) holders.set(id, endpoint.id);
  const balancers = new Map(resources.loadBalancer.map(({ arn, id }) => [nameInArn(arn ?? id), id]));
  const attachments = attachmentsBySubnet(index);
  for (const nic of resources.networkInterface) {
    const instanceId = nic.attachment?.instanceId;
    const balancer = balancers.get(nic.description?.replace(/^ELB /, "") ?? "");
    const attachment =
      nic.interfaceType === "transit_gateway" ? attachments.get(`${nic.vpcId} ${nic.subnetId}`) : undefined;
    if (instanceId !== undefined && index.get("instance", instanceId)) holders.set(nic.id, instanceId);
    else if (balancer !== undefined) holders.set(nic.id, balancer);
    else if (attachment !== undefined) holders.set(nic.id, attachment);
  }
  return holders;
}

function attachmentsBySubnet(index: ConfigurationIndex): Map<string, string> {
  return new Map(
    index.configuration.resources.transitGatewayAttachment.flatMap((attachment) =>
      attachment.subnetIds.map(
        (subnetId) => [`${attachment.resourceId} ${subnetId}`, attachment.id] as const,
      ),
    ),
  );
}

function balancersByArn(index: ConfigurationIndex): Map<string, string> {
  return new Map(index.configuration.resources.loadBalancer.map(({ arn, id }) => [arn ?? id, id]));
}

/** `app/name/50dc6c` of a load balancer's ARN: what the descriptions of its interfaces repeat. */
function nameInArn(arn: string): string {
  return arn.slice(arn.indexOf("loadbalancer/") + "loadbalancer/".length);
}
