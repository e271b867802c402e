import type { Element, Resource } from "../configuration";
import type { Badge, PlaceKind, Seat } from "./topology-view";

/** One spot in the containment of an estate: a resource in its holder, or a group of our own making. */
export interface Place {
  readonly id: string;
  readonly kind: PlaceKind;
  /** Null for groups, for parts of a resource, and for what others refer to but the input does not hold. */
  readonly resource: Resource | null;
  readonly element: Element | null;
  readonly seat: Seat;
  readonly parent: Place | null;
  /** Every place directly inside, unsorted and ungrouped. */
  readonly children: Place[];
  /** Where it stands among its siblings, by kind and role; names and ids break ties. */
  readonly rank: number;
  readonly name: string;
  /** Set where no resource can say it: groups, parts and missing resources. */
  readonly detail?: string;
  readonly badges?: readonly Badge[];
}

/** Kinds in the order siblings are listed. */
const KIND_ORDER: readonly PlaceKind[] = [
  "region",
  "vpc",
  "internetGateway",
  "egressOnlyInternetGateway",
  "vpnGateway",
  "transitGatewayAttachment",
  "zone",
  "subnet",
  "natGateway",
  "loadBalancer",
  "classicLoadBalancer",
  "firewall",
  "vpcEndpoint",
  "tier",
  "chunk",
  "instance",
  "databaseInstance",
  "networkInterface",
  "publicAddress",
  "vpcPeeringConnection",
  "transitGateway",
  "transitGatewayRouteTable",
  "vpnConnection",
  "vpnTunnel",
  "loadBalancerNode",
  "customerGateway",
  "directConnectConnection",
  "virtualInterface",
  "directConnectAssociation",
  "listener",
  "targetGroup",
  "autoScalingGroup",
  "routeTable",
  "securityGroup",
  "networkAcl",
  "group",
  "prefixList",
  "blockPublicAccess",
];

const rankOfKind = new Map(KIND_ORDER.map((kind, rank) => [kind, rank]));

/** Position of a kind among siblings; a smaller number comes first. */
export function kindRank(kind: PlaceKind): number {
  return rankOfKind.get(kind) ?? KIND_ORDER.length;
}

/** Orders siblings by kind, role, name (numbers by value) and id: an order that no input order can change. */
export function sortPlaces(places: readonly Place[]): Place[] {
  return places
    .map((place) => ({ place, key: naturalKey(place.name) }))
    .sort((a, b) => {
      const byRank = a.place.rank - b.place.rank;
      if (byRank !== 0) return byRank;
      if (a.key !== b.key) return a.key < b.key ? -1 : 1;
      return a.place.id < b.place.id ? -1 : a.place.id > b.place.id ? 1 : 0;
    })
    .map(({ place }) => place);
}

/** A text that sorts numbers inside it by value: `web-2` before `web-10`. */
export function naturalKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, "0"));
}
