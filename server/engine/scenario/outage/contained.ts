import {
  balancersOf,
  type ConfigurationIndex,
  type Element,
  partsOf,
  partWith,
  type Resource,
  type ResourceOf,
} from "../../configuration";
import { elementOf } from "../../intent";
import { type Failure, membersOfRegion } from "../../semantics";

/**
 * What is down when the failures are: each failed element and everything that stops with it (F-3 to F-8, F-20):
 * a region takes its zones and gateways along, a zone its subnets, a subnet its interfaces, instances and zonal gateways,
 * an instance its interfaces, a transit gateway its attachments, a load balancer its nodes, a node its interfaces, a firewall its
 * endpoints, an endpoint its interfaces, a customer gateway its VPN connections, a connection its tunnels, a Direct
 * Connect connection its virtual interfaces. Blocked rule sets, and what is withdrawn or detached, are down themselves
 * and contain nothing. In the order of the failures, then by kind and id.
 */
export function downElements(
  index: ConfigurationIndex,
  failures: readonly Failure[],
): ReadonlyMap<string, Element> {
  const down = new Map<string, Element>();
  for (const { kind, id, mode } of failures) {
    down.set(id, failingElement(index, kind, id));
    if (mode === "down" || mode === "deleted") addContents(index, kind, id, down);
  }
  return down;
}

const NODE = "loadBalancerNode";

/** What fails, with the name people know it by: a resource, or a part of one. */
export function failingElement(index: ConfigurationIndex, kind: string, id: string): Element {
  const resource = index.find(id);
  return resource?.kind === kind ? elementOf(resource) : (partWith(index, id)?.element ?? { kind, id });
}

function addContents(index: ConfigurationIndex, kind: string, id: string, down: Map<string, Element>): void {
  const { resources } = index.configuration;
  switch (kind) {
    case "region":
      for (const element of membersOfRegion(index.configuration, id)) {
        down.set(element.id, element);
        addContents(index, element.kind, element.id, down);
      }
      break;
    case "zone":
      for (const subnet of resources.subnet)
        if (subnet.zoneId === id) {
          down.set(subnet.id, elementOf(subnet));
          addContents(index, "subnet", subnet.id, down);
        }
      break;
    case "subnet":
      addSubnet(index, id, down);
      break;
    case "instance":
      for (const nic of index.interfacesOfInstance(id)) down.set(nic.id, elementOf(nic));
      break;
    case "loadBalancer":
    case "classicLoadBalancer":
      for (const node of balancersOf(index).of(id)?.nodes ?? []) {
        down.set(node.id, failingElement(index, NODE, node.id));
        addContents(index, NODE, node.id, down);
      }
      break;
    case NODE:
      for (const nic of balancersOf(index).node(id)?.interfaces ?? []) down.set(nic.id, elementOf(nic));
      break;
    case "vpcEndpoint":
      for (const nicId of index.get("vpcEndpoint", id)?.networkInterfaceIds ?? []) {
        const nic = index.get("networkInterface", nicId);
        if (nic) down.set(nic.id, elementOf(nic));
      }
      break;
    case "firewall":
      for (const { endpointId } of index.get("firewall", id)?.endpoints ?? []) {
        const endpoint = index.get("vpcEndpoint", endpointId);
        down.set(endpointId, endpoint ? elementOf(endpoint) : { kind: "vpcEndpoint", id: endpointId });
      }
      break;
    case "customerGateway":
      for (const connection of resources.vpnConnection)
        if (connection.customerGatewayId === id) addWhole(index, connection, down);
      break;
    case "vpnConnection": {
      const connection = index.get("vpnConnection", id);
      for (const { element } of connection ? partsOf(index, connection) : []) down.set(element.id, element);
      break;
    }
    case "directConnectConnection":
      for (const vif of resources.virtualInterface) if (vif.connectionId === id) addWhole(index, vif, down);
      break;
    case "transitGateway":
      for (const attachment of resources.transitGatewayAttachment)
        if (attachment.transitGatewayId === id) down.set(attachment.id, elementOf(attachment));
      break;
    default:
      break;
  }
}

function addSubnet(index: ConfigurationIndex, id: string, down: Map<string, Element>): void {
  for (const nic of index.interfacesOfSubnet(id)) {
    down.set(nic.id, elementOf(nic));
    const node = balancersOf(index).nodeOfInterface(nic.id);
    if (node) down.set(node.id, failingElement(index, NODE, node.id));
    const instance = index.get("instance", nic.attachment?.instanceId ?? "");
    // An instance lives where its first interface is; losing another one costs it that interface only.
    if (instance && index.interfacesOfInstance(instance.id)[0]?.id === nic.id) {
      down.set(instance.id, elementOf(instance));
      addContents(index, "instance", instance.id, down);
    }
  }
  for (const nat of index.configuration.resources.natGateway)
    if (nat.subnetId === id) down.set(nat.id, elementOf(nat));
  for (const database of index.configuration.resources.databaseInstance)
    if (isSingleIn(index, database, id)) down.set(database.id, elementOf(database));
  for (const endpoint of index.configuration.resources.vpcEndpoint)
    if (isDownWith(down, endpoint.subnetIds)) down.set(endpoint.id, elementOf(endpoint));
}

/** Whether a database without a standby stands in the subnet: the only one of its group in its zone. */
function isSingleIn(
  index: ConfigurationIndex,
  { multiZone, subnetIds, zoneName }: ResourceOf<"databaseInstance">,
  subnetId: string,
): boolean {
  if (multiZone || !subnetIds.includes(subnetId)) return false;
  const home = subnetIds.filter(
    (id) => subnetIds.length === 1 || index.get("subnet", id)?.zoneName === zoneName,
  );
  return home.length === 1 && home[0] === subnetId;
}

function addWhole(index: ConfigurationIndex, resource: Resource, down: Map<string, Element>): void {
  down.set(resource.id, elementOf(resource));
  addContents(index, resource.kind, resource.id, down);
}

/** An endpoint with interfaces is down when all the subnets it stands in are. */
function isDownWith(down: ReadonlyMap<string, Element>, subnetIds: readonly string[]): boolean {
  return subnetIds.length > 0 && subnetIds.every((id) => down.has(id));
}

/** A host is down when it is named, or when all its interfaces are; a database with a standby never is as a whole. */
export function isMemberDown(
  index: ConfigurationIndex,
  down: ReadonlyMap<string, Element>,
  memberId: string,
): boolean {
  if (index.get("databaseInstance", memberId)?.multiZone) return false;
  if (down.has(memberId)) return true;
  const interfaces = index.interfacesOfInstance(memberId);
  return interfaces.length > 0 && interfaces.every((nic) => down.has(nic.id));
}
