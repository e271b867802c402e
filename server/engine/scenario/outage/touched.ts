import type { ConfigurationIndex, Resource, ResourceOf } from "../../configuration";
import type { Trace } from "../../semantics";
import { balancerParts } from "./balancer-parts";

/**
 * Ids whose failure could change how a flow goes, for better or worse: the elements of every hop of every branch, and everything
 * their working depends on.
 *
 * Why a failure outside this set leaves the answer as it is: the interpreter reads an element's state only when a
 * branch comes to it, a route's state only when the route wins, and a rule set only at an interface
 * or subnet the branch crosses. A failure takes facts away from its element alone and from what is contained in
 * it; it adds no fact, so an untouched flow meets the same hops. What decides between several ways (exit zones
 * of a transit gateway, nodes and targets of a load balancer) is in the set as a whole, used now or not.
 */
export function touchedIds(
  index: ConfigurationIndex,
  trace: Pick<Trace, "forward" | "return"> & {
    readonly branches: readonly Pick<Trace, "forward" | "return">[];
  },
  ends: readonly string[],
): ReadonlySet<string> {
  const hops = trace.branches.flatMap((branch) => [...branch.forward, ...branch.return]);
  const met = [...hops, ...trace.forward, ...trace.return].map(({ element }) => element.id);
  return touchedFrom(index, [...ends, ...met]);
}

/** These ids, and all that their working depends on. */
export function touchedFrom(index: ConfigurationIndex, ids: Iterable<string>): ReadonlySet<string> {
  const touched = new Set<string>();
  const add = (id: string | undefined) => {
    if (id === undefined || touched.has(id)) return;
    touched.add(id);
    for (const next of dependsOn(index, id)) add(next);
  };
  for (const id of ids) add(id);
  return touched;
}

/** What stands behind an inspecting endpoint: a firewall, or the load balancer of its service with the appliances. */
function inspectors(index: ConfigurationIndex, id: string, serviceName: string): readonly string[] {
  const { firewall, endpointService, loadBalancer, targetGroup } = index.configuration.resources;
  const arns = endpointService
    .filter((service) => service.serviceName === serviceName)
    .flatMap(({ loadBalancerArns }) => loadBalancerArns);
  const balancers = loadBalancer.filter(({ id: own, arn }) => arns.includes(own) || arns.includes(arn ?? ""));
  const targets = targetGroup
    .filter(({ loadBalancerArns }) => balancers.some(({ id: own }) => loadBalancerArns.includes(own)))
    .flatMap((group) => group.targets.map((target) => ownerOfTarget(index, target.id)));
  const firewalls = firewall.filter(({ endpoints }) => endpoints.some(({ endpointId }) => endpointId === id));
  return [...firewalls.map((each) => each.id), ...balancers.map((each) => each.id), ...targets];
}

function endpointsOf(index: ConfigurationIndex, nic: ResourceOf<"networkInterface">): readonly string[] {
  if (!nic.interfaceType.endsWith("_endpoint")) return [];
  return index.configuration.resources.vpcEndpoint
    .filter(({ networkInterfaceIds }) => networkInterfaceIds.includes(nic.id))
    .map(({ id }) => id);
}

/** Targets are instances, or addresses that an interface has. */
function ownerOfTarget(index: ConfigurationIndex, target: string): string {
  const owner = index.configuration.resources.networkInterface.find(({ privateAddresses }) =>
    privateAddresses.some(({ address }) => address === target),
  );
  return owner?.id ?? target;
}

/** What the working of an element depends on; chains are followed by the caller. */
function dependsOn(index: ConfigurationIndex, id: string): readonly (string | undefined)[] {
  const resource = index.find(id);
  switch (resource?.kind) {
    case "instance":
      return index.interfacesOfInstance(id).map((nic) => nic.id);
    case "networkInterface":
      return [
        resource.subnetId,
        resource.attachment?.instanceId,
        ...resource.securityGroupIds,
        ...endpointsOf(index, resource),
      ];
    case "subnet":
      return [resource.zoneId, index.routeTableOf(id)?.id, index.networkAclOf(id)?.id];
    case "natGateway":
      return [
        resource.subnetId,
        resource.routeTableId,
        ...resource.addresses.map((each) => each.networkInterfaceId),
      ];
    case "vpcEndpoint":
      return [
        ...resource.subnetIds,
        ...resource.networkInterfaceIds,
        ...inspectors(index, id, resource.serviceName),
      ];
    case "firewall":
      return resource.endpoints.flatMap(({ endpointId, subnetId }) => [endpointId, subnetId]);
    case "loadBalancer":
    case "classicLoadBalancer":
      return balancerParts(index, resource);
    case "internetGateway":
      return [index.edgeTableOf(id)?.id];
    case "vpnGateway":
      // Which of its links a packet takes is decided over all of them.
      return [index.edgeTableOf(id)?.id, ...linksAt(index, id), ...tablesToldBy(index, id)];
    case "databaseInstance":
      // Where its standby would answer counts, too.
      return [...resource.subnetIds, ...resource.securityGroupIds];
    case "transitGatewayAttachment":
      return [
        resource.transitGatewayId,
        resource.association?.routeTableId,
        ...resource.subnetIds,
        ...(resource.resourceType === "vpc" ? [] : [resource.resourceId]),
        ...interfacesOf(index, resource.resourceId),
      ];
    case "transitGateway":
      // Which attachments a packet may take is decided in the gateway's tables, so all of them count.
      return index.configuration.resources.transitGatewayAttachment
        .filter((attachment) => attachment.transitGatewayId === id)
        .map((attachment) => attachment.id);
    default:
      return resource ? linkDependsOn(index, resource) : [];
  }
}

/** What a way out of the provider's network depends on. */
function linkDependsOn(index: ConfigurationIndex, resource: Resource): readonly (string | undefined)[] {
  const { id } = resource;
  switch (resource.kind) {
    case "vpnConnection":
      return [resource.customerGatewayId, ...resource.tunnels.map((_, place) => `${id}#${place + 1}`)];
    case "site":
      return resource.via.flatMap((via) => [via, ...interfacesOf(index, via)]);
    case "customerGateway":
      return index.configuration.resources.vpnConnection
        .filter(({ customerGatewayId }) => customerGatewayId === id)
        .map((connection) => connection.id);
    case "directConnectAssociation":
      return interfacesOf(index, resource.directConnectGatewayId);
    case "virtualInterface":
      return [resource.connectionId, resource.directConnectGatewayId];
    default:
      return [];
  }
}

/** The connections, virtual interfaces and Direct Connect associations of a virtual private gateway. */
function linksAt(index: ConfigurationIndex, gatewayId: string): readonly string[] {
  const { vpnConnection, virtualInterface, directConnectAssociation } = index.configuration.resources;
  return [
    ...vpnConnection.filter(({ vpnGatewayId }) => vpnGatewayId === gatewayId),
    ...virtualInterface.filter(({ vpnGatewayId }) => vpnGatewayId === gatewayId),
    ...directConnectAssociation.filter(({ associatedGatewayId }) => associatedGatewayId === gatewayId),
  ].map(({ id }) => id);
}

/** Tables whose propagated routes show what came to the gateway: what its links carry is read in all of them (VPN-3). */
function tablesToldBy(index: ConfigurationIndex, gatewayId: string): readonly string[] {
  return index.configuration.resources.routeTable
    .filter(({ routes }) =>
      routes.some(
        ({ origin, target }) =>
          origin === "EnableVgwRoutePropagation" && target.kind === "vpnGateway" && target.id === gatewayId,
      ),
    )
    .map(({ id }) => id);
}

function interfacesOf(index: ConfigurationIndex, directConnectGatewayId: string): readonly string[] {
  return index.configuration.resources.virtualInterface
    .filter((vif) => vif.directConnectGatewayId === directConnectGatewayId)
    .map(({ id }) => id);
}
