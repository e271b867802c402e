import type { Arrangement } from "./arrangement";
import { isGroup } from "./arrangement";
import { locateResources } from "./locate";
import type { Place } from "./place";

/** Which places a view leaves out. */
export interface Visibility {
  /** Whether the place takes part, where what is around it does. */
  isKept(place: Place): boolean;
  /** Whether the place and all that is around it take part. */
  isShown(place: Place): boolean;
  /** Whether something that is isolated stands inside, so that it is opened to show it. */
  leadsToIsolated(place: Place): boolean;
}

/**
 * What is left when `hide` is taken away and, where `only` names anything, everything but that, what is in it and what
 * is around it. Both name rows or resources. A box or group whose members are all hidden goes with them.
 */
export function visibilityOf(
  arrangement: Arrangement,
  { hide, only }: { readonly hide: readonly string[]; readonly only: readonly string[] },
): Visibility {
  const hidden = new Set(hide);
  const isolated = new Set(only);
  const ways = new Set(locateResources(arrangement.index, only).flatMap(({ path }) => path));
  const names = (set: ReadonlySet<string>, { id, element }: Place) =>
    set.has(id) || (element !== null && set.has(element.id));

  const emptied = new Map<Place, boolean>();
  const isHidden = (place: Place): boolean => {
    if (hidden.size === 0) return false;
    if (names(hidden, place)) return true;
    if (place.seat !== "box" && !isGroup(place)) return false;
    const known = emptied.get(place);
    if (known !== undefined) return known;
    const children = arrangement.childrenOf(place);
    const isEmpty = children.length > 0 && children.every(isHidden);
    emptied.set(place, isEmpty);
    return isEmpty;
  };
  const isInIsolated = (place: Place): boolean => {
    for (let at: Place | null = place; at !== null; at = arrangement.parentOf(at))
      if (names(isolated, at)) return true;
    return false;
  };
  const isKept = (place: Place) =>
    !isHidden(place) && (isolated.size === 0 || ways.has(place.id) || isInIsolated(place));
  return {
    isKept,
    isShown: (place) => {
      for (let at: Place | null = place; at !== null; at = arrangement.parentOf(at))
        if (!isKept(at)) return false;
      return true;
    },
    leadsToIsolated: ({ id }) => ways.has(id),
  };
}
