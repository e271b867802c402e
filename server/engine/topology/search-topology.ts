import type { ConfigurationIndex } from "../configuration";
import { arrangementOf } from "./arrangement";
import { describePlace } from "./describe";
import { locateResources } from "./locate";
import { matcher, matchNames } from "./match-resource";
import { naturalKey, type Place } from "./place";
import type { PlaceKind, TopologyHit } from "./topology-view";

/**
 * Finds resources by name, id, IP address, prefix or tag (`key=value`, or the text of a value), best first: whole
 * names before beginnings before parts before tags. An address also finds the subnet and the VPC around it.
 * Linear in the configuration; an empty search finds nothing.
 */
export function searchTopology(index: ConfigurationIndex, q: string, limit: number): TopologyHit[] {
  const text = q.trim().toLowerCase();
  if (text === "") return [];
  const arrangement = arrangementOf(index);
  const matches = matcher(index, text);
  const found: { place: Place; match: number; kind: number; key: string }[] = [];
  for (const place of arrangement.placeOf.values()) {
    const match = place.resource === null ? matchPart(place, text) : matches(place.resource);
    if (match !== undefined)
      found.push({ place, match, kind: searchRank(place.kind), key: naturalKey(place.name) });
  }
  found.sort(
    (a, b) =>
      a.match - b.match || a.kind - b.kind || compare(a.key, b.key) || compare(a.place.id, b.place.id),
  );
  return found.slice(0, limit).map(({ place }) => ({
    id: place.id,
    kind: place.kind,
    name: place.name,
    detail: describePlace(index, place).detail,
    path: locateResources(index, [place.id])[0]?.path ?? [],
  }));
}

/** A part of a resource goes by its name and id, and by the address that its detail begins with; a region by its name. */
function matchPart({ kind, element, detail = "" }: Place, text: string): number | undefined {
  if (element === null || !PART_KINDS.includes(kind)) return undefined;
  return detail.split(" · ").includes(text) ? 0 : matchNames([element.id, element.name ?? ""], text);
}

const PART_KINDS: readonly PlaceKind[] = ["vpnTunnel", "loadBalancerNode", "region"];

/** Among equal matches, what people look for first. */
const SEARCH_ORDER: readonly PlaceKind[] = [
  "natGateway",
  "internetGateway",
  "egressOnlyInternetGateway",
  "transitGateway",
  "loadBalancer",
  "instance",
  "databaseInstance",
  "subnet",
  "vpc",
  "zone",
  "vpcPeeringConnection",
  "transitGatewayAttachment",
  "vpnConnection",
  "securityGroup",
  "networkAcl",
  "routeTable",
];

function searchRank(kind: PlaceKind): number {
  const rank = SEARCH_ORDER.indexOf(kind);
  return rank < 0 ? SEARCH_ORDER.length : rank;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
