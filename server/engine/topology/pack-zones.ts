import { GAP, holdsDrawn, PADDING, type Packed, packed, TITLE_HEIGHT, titleWidth } from "./pack";
import type { Shown } from "./shown";
import { isDrawn } from "./shown";

/** More subnets than this in a zone and they are folded into several columns. */
const MAX_LINES = 6;

/**
 * Lays out the zones of one VPC so that subnets of the same role stand at the same height in every zone: the first
 * public subnet beside the first public one, and so on. A closed zone, or a run of zones, is a card beside them.
 */
export function packZones(boxes: readonly Shown[], packInside: (shown: Shown) => Packed): Packed[] {
  const open = boxes.filter((box) => box.place.kind === "zone" && holdsDrawn(box));
  const subnets = new Map(open.map((zone) => [zone, zone.children.filter(isDrawn).map(packInside)]));
  const lines = alignedLines([...subnets.values()]);
  return boxes.map((box) => {
    const inside = subnets.get(box);
    return inside === undefined ? packInside(box) : packZone(box, inside, lines);
  });
}

interface Lines {
  /** Line keys from top to bottom. */
  readonly keys: readonly string[];
  readonly heightOf: ReadonlyMap<string, number>;
  readonly keyOf: ReadonlyMap<Packed, string>;
}

/** One line per (role, how many-th of its role in its zone), as high as its highest subnet in any zone. */
function alignedLines(zones: readonly (readonly Packed[])[]): Lines {
  const keyOf = new Map<Packed, string>();
  const heightOf = new Map<string, number>();
  for (const zone of zones) {
    const seen = new Map<number, number>();
    for (const subnet of zone) {
      const { rank } = subnet.shown.place;
      const nth = seen.get(rank) ?? 0;
      seen.set(rank, nth + 1);
      const key = `${String(rank).padStart(8, "0")} ${String(nth).padStart(6, "0")}`;
      keyOf.set(subnet, key);
      heightOf.set(key, Math.max(heightOf.get(key) ?? 0, subnet.height));
    }
  }
  return { keys: [...heightOf.keys()].sort(), heightOf, keyOf };
}

function packZone(zone: Shown, subnets: readonly Packed[], { keys, heightOf, keyOf }: Lines): Packed {
  const lineCount = keys.length <= MAX_LINES ? keys.length : Math.ceil(Math.sqrt(keys.length * 2));
  const lineOf = new Map(
    keys.map((key, i) => [key, { column: Math.floor(i / lineCount), line: i % lineCount }]),
  );
  const spot = (subnet: Packed) => lineOf.get(keyOf.get(subnet) ?? "") ?? { column: 0, line: 0 };
  // A line is as high in every column, so that zones stay aligned when they are folded.
  const heights = Array.from({ length: lineCount }, (_, line) =>
    Math.max(0, ...keys.map((key) => (lineOf.get(key)?.line === line ? (heightOf.get(key) ?? 0) : 0))),
  );
  const tops = heights.map((_, line) =>
    heights.slice(0, line).reduce((sum, height) => sum + height + GAP.small, TITLE_HEIGHT),
  );
  const columnCount = Math.ceil(keys.length / Math.max(1, lineCount));
  const widths = Array.from({ length: columnCount }, (_, column) =>
    Math.max(0, ...subnets.filter((subnet) => spot(subnet).column === column).map(({ width }) => width)),
  );
  const total = widths.reduce((sum, width) => sum + width, 0) + GAP.small * Math.max(0, columnCount - 1);
  const width = Math.max(total, titleWidth(zone));
  // A single column takes the width that the zone's title needs.
  if (columnCount === 1) widths[0] = width;
  for (const subnet of subnets) {
    const { column, line } = spot(subnet);
    subnet.x = PADDING + widths.slice(0, column).reduce((sum, one) => sum + one + GAP.small, 0);
    subnet.y = tops[line] ?? TITLE_HEIGHT;
    subnet.width = widths[column] ?? subnet.width;
    subnet.height = heights[line] ?? subnet.height;
  }
  const height = TITLE_HEIGHT + heights.reduce((sum, one) => sum + one + GAP.small, 0);
  return packed(zone, width + 2 * PADDING, height, subnets);
}

/** Shares room that a VPC's title and gateways need among its zones, which stand in one row, and their subnets. */
export function widen(zones: readonly Packed[], extraWidth: number): void {
  if (extraWidth <= 0) return;
  const share = extraWidth / zones.length;
  for (const [i, zone] of zones.entries()) {
    zone.x += i * share;
    zone.width += share;
    const isOneColumn = new Set(zone.inner.map(({ x }) => x)).size === 1;
    if (isOneColumn) for (const subnet of zone.inner) subnet.width += share;
  }
}
