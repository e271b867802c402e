import type { ConfigurationIndex, Element, Resource, ResourceOf } from "../configuration";
import { partsOf, RESOURCE_KINDS } from "../configuration";
import { regionsOf } from "../semantics";
import { type Holding, holderFinder } from "./holder";
import { kindRank, type Place } from "./place";
import { SUBNET_ROLES, subnetRole } from "./subnet-role";
import type { Seat } from "./topology-view";

/** The estate as a forest of places: every resource once, in its holder, and the parts of it that fail by themselves. */
export interface Containment {
  readonly index: ConfigurationIndex;
  readonly roots: readonly Place[];
  /** By place id. */
  readonly places: ReadonlyMap<string, Place>;
  /** By resource id: the place of the resource; of a zone that several VPCs use, the first VPC's. */
  readonly placeOf: ReadonlyMap<string, Place>;
}

interface Builder {
  readonly index: ConfigurationIndex;
  readonly places: Map<string, Place>;
  readonly placeOf: Map<string, Place>;
  readonly roots: Place[];
  readonly holdingOf: (resource: Resource) => Holding;
  /** Region boxes exist only where VPCs stand in several accounts or regions. */
  readonly regions: ReadonlySet<string>;
  /** Names of the regions in which something could be lost. */
  readonly failingRegions: ReadonlySet<string>;
}

/** Puts every resource into its holder. Linear in the configuration; the same network gives the same forest. */
export function buildContainment(index: ConfigurationIndex): Containment {
  const builder: Builder = {
    index,
    places: new Map(),
    placeOf: new Map(),
    roots: [],
    holdingOf: holderFinder(index),
    regions: regionKeys(index),
    failingRegions: new Set(regionsOf(index.configuration)),
  };
  const { resources } = index.configuration;
  for (const kind of RESOURCE_KINDS)
    if (kind !== "zone") for (const resource of resources[kind]) placeResource(builder, resource);
  // After the subnets: what is left of the zones is used by no subnet.
  for (const zone of resources.zone) if (!builder.placeOf.has(zone.id)) placeResource(builder, zone);
  return builder;
}

function placeResource(builder: Builder, resource: Resource): Place {
  const known = builder.placeOf.get(resource.id);
  if (known?.resource === resource) return known;
  const holding = builder.holdingOf(resource);
  const parent = holderPlace(builder, resource, holding);
  // A holder that the input does not hold leaves its contents at the top of the list.
  const seat = holding.in !== null && parent === null && holding.seat === "cell" ? "listed" : holding.seat;
  const place = addPlace(builder, {
    children: [],
    // An id is unique within an estate; a second one of another kind still gets a place of its own.
    id: builder.places.has(resource.id) ? `${resource.kind}:${resource.id}` : resource.id,
    kind: resource.kind,
    resource,
    element: elementOf(resource),
    seat,
    parent: parent ?? regionPlace(builder, resource),
    rank: rankOf(builder.index, resource, seat),
    name: resource.name ?? resource.id,
  });
  placeParts(builder, resource, place);
  return place;
}

/** What fails by itself stands under its owner, where there are several: the only one is the whole. */
function placeParts(builder: Builder, resource: Resource, owner: Place): void {
  const parts = partsOf(builder.index, resource);
  if (parts.length < 2) return;
  for (const { element, detail } of parts)
    addPlace(builder, {
      children: [],
      id: element.id,
      kind: element.kind,
      resource: null,
      element,
      seat: "listed",
      parent: owner,
      rank: rank("listed", kindRank(element.kind), 0),
      name: element.name,
      detail,
    });
}

function holderPlace(builder: Builder, resource: Resource, { in: holder }: Holding): Place | null {
  if (holder === null) return null;
  if (resource.kind === "subnet") return zonePlace(builder, resource);
  if (holder.kind === "vpc") return vpcPlace(builder, holder.id, resource);
  const found = builder.index.find(holder.id);
  return found === undefined ? null : placeResource(builder, found);
}

/** The VPC's box; made up, and marked so, where others refer to a VPC that the input does not hold. */
function vpcPlace(builder: Builder, vpcId: string, referrer: Resource): Place {
  const vpc = builder.index.get("vpc", vpcId);
  if (vpc) return placeResource(builder, vpc);
  const known = builder.placeOf.get(vpcId);
  if (known) return known;
  return addPlace(builder, {
    children: [],
    id: vpcId,
    kind: "vpc",
    resource: null,
    element: { kind: "vpc", id: vpcId },
    seat: "box",
    parent: regionPlace(builder, referrer),
    rank: rank("box", kindRank("vpc"), 0),
    name: vpcId,
    detail: "",
    badges: [{ kind: "absent", label: "named by others, not in the input" }],
  });
}

/** The column of one zone in one VPC. Zones belong to no VPC, so each VPC gets its own box for the same zone. */
function zonePlace(builder: Builder, subnet: ResourceOf<"subnet">): Place {
  const key = subnet.zoneId ?? subnet.zoneName ?? "";
  const id = `${subnet.vpcId}/${key === "" ? "zone-not-known" : key}`;
  const known = builder.places.get(id);
  if (known) return known;
  const zone = key === "" ? undefined : builder.index.get("zone", key);
  const name = zone?.zoneName ?? subnet.zoneName ?? key;
  return addPlace(builder, {
    children: [],
    id,
    kind: "zone",
    resource: zone ?? null,
    element: key === "" ? null : { kind: "zone", id: key, ...(name === key ? {} : { name }) },
    seat: "box",
    parent: vpcPlace(builder, subnet.vpcId, subnet),
    rank: rank("box", kindRank("zone"), 0),
    name: name === "" ? "zone not known" : name,
    // A zone whose id the input does not have got one that is made of its account and name.
    detail: zone === undefined || zone.id.endsWith(name) ? "" : zone.id,
  });
}

function addPlace(builder: Builder, place: Place): Place {
  builder.places.set(place.id, place);
  const elementId = place.element?.id;
  if (elementId !== undefined && !builder.placeOf.has(elementId)) builder.placeOf.set(elementId, place);
  if (place.parent === null) builder.roots.push(place);
  else place.parent.children.push(place);
  return place;
}

/** `account/region` of every VPC, or of every subnet where no VPC is known. */
function regionKeys({ configuration: { resources } }: ConfigurationIndex): ReadonlySet<string> {
  const located = resources.vpc.length > 0 ? resources.vpc : resources.subnet;
  return new Set(located.map(regionKey).sort());
}

function regionKey({ accountId, region }: { accountId: string; region: string }): string {
  return `${accountId}/${region}`;
}

function regionPlace(builder: Builder, resource: Resource): Place | null {
  const id = regionKey(resource);
  // What names no account or region of a VPC stands beside the regions, not in one made up for it.
  if (builder.regions.size <= 1 || !builder.regions.has(id)) return null;
  const known = builder.places.get(id);
  if (known) return known;
  const { accountId, region } = resource;
  return addPlace(builder, {
    children: [],
    id,
    kind: "region",
    resource: null,
    element: builder.failingRegions.has(region) ? { kind: "region", id: region } : null,
    seat: "box",
    parent: null,
    rank: rank("box", kindRank("region"), 0),
    name: region === "" ? "region not known" : region,
    detail: accountId === "" ? "account not known" : `account ${accountId}`,
  });
}

const SEAT_RANK: { readonly [S in Seat]: number } = { border: 0, box: 1, cell: 2, link: 3, listed: 4 };

function rank(seat: Seat, kind: number, role: number): number {
  return SEAT_RANK[seat] * 1000 + kind * 10 + role;
}

function rankOf(index: ConfigurationIndex, resource: Resource, seat: Seat): number {
  const role = resource.kind === "subnet" ? SUBNET_ROLES.indexOf(subnetRole(index, resource.id)) : 0;
  return rank(seat, kindRank(resource.kind), role);
}

function elementOf(resource: Resource): Element {
  const { kind, id, name } = resource;
  return name === undefined ? { kind, id } : { kind, id, name };
}
