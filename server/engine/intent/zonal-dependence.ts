import {
  type ConfigurationIndex,
  doubtText,
  type Element,
  isDoubtful,
  namedId,
  type ResourceOf,
  type Route,
} from "../configuration";
import { elementOf } from "./tiers";
import { winningRoutes } from "./winning-route";

type Subnet = ResourceOf<"subnet">;

/** Whatever of these may be true no longer leaves the subnets of its region undecided. */
const DECIDING_KINDS: ReadonlySet<string> = new Set([
  "subnet",
  "routeTable",
  "prefixList",
  "natGateway",
  "networkInterface",
  "instance",
  "vpcEndpoint",
  "transitGatewayAttachment",
]);

/** A subnet that stops being served when another zone, or one element there, fails. */
export interface ZonalDependence {
  readonly subnet: Element;
  /** Id of the zone the subnet is in. */
  readonly zoneId: string;
  readonly routeTable: Element;
  /** Destinations whose winning route leads to `target`, in the table's order. */
  readonly destinations: readonly string[];
  /** The zonal element: NAT gateway, appliance interface or instance, endpoint, transit gateway attachment. */
  readonly target: Element;
  /** Zones the target works in, sorted; the subnet's is not among them. */
  readonly targetZoneIds: readonly string[];
  /** Elements of the same kind in the subnet's own zone that could serve it, those that serve nobody yet first. */
  readonly standbys: readonly { readonly element: Element; readonly isIdle: boolean }[];
}

export interface ZonalDependences {
  /** Sorted by target, then subnet. */
  readonly dependences: readonly ZonalDependence[];
  /** Subnets for which it is decided that no winning route leads to another zone. */
  readonly independent: readonly Element[];
  /** Subnets that cannot be decided, with what is missing. */
  readonly undecided: readonly { readonly subnet: Element; readonly missing: readonly string[] }[];
}

/**
 * Finds subnets whose winning route targets a zonal element of another zone (product section 3). Route tables,
 * subnets and the targets' places decide; instances, groups and ACLs are not needed and not read. Elements
 * that are regional (internet gateway, peering, regional NAT gateway) tie nobody to a zone. A NAT gateway that
 * is not available serves nobody, so nobody depends on its zone.
 * Clauses: R-7 for the winner, M-2 for zones, F-4 for what a zone takes along.
 */
export function zonalDependences(index: ConfigurationIndex): ZonalDependences {
  const dependences: ZonalDependence[] = [];
  const independent: Element[] = [];
  const undecided: { subnet: Element; missing: readonly string[] }[] = [];
  const busy = busyTargets(index);
  for (const subnet of index.configuration.resources.subnet) {
    const { found, missing } = dependencesOf(index, subnet, busy);
    dependences.push(...found);
    // A dependence found is a fact whatever else is missing; nothing found is one only when nothing is.
    if (found.length > 0) continue;
    if (missing.length > 0) undecided.push({ subnet: elementOf(subnet), missing });
    else independent.push(elementOf(subnet));
  }
  dependences.sort((a, b) => compare(a.target.id, b.target.id) || compare(a.subnet.id, b.subnet.id));
  return { dependences, independent, undecided };
}

function dependencesOf(index: ConfigurationIndex, subnet: Subnet, busy: ReadonlySet<string>) {
  const found: ZonalDependence[] = [];
  const missing: string[] = [];
  const doubts = index.configuration.coverage.filter(
    (entry) => entry.region === subnet.region && DECIDING_KINDS.has(entry.kind) && isDoubtful(entry),
  );
  if (doubts.length > 0) return { found, missing: doubts.map(doubtText) };
  const table = index.routeTableOf(subnet.id);
  if (!table)
    return { found, missing: [`the route table of ${namedId(index, subnet.id)} is not in the input`] };
  const byTarget = new Map<string, { target: ZonalTarget; destinations: string[] }>();
  for (const { destination, route } of winningRoutes(index, table)) {
    const target = zonalTarget(index, route, subnet);
    if (target === undefined) continue;
    const entry = byTarget.get(target.element.id) ?? { target, destinations: [] };
    entry.destinations.push(destination);
    byTarget.set(target.element.id, entry);
  }
  for (const { target } of byTarget.values())
    if (target.zoneIds === undefined) missing.push(`the zone of ${namedId(index, target.element.id)}`);
  const { zoneId } = subnet;
  if (zoneId === undefined)
    return {
      found,
      missing: byTarget.size > 0 ? [`the zone of ${namedId(index, subnet.id)} is not in the input`] : [],
    };
  for (const { target, destinations } of byTarget.values()) {
    if (target.zoneIds === undefined || target.zoneIds.includes(zoneId)) continue;
    found.push({
      subnet: elementOf(subnet),
      zoneId,
      routeTable: elementOf(table),
      destinations,
      target: target.element,
      targetZoneIds: target.zoneIds,
      standbys: standbysFor(index, target.element, { vpcId: subnet.vpcId, zoneId }, busy),
    });
  }
  return { found, missing };
}

/** An element that works in some zones only; `zoneIds` is absent where the input does not say which. */
interface ZonalTarget {
  readonly element: Element;
  readonly zoneIds: readonly string[] | undefined;
}

/** Absent for regional targets and for those that serve nobody. */
function zonalTarget(
  index: ConfigurationIndex,
  { target, destination }: Route,
  subnet: Subnet,
): ZonalTarget | undefined {
  switch (target.kind) {
    case "natGateway": {
      const nat = index.get("natGateway", target.id);
      if (!nat) return { element: target, zoneIds: undefined };
      if (nat.availabilityMode === "regional" || nat.state !== "available") return undefined;
      return { element: elementOf(nat), zoneIds: zonesOf(index, [nat.subnetId]) };
    }
    case "networkInterface": {
      const nic = index.get("networkInterface", target.id);
      return { element: nic ? elementOf(nic) : target, zoneIds: zonesOf(index, [nic?.subnetId]) };
    }
    case "instance": {
      const instance = index.get("instance", target.id);
      const subnetId = index.interfacesOfInstance(target.id)[0]?.subnetId;
      return { element: instance ? elementOf(instance) : target, zoneIds: zonesOf(index, [subnetId]) };
    }
    case "vpcEndpoint": {
      const endpoint = index.get("vpcEndpoint", target.id);
      // Gateway endpoints are regional, and only they are reached by prefix list.
      if (endpoint?.endpointType === "Gateway" || "prefixListId" in destination) return undefined;
      if (!endpoint) return { element: target, zoneIds: undefined };
      return { element: elementOf(endpoint), zoneIds: zonesOf(index, endpoint.subnetIds) };
    }
    case "transitGateway": {
      const attachment = index.configuration.resources.transitGatewayAttachment.find(
        (each) => each.transitGatewayId === target.id && each.resourceId === subnet.vpcId,
      );
      // Without subnets the input does not say where the attachment works.
      if (!attachment || attachment.subnetIds.length === 0) return undefined;
      return { element: elementOf(attachment), zoneIds: zonesOf(index, attachment.subnetIds) };
    }
    default:
      return undefined;
  }
}

function zonesOf(index: ConfigurationIndex, subnetIds: readonly (string | undefined)[]) {
  const zoneIds = subnetIds.map((id) => (id === undefined ? undefined : index.get("subnet", id)?.zoneId));
  return zoneIds.every((zoneId) => zoneId !== undefined) ? [...new Set(zoneIds)].sort() : undefined;
}

/** Ids that some route table sends traffic to. */
function busyTargets(index: ConfigurationIndex): ReadonlySet<string> {
  return new Set(
    index.configuration.resources.routeTable.flatMap((table) =>
      table.routes.map(({ target }) => ("id" in target ? target.id : "")),
    ),
  );
}

/** Only NAT gateways stand in for one another without a change inside the hosts. */
function standbysFor(
  index: ConfigurationIndex,
  target: Element,
  place: { readonly vpcId: string; readonly zoneId: string },
  busy: ReadonlySet<string>,
): ZonalDependence["standbys"] {
  const serving = index.get("natGateway", target.id);
  if (!serving) return [];
  return index.configuration.resources.natGateway
    .filter((nat) => nat.vpcId === place.vpcId && nat.state === "available")
    .filter((nat) => nat.connectivityType === serving.connectivityType && nat.subnetId !== undefined)
    .filter((nat) => index.get("subnet", nat.subnetId ?? "")?.zoneId === place.zoneId)
    .map((nat) => ({ element: elementOf(nat), isIdle: !busy.has(nat.id) }))
    .sort((a, b) => Number(b.isIdle) - Number(a.isIdle) || compare(a.element.id, b.element.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
