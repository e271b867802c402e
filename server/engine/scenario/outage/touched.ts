import type { ConfigurationIndex } from "../../configuration";
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
  const touched = new Set<string>();
  const add = (id: string | undefined) => {
    if (id === undefined || touched.has(id)) return;
    touched.add(id);
    for (const next of dependsOn(index, id)) add(next);
  };
  for (const id of ends) add(id);
  for (const branch of trace.branches)
    for (const hop of [...branch.forward, ...branch.return]) add(hop.element.id);
  for (const hop of [...trace.forward, ...trace.return]) add(hop.element.id);
  return touched;
}

/** What the working of an element depends on; chains are followed by the caller. */
function dependsOn(index: ConfigurationIndex, id: string): readonly (string | undefined)[] {
  const resource = index.find(id);
  switch (resource?.kind) {
    case "instance":
      return index.interfacesOfInstance(id).map((nic) => nic.id);
    case "networkInterface":
      return [resource.subnetId, resource.attachment?.instanceId, ...resource.securityGroupIds];
    case "subnet":
      return [resource.zoneId, index.routeTableOf(id)?.id, index.networkAclOf(id)?.id];
    case "natGateway":
      return [
        resource.subnetId,
        resource.routeTableId,
        ...resource.addresses.map((each) => each.networkInterfaceId),
      ];
    case "vpcEndpoint":
      return [...resource.subnetIds, ...resource.networkInterfaceIds];
    case "loadBalancer":
    case "classicLoadBalancer":
      return balancerParts(index, resource);
    case "internetGateway":
    case "vpnGateway":
      return [index.edgeTableOf(id)?.id];
    case "transitGatewayAttachment":
      return [resource.transitGatewayId, resource.association?.routeTableId, ...resource.subnetIds];
    case "transitGateway":
      // Which attachments a packet may take is decided in the gateway's tables, so all of them count.
      return index.configuration.resources.transitGatewayAttachment
        .filter((attachment) => attachment.transitGatewayId === id)
        .map((attachment) => attachment.id);
    default:
      return [];
  }
}
