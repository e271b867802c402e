import type { ConfigurationIndex, Element, Resource } from "../configuration";
import { type Arrangement, arrangementOf } from "./arrangement";
import { describePlace } from "./describe";
import { matcher } from "./match-resource";
import { kindRank, naturalKey, type Place } from "./place";
import type { ResourceSort } from "./resource-list.schema";
import type { Badge } from "./topology-view";

/** One resource in a table. Places around it are null where it has none; `""` where the input does not say. */
export interface ResourceRow {
  readonly element: Element;
  readonly detail: string;
  readonly badges: readonly Badge[];
  readonly vpc: Element | null;
  readonly zone: string;
  readonly region: string;
  readonly accountId: string;
}

export interface ResourceQuery {
  /** As in a search; empty matches all. */
  readonly q: string;
  /** Empty for every kind. */
  readonly kinds: readonly string[];
  readonly sort: ResourceSort;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface ResourceList {
  readonly rows: readonly ResourceRow[];
  /** Resources that answer `q` and are of the kinds. */
  readonly matchCount: number;
  /** Resources in the configuration. */
  readonly totalCount: number;
  /** Of those that answer `q`, whatever their kind; in the order of kinds. */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
}

/**
 * A part of the resources that answer a query, sorted; ties by name and id. Linear in the configuration, and only the
 * rows of the part are written out, so that a page of a large estate costs little more than one of a small one.
 */
export function listResources(index: ConfigurationIndex, query: ResourceQuery): ResourceList {
  const all = sortedPlaces(index, query.sort);
  const text = query.q.trim().toLowerCase();
  const matches = text === "" ? () => 0 : matcher(index, text);
  const answering = all.filter(({ resource }) => matches(resource) !== undefined);
  const counts = new Map<string, number>();
  for (const { resource } of answering) counts.set(resource.kind, (counts.get(resource.kind) ?? 0) + 1);
  const kinds = new Set(query.kinds);
  const matched = kinds.size === 0 ? answering : answering.filter(({ resource }) => kinds.has(resource.kind));
  const { offset, limit } = query;
  const end = matched.length - offset;
  const part = query.descending
    ? matched.slice(Math.max(0, end - limit), Math.max(0, end)).reverse()
    : matched.slice(offset, offset + limit);
  return {
    rows: part.map((listed) => rowOf(index, listed)),
    matchCount: matched.length,
    totalCount: all.length,
    kinds: [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => compare(a.kind, b.kind)),
  };
}

interface Listed {
  readonly place: Place;
  readonly resource: Resource;
}

// Invariant: an order depends on the index alone, so remembering it changes no answer.
const orders = new WeakMap<ConfigurationIndex, Map<ResourceSort, readonly Listed[]>>();

function sortedPlaces(index: ConfigurationIndex, sort: ResourceSort): readonly Listed[] {
  const known = orders.get(index) ?? new Map<ResourceSort, readonly Listed[]>();
  orders.set(index, known);
  const order = known.get(sort) ?? sortPlacesBy(arrangementOf(index), sort);
  known.set(sort, order);
  return order;
}

function sortPlacesBy(arrangement: Arrangement, sort: ResourceSort): readonly Listed[] {
  const keyed: { listed: Listed; key: string; rank: number; name: string }[] = [];
  for (const place of arrangement.placeOf.values()) {
    const { resource } = place;
    if (resource === null) continue;
    const listed = { place, resource };
    keyed.push({
      listed,
      rank: sort === "kind" ? kindRank(resource.kind) : 0,
      key: sortKey(listed, sort),
      name: naturalKey(resource.name ?? resource.id),
    });
  }
  keyed.sort(
    (a, b) =>
      a.rank - b.rank ||
      compare(a.key, b.key) ||
      compare(a.name, b.name) ||
      compare(a.listed.resource.id, b.listed.resource.id),
  );
  return keyed.map(({ listed }) => listed);
}

function sortKey({ place, resource }: Listed, sort: ResourceSort): string {
  switch (sort) {
    case "kind":
      return resource.kind;
    case "name":
      return naturalKey(resource.name ?? resource.id);
    case "id":
      return naturalKey(resource.id);
    case "vpc":
      return naturalKey(around(place, "vpc")?.name ?? "");
    case "zone":
      return around(place, "zone")?.name ?? "";
    case "region":
      return resource.region;
    case "account":
      return resource.accountId;
  }
}

function rowOf(index: ConfigurationIndex, { place, resource }: Listed): ResourceRow {
  const { kind, id, name, region, accountId } = resource;
  return {
    element: { kind, id, ...(name === undefined ? {} : { name }) },
    ...describePlace(index, place),
    vpc: kind === "vpc" ? null : (around(place, "vpc")?.element ?? null),
    zone: around(place, "zone")?.name ?? "",
    region,
    accountId,
  };
}

/** The innermost place of a kind that holds this one. */
function around(place: Place, kind: "vpc" | "zone"): Place | undefined {
  for (let at = place.parent; at !== null; at = at.parent) if (at.kind === kind) return at;
  return undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
