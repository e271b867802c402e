import type { ConfigurationIndex, Element } from "../configuration";
import { downElements, type FailureOverload } from "../scenario";
import type { WeakElement } from "./single-failure-checks";

/** A failure that overloads others, and where that is told. */
export interface ToldOverload {
  readonly overload: FailureOverload;
  /** The element whose alert tells of it; null: an alert of its own. */
  readonly coveredBy: Element | null;
  /** The fingerprint of the alert that the failing element has already, which tells of it too. */
  readonly toldIn: string | null;
}

/** What leads to other elements, or is how a larger one is reached. */
const LINES: readonly string[] = ["networkInterface", "vpnTunnel", "virtualInterface", "loadBalancerNode"];

/**
 * Finds which failures need to be told apart, so that one weakness gives one alert, as for outages: elements always; lines,
 * then places, then changed rules only for what is not overloaded when one of the former fails, or those in a place.
 * An element that has an alert for what is lost with it tells of overloads there.
 */
export function tellOverloads(
  index: ConfigurationIndex,
  overloads: readonly FailureOverload[],
  weak: readonly WeakElement[],
): readonly ToldOverload[] {
  const roots: FailureOverload[] = [];
  const covers = new Map<FailureOverload, Element | null>();
  for (const rank of RANKS)
    for (const each of overloads.filter(({ failure }) => rankOf(failure) === rank)) {
      const cover = rank === "element" ? null : coverOf(index, each, roots, rank);
      covers.set(each, cover);
      if (!cover) roots.push(each);
    }
  const alerts = weak.filter(({ coveredBy, failure }) => coveredBy === null && failure.mode === "down");
  return overloads.map((overload) => {
    const { failure, element } = overload;
    const own = alerts.find((each) => each.failure.kind === failure.kind && each.failure.id === failure.id);
    const isOwn = own !== undefined && failure.mode === "down";
    return {
      overload,
      coveredBy: isOwn ? element : (covers.get(overload) ?? null),
      toldIn: isOwn ? own.fingerprint : null,
    };
  });
}

const RANKS = ["element", "line", "zone", "region", "subnet", "rule"] as const;
type Rank = (typeof RANKS)[number];

function rankOf({ kind, mode }: FailureOverload["failure"]): Rank {
  if (mode !== "down") return "rule";
  if (kind === "zone" || kind === "subnet" || kind === "region") return kind;
  return LINES.includes(kind) ? "line" : "element";
}

/**
 * A root whose failure overloads every element that this one overloads; for a place those in it together, or the place
 * around it.
 */
function coverOf(
  index: ConfigurationIndex,
  overload: FailureOverload,
  roots: readonly FailureOverload[],
  rank: Rank,
): Element | null {
  const pressed = pressedBy(overload);
  const isWithin = (others: readonly FailureOverload[]) => {
    const known = new Set(others.flatMap((each) => [...pressedBy(each)]));
    return [...pressed].every((id) => known.has(id));
  };
  if (rank === "line" || rank === "rule") return roots.find((root) => isWithin([root]))?.element ?? null;
  const inside = downElements(index, [overload.failure]);
  const parts = roots.filter((root) => inside.has(root.failure.id));
  if (isWithin(parts)) return parts[0]?.element ?? null;
  const around = roots.find(
    (root) =>
      root.failure.kind === "zone" &&
      isWithin([root]) &&
      downElements(index, [root.failure]).has(overload.failure.id),
  );
  return around?.element ?? null;
}

function pressedBy({ usages }: FailureOverload): ReadonlySet<string> {
  return new Set(usages.map(({ point }) => point.element.id));
}
