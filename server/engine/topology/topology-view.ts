import type { Element, Part, ResourceKind } from "../configuration";

/**
 * What a place on the map or in the outline is: a resource's kind, that of a part which fails by itself, or one of the
 * groups that are made here. `region` is one account in one region, `tier` a class of like instances, `chunk` a run of up to fifty of a long
 * list, `group` resources of one kind that are listed under their VPC.
 */
export type PlaceKind = ResourceKind | Part["element"]["kind"] | "region" | "tier" | "chunk" | "group";

/**
 * How a place is drawn. `box` holds others, `cell` is an icon in its box's grid, `border` sits on the border of its
 * box (gateways), `link` stands between boxes (transit gateways, peerings), `listed` is in the outline alone.
 */
export type Seat = "box" | "cell" | "border" | "link" | "listed";

/** A small mark on a place, in words too. At most one of each kind. */
export interface Badge {
  readonly kind: "public" | "data" | "stopped" | "unusable" | "absent";
  readonly label: string;
}

/** One thing drawn on the map. `x`, `y` are the top left corner, absolute, in map units (1 = 1 px at zoom 1). */
export interface TopologyNode {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly label: string;
  readonly detail: string;
  /** The box it is drawn in; null at the top. */
  readonly parentId: string | null;
  readonly seat: Exclude<Seat, "listed">;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Depth in the outline, from 1. */
  readonly level: number;
  /** Instances inside, itself included. */
  readonly memberCount: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** What it stands for in questions and failures; null for groups of our own making. */
  readonly element: Element | null;
  readonly badges: readonly Badge[];
}

/** A connection between two drawn things; `count` of the configuration's connections are merged in it. */
export interface TopologyEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** `route` to a gateway, `attachment` of a transit gateway, `peering`, `tunnel` of a VPN, `target` of a load balancer. */
  readonly kind: "route" | "attachment" | "peering" | "tunnel" | "target";
  readonly label: string;
  readonly count: number;
  /** Where it is led, from border to border; a straight line when absent. */
  readonly path?: readonly { readonly x: number; readonly y: number }[];
}

/** One row of the outline, in reading order. `position` of `setSize` siblings, from 1. */
export interface TopologyRow {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly label: string;
  readonly detail: string;
  readonly level: number;
  readonly parentId: string | null;
  readonly position: number;
  readonly setSize: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  readonly memberCount: number;
  readonly element: Element | null;
  /** The drawn node that stands for the row: itself, or the nearest box or holder that is drawn; null when none is. */
  readonly nodeId: string | null;
  readonly badges: readonly Badge[];
}

/** What the page shows of one configuration: the map, its outline, and how much that is of the whole. */
export interface TopologyView {
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
  readonly rows: readonly TopologyRow[];
  /** Resources in the configuration. */
  readonly totalCount: number;
  /** Resources that have a row of their own. */
  readonly visibleCount: number;
  /** `all` when the estate is small enough to be opened whole, else `summary`. */
  readonly mode: "all" | "summary";
  /** What was left out and what alone was asked for, under the ids by which the question names it. */
  readonly hidden: readonly { readonly id: string; readonly kind: PlaceKind; readonly label: string }[];
  readonly isolated: readonly { readonly id: string; readonly kind: PlaceKind; readonly label: string }[];
  /** Ids that were asked to be open and were folded again to stay within the cap, the oldest first. */
  readonly folded: readonly string[];
  /** Changes when what is drawn, or what contains what, changes. */
  readonly structureHash: string;
  /** Changes when any position changes. */
  readonly layoutHash: string;
  readonly width: number;
  readonly height: number;
}

/** One hit of a search; `path` holds the ids of the rows above it, outermost first: open those to see it. */
export interface TopologyHit {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly detail: string;
  readonly path: readonly string[];
}
