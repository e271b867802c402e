import type { Shown } from "./shown";
import { isDrawn } from "./shown";

/** A laid out place; `x`, `y` count from the top left corner of the box around it. */
export interface Packed {
  readonly shown: Shown;
  x: number;
  y: number;
  width: number;
  height: number;
  readonly inner: readonly Packed[];
}

export const CELL = { width: 116, height: 76 } as const;
/** A box that is closed is a card that says how much is inside. */
export const CARD = {
  large: { width: 232, height: 84 },
  small: { width: 184, height: 56 },
} as const;
export const TITLE_HEIGHT = 30;
export const PADDING = 12;
/** Between sibling boxes; wide enough that a gateway on the border below touches nothing above. */
export const GAP = { small: 12, large: 40 } as const;
/** Icons on a border stand half outside of their box. */
export const BORDER_OVERHANG = 24;

/** The drawn ones by seat. An opened class is a box among icons. */
export function bySeat(children: readonly Shown[]): {
  border: Shown[];
  boxes: Shown[];
  cells: Shown[];
  links: Shown[];
} {
  const drawn = children.filter(isDrawn);
  const isBox = (one: Shown) => one.place.seat === "box" || holdsDrawn(one);
  return {
    border: drawn.filter((one) => one.place.seat === "border" && !isBox(one)),
    boxes: drawn.filter(isBox),
    cells: drawn.filter((one) => one.place.seat === "cell" && !isBox(one)),
    links: drawn.filter((one) => one.place.seat === "link" && !isBox(one)),
  };
}

/** Whether it is open and something inside is drawn. */
export function holdsDrawn(shown: Shown): boolean {
  return shown.expanded && shown.children.some(isDrawn);
}

/** A box of a given size, not placed yet. */
export function packed(shown: Shown, width: number, height: number, inner: readonly Packed[] = []): Packed {
  return { shown, x: 0, y: 0, width, height, inner };
}

/** The box of something that is drawn as one cell. */
export function packCell(shown: Shown): Packed {
  return packed(shown, CELL.width, CELL.height);
}

/** Room for a title drawn at 12 px, within reason: longer names are shortened when drawn. */
export function titleWidth({ place }: Shown): number {
  const characterCount = Math.min(place.name.length + (place.detail ?? "").length + 14, 36);
  return characterCount * 7;
}

/** Places equal items row by row from (`left`, `top`); returns the size they take. */
export function gridAt(items: readonly Packed[], columnCount: number, left: number, top: number): Size {
  const width = Math.max(0, ...items.map((item) => item.width));
  const height = Math.max(0, ...items.map((item) => item.height));
  for (const [i, item] of items.entries()) {
    item.x = left + (i % columnCount) * width;
    item.y = top + Math.floor(i / columnCount) * height;
  }
  const rowCount = Math.ceil(items.length / columnCount);
  return { width: Math.min(items.length, columnCount) * width, height: rowCount * height };
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Columns for a box of icons that is a little wider than high. */
export function gridColumns(itemCount: number): number {
  return itemCount <= 4 ? Math.max(1, itemCount) : Math.ceil(Math.sqrt(itemCount * 1.6));
}

/**
 * Places boxes in rows, in their order, wrapping at `maxWidth`. `before` and `rowGap` keep room above each row.
 * Returns the size they take, `top` of the first row not included.
 */
export function shelvesAt(
  items: readonly Packed[],
  { left, top, maxWidth, gap }: { left: number; top: number; maxWidth: number; gap: number },
): Size {
  let x = left;
  let y = top;
  let rowHeight = 0;
  let width = 0;
  for (const item of items) {
    if (x > left && x + item.width - left > maxWidth) {
      x = left;
      y += rowHeight + gap;
      rowHeight = 0;
    }
    item.x = x;
    item.y = y;
    x += item.width + gap;
    rowHeight = Math.max(rowHeight, item.height);
    width = Math.max(width, item.x + item.width - left);
  }
  return { width, height: items.length === 0 ? 0 : y + rowHeight - top };
}

/** A row width that gives the boxes together the shape of a screen. */
export function shelfWidth(items: readonly Packed[], gap: number): number {
  const area = items.reduce((sum, item) => sum + (item.width + gap) * (item.height + gap), 0);
  return Math.max(Math.sqrt(area * 1.8), ...items.map((item) => item.width));
}
