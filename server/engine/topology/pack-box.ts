import {
  BORDER_OVERHANG,
  bySeat,
  CARD,
  CELL,
  GAP,
  gridAt,
  gridColumns,
  holdsDrawn,
  PADDING,
  type Packed,
  packCell,
  packed,
  shelfWidth,
  shelvesAt,
  TITLE_HEIGHT,
  titleWidth,
} from "./pack";
import { packZones, widen } from "./pack-zones";
import type { Shown } from "./shown";

/** Lays out one box or icon and all inside it, by kind: icons in a grid, zones as columns, boxes on shelves. */
export function packBox(shown: Shown): Packed {
  if (!holdsDrawn(shown)) return packClosed(shown);
  switch (shown.place.kind) {
    case "vpc":
      return packVpc(shown);
    case "region":
      return packRegion(shown);
    default:
      return packPlain(shown);
  }
}

/** The whole estate: a box without a border. */
export function packEstate(roots: readonly Shown[]): {
  inner: readonly Packed[];
  width: number;
  height: number;
} {
  const { boxes, cells, links } = bySeat(roots);
  return arrangeAround(boxes.map(packBox), [...links, ...cells].map(packCell), PADDING, PADDING);
}

/** A closed box is a card; anything else that is closed is an icon. */
function packClosed(shown: Shown): Packed {
  const { kind, seat } = shown.place;
  if (seat !== "box") return packCell(shown);
  const card = kind === "subnet" || kind === "zone" ? CARD.small : CARD.large;
  return packed(shown, Math.max(card.width, Math.min(titleWidth(shown), 260)), card.height);
}

/** Icons in a grid, boxes below: subnets, opened classes, runs. */
function packPlain(shown: Shown): Packed {
  const { border, boxes, cells, links } = bySeat(shown.children);
  const icons = [...border, ...cells, ...links].map(packCell);
  const inside = boxes.map(packBox);
  const grid = gridAt(icons, gridColumns(icons.length), PADDING, TITLE_HEIGHT);
  const shelves = shelvesAt(inside, {
    left: PADDING,
    top: TITLE_HEIGHT + grid.height + (icons.length > 0 ? GAP.small : 0),
    maxWidth: Math.max(shelfWidth(inside, GAP.small), grid.width),
    gap: GAP.small,
  });
  const bottom = inside.length === 0 ? TITLE_HEIGHT + grid.height : Math.max(...inside.map(lowerEdge));
  const width = Math.max(grid.width, shelves.width, titleWidth(shown));
  return packed(shown, width + 2 * PADDING, bottom + PADDING, [...icons, ...inside]);
}

/** Gateways on the upper border at the right, zones as columns, then what belongs to no zone. */
function packVpc(shown: Shown): Packed {
  const { border, boxes, cells, links } = bySeat(shown.children);
  const header = border.length > 0 ? CELL.height - BORDER_OVERHANG + 6 : TITLE_HEIGHT + 4;
  const zones = packZones(boxes, packBox);
  const columns = shelvesAt(zones, {
    left: PADDING,
    top: header,
    maxWidth: zones.length <= 4 ? Number.POSITIVE_INFINITY : shelfWidth(zones, GAP.small),
    gap: GAP.small,
  });
  const services = [...cells, ...links].map(packCell);
  const roomForServices = Math.max(columns.width, 4 * CELL.width);
  const top = header + columns.height + (zones.length > 0 ? GAP.small : 0);
  const grid = gridAt(services, Math.max(1, Math.floor(roomForServices / CELL.width)), PADDING, top);
  const gateways = border.map(packCell);
  const inside = Math.max(columns.width, grid.width, titleWidth(shown) + gateways.length * CELL.width);
  const width = inside + 2 * PADDING;
  if (columns.height === Math.max(...zones.map((zone) => zone.height))) widen(zones, inside - columns.width);
  for (const [i, gateway] of gateways.entries()) {
    gateway.x = width - PADDING - (gateways.length - i) * CELL.width;
    gateway.y = -BORDER_OVERHANG;
  }
  const height = (services.length > 0 ? top + grid.height : header + columns.height) + PADDING;
  return packed(shown, width, height, [...gateways, ...zones, ...services]);
}

function packRegion(shown: Shown): Packed {
  const { border, boxes, cells, links } = bySeat(shown.children);
  const between = [...border, ...links, ...cells].map(packCell);
  const { inner, width, height } = arrangeAround(boxes.map(packBox), between, PADDING, TITLE_HEIGHT);
  return packed(shown, Math.max(width, titleWidth(shown) + 2 * PADDING), height, inner);
}

/**
 * Boxes on shelves with what links them in the middle: in a column between two boxes, in a band between two rows
 * of more. The sizes include a margin of `left` on every side.
 */
function arrangeAround(
  boxes: readonly Packed[],
  links: readonly Packed[],
  left: number,
  titleHeight: number,
) {
  const top = titleHeight + (boxes.some(hasBorder) ? BORDER_OVERHANG : 0);
  if (boxes.length === 0) {
    const grid = gridAt(links, gridColumns(links.length), left, top);
    return sized(links, left, grid.width + 2 * left, top + grid.height + left);
  }
  return boxes.length <= 2 ? arrangeBeside(boxes, links, left, top) : arrangeInRows(boxes, links, left, top);
}

function arrangeBeside(boxes: readonly Packed[], links: readonly Packed[], left: number, top: number) {
  const [first, second] = boxes;
  if (!first) return sized(links, left, 0, 0);
  first.x = left;
  first.y = top;
  let right = first.x + first.width;
  if (links.length > 0) {
    const tallest = Math.max(...boxes.map(({ height }) => height));
    const rowCount = Math.max(1, Math.floor(tallest / (CELL.height + GAP.small)));
    const columnCount = Math.ceil(links.length / rowCount);
    const rows = Math.ceil(links.length / columnCount);
    const band = tallest / rows;
    for (const [i, link] of links.entries()) {
      link.x = right + GAP.large + Math.floor(i / rows) * CELL.width;
      // In the middle of its share of the height.
      link.y = top + (i % rows) * band + Math.max(0, (band - CELL.height) / 2);
    }
    right += GAP.large + columnCount * CELL.width;
  }
  if (second) {
    second.x = right + GAP.large;
    second.y = top;
  }
  return sized([...boxes, ...links], left);
}

function arrangeInRows(boxes: readonly Packed[], links: readonly Packed[], left: number, top: number) {
  const gap = GAP.large;
  const maxWidth = shelfWidth(boxes, gap);
  const whole = shelvesAt(boxes, { left, top, maxWidth, gap });
  if (links.length === 0) return sized(boxes, left);
  const rowTops = [...new Set(boxes.map(({ y }) => y))];
  const firstBelow = rowTops[Math.ceil(rowTops.length / 2)] ?? top + whole.height + gap;
  const columnCount = Math.max(1, Math.floor(whole.width / CELL.width));
  const bandWidth = Math.min(columnCount, links.length) * CELL.width;
  const bandLeft = left + Math.max(0, (whole.width - bandWidth) / 2);
  const band = gridAt(links, columnCount, bandLeft, firstBelow);
  for (const box of boxes) if (box.y >= firstBelow) box.y += band.height + gap;
  return sized([...boxes, ...links], left);
}

function sized(inner: readonly Packed[], margin: number, width = 0, height = 0) {
  return {
    inner,
    width: Math.max(width, ...inner.map((item) => item.x + item.width + margin)),
    height: Math.max(height, ...inner.map((item) => lowerEdge(item) + margin)),
  };
}

function hasBorder(box: Packed): boolean {
  return box.inner.some(({ y }) => y < 0);
}

function lowerEdge(item: Packed): number {
  return item.y + item.height;
}
