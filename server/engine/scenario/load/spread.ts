import type { Assumption, FlowTree, Network, Way } from "../../semantics";
import { crossingsOf } from "./crossings";
import type { Share } from "./load-pass";

/** Where a flow goes, with what of it does not arrive. Shares are of the whole flow. */
export interface Spread {
  /** By the points' keys. */
  readonly shares: ReadonlyMap<string, Share>;
  /** What is lost on a way that was chosen, 0 to 1. */
  readonly lost: number;
  /** What goes a way that is not known to the end, 0 to 1; its load is not counted. */
  readonly unknown: number;
  /** Why, in words. */
  readonly missing: readonly string[];
  readonly reasons: readonly string[];
  readonly assumptions: readonly Assumption[];
}

const NOTHING: Omit<Spread, "shares"> = { lost: 0, unknown: 0, missing: [], reasons: [], assumptions: [] };

/**
 * Spreads a flow over its ways. A connection that is not known to arrive carries nothing. Of ways of which routing takes
 * one without saying which, and of all ways for a single 5-tuple, each may have to carry everything: the worst counts.
 * Clauses: CAP-2, CAP-7.
 */
export function spreadOf(network: Network, tree: FlowTree, isSingle: boolean): Spread {
  if (tree.kind === "way") return alongWay(network, tree);
  const isEither = tree.how === "either" || isSingle;
  const parts = tree.parts.map(({ share, tree: part }) => ({
    share: isEither ? 1 : share,
    spread: spreadOf(network, part, isSingle),
  }));
  const join = (a: number, b: number) => (isEither ? Math.max(a, b) : a + b);
  const shares = new Map<string, Share>();
  for (const { share, spread } of parts)
    for (const [key, { point, forward, reply }] of spread.shares) {
      const before = shares.get(key);
      shares.set(key, {
        point,
        forward: join(before?.forward ?? 0, share * forward),
        reply: join(before?.reply ?? 0, share * reply),
      });
    }
  return {
    shares,
    lost: parts.reduce((sum, { share, spread }) => join(sum, share * spread.lost), 0),
    unknown: parts.reduce((sum, { share, spread }) => join(sum, share * spread.unknown), 0),
    missing: distinct(parts.flatMap(({ spread }) => spread.missing)),
    reasons: distinct(parts.flatMap(({ spread }) => spread.reasons)),
    assumptions: distinct(parts.flatMap(({ spread }) => spread.assumptions)),
  };
}

function alongWay(network: Network, way: Way): Spread {
  const { kind, reason, at, missing } = way.end;
  if (kind === "unknown")
    return { ...NOTHING, shares: new Map(), unknown: 1, missing: missing === undefined ? [] : [missing] };
  if (kind === "failure") {
    const place = at ? ` at ${at.kind} ${at.name ?? at.id}` : "";
    return { ...NOTHING, shares: new Map(), lost: 1, reasons: [`${reason ?? "it stops"}${place}`] };
  }
  const shares = new Map<string, Share>();
  for (const { point, phase } of crossingsOf(network, way)) {
    const { forward, reply } = shares.get(point.key) ?? { forward: 0, reply: 0 };
    const isForward = phase === "forward";
    shares.set(point.key, {
      point,
      forward: forward + (isForward ? 1 : 0),
      reply: reply + (isForward ? 0 : 1),
    });
  }
  return { ...NOTHING, shares, assumptions: way.assumptions };
}

/** Several spreads of one demand, each with its weight; the weights add up to 1. */
export function mixed(spreads: readonly { readonly weight: number; readonly spread: Spread }[]): Spread {
  const shares = new Map<string, Share>();
  for (const { weight, spread } of spreads)
    for (const [key, { point, forward, reply }] of spread.shares) {
      const before = shares.get(key);
      shares.set(key, {
        point,
        forward: (before?.forward ?? 0) + weight * forward,
        reply: (before?.reply ?? 0) + weight * reply,
      });
    }
  const all = spreads.map(({ spread }) => spread);
  return {
    shares,
    lost: spreads.reduce((sum, { weight, spread }) => sum + weight * spread.lost, 0),
    unknown: spreads.reduce((sum, { weight, spread }) => sum + weight * spread.unknown, 0),
    missing: distinct(all.flatMap(({ missing }) => missing)),
    reasons: distinct(all.flatMap(({ reasons }) => reasons)),
    assumptions: distinct(all.flatMap(({ assumptions }) => assumptions)),
  };
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort();
}
