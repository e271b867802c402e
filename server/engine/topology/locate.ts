import type { ConfigurationIndex } from "../configuration";
import { arrangementOf } from "./arrangement";
import type { Place } from "./place";

/** Where a resource stands: its row, and the ids of the rows above it, outermost first. */
export interface Located {
  /** The id that was asked for. */
  readonly elementId: string;
  readonly id: string;
  readonly path: readonly string[];
}

/**
 * Finds the rows of resources (or groups) by id, in the order asked. Ids that the configuration does not hold are
 * left out. Opening the ids of `path` makes the row visible.
 */
export function locateResources(index: ConfigurationIndex, ids: readonly string[]): Located[] {
  const arrangement = arrangementOf(index);
  return ids.flatMap((id) => {
    const place = arrangement.placeOf.get(id) ?? arrangement.places.get(id);
    if (place === undefined) return [];
    // Looking at the holders from the outside in puts every class and run around the place.
    const holders = rawHolders(place);
    for (const holder of [null, ...holders]) arrangement.childrenOf(holder);
    const path: string[] = [];
    for (let at = arrangement.parentOf(place); at !== null; at = arrangement.parentOf(at))
      path.unshift(at.id);
    return [{ elementId: id, id: place.id, path }];
  });
}

function rawHolders(place: Place): Place[] {
  const holders: Place[] = [];
  for (let at = place.parent; at !== null; at = at.parent) holders.unshift(at);
  return holders;
}
