import { type Arrangement, DEFAULT_ELEMENT_COUNT } from "./arrangement";
import type { Place } from "./place";
import type { Visibility } from "./visible-places";

/** No view draws more than this, whatever was asked to be open. */
export const MAX_ELEMENT_COUNT = 2000;

/** One visible place with its visible children. */
export interface Shown {
  readonly place: Place;
  readonly level: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  readonly children: readonly Shown[];
}

export interface ShownTree {
  readonly roots: readonly Shown[];
  /** Ids that were asked to be open and had to be folded, the oldest first. */
  readonly folded: readonly string[];
}

/** Which places are open where nobody said so: `regions` down to VPC boxes, `subnets` also those of opened VPCs. */
type Depth = "nothing" | "regions" | "subnets";

/**
 * Decides what is visible. `open` lists ids in the order they were opened; `-id` closes what is open by default.
 * A small estate is open whole. A large one shows VPC boxes and what was opened, the subnets of an opened VPC
 * with it as long as the default budget allows. Above the hard cap the ids opened longest ago are folded again.
 */
export function showPlaces(
  arrangement: Arrangement,
  open: readonly string[],
  visibility: Visibility,
): ShownTree {
  const closed = new Set(open.filter((id) => id.startsWith("-")).map((id) => id.slice(1)));
  const asked = [...new Set(open.filter((id) => !id.startsWith("-") && !closed.has(id)))];
  const show = (ids: readonly string[], depth: Depth) => {
    const opened = new Set(ids);
    return showAll(
      arrangement,
      (place) =>
        isOpen(place, opened, closed, arrangement.mode, depth) ||
        (visibility.leadsToIsolated(place) && !closed.has(place.id)),
      visibility,
    );
  };
  const base: Depth = drawnCount(show([], "regions")) <= DEFAULT_ELEMENT_COUNT ? "regions" : "nothing";
  if (base === "regions") {
    const roots = show(asked, "subnets");
    if (arrangement.mode === "all" || drawnCount(roots) <= DEFAULT_ELEMENT_COUNT)
      return { roots, folded: [] };
  }
  for (let foldedCount = 0; ; foldedCount++) {
    const roots = show(asked.slice(foldedCount), base);
    if (foldedCount === asked.length || drawnCount(roots) <= MAX_ELEMENT_COUNT)
      return { roots, folded: asked.slice(0, foldedCount) };
  }
}

function isOpen(
  place: Place,
  opened: ReadonlySet<string>,
  closed: ReadonlySet<string>,
  mode: Arrangement["mode"],
  depth: Depth,
): boolean {
  if (opened.has(place.id)) return true;
  if (closed.has(place.id)) return false;
  if (mode === "all" || place.kind === "zone") return true;
  if (place.kind === "subnet") return depth === "subnets";
  return place.kind === "region" && depth !== "nothing";
}

function showAll(arrangement: Arrangement, open: (place: Place) => boolean, { isKept }: Visibility): Shown[] {
  const show = (place: Place, level: number): Shown => {
    const expandable = place.children.length > 0;
    const expanded = expandable && open(place);
    const children = expanded ? arrangement.childrenOf(place).filter(isKept) : [];
    return {
      place,
      level,
      expandable,
      expanded,
      children: children.map((child) => show(child, level + 1)),
    };
  };
  return arrangement
    .childrenOf(null)
    .filter(isKept)
    .map((place) => show(place, 1));
}

/** Whether a place is drawn itself; what is only listed is not, nor is anything inside it. */
export function isDrawn({ place }: Shown): boolean {
  return place.seat !== "listed";
}

/** Places drawn on the map. */
export function drawnCount(shown: readonly Shown[]): number {
  let count = 0;
  for (const one of shown) if (isDrawn(one)) count += 1 + drawnCount(one.children);
  return count;
}
