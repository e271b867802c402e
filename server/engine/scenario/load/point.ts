import type { Element } from "../../configuration";

/**
 * What is counted at a point: `bandwidth` in Gbps, `internetBandwidth` in Gbps of what a VM exchanges with an internet gateway,
 * Direct Connect or another region, `packets` per second, `connections` at a time, `flow` in Gbps of a single 5-tuple.
 */
export type Dimension = "bandwidth" | "internetBandwidth" | "packets" | "connections" | "flow";

/** A published limit (CAP-1). One that nobody publishes is unknown: it is never taken as infinite. */
export type Limit =
  | {
      readonly kind: "known";
      /** What can be had for good. */
      readonly value: number;
      /** What peaks of up to an hour may have. */
      readonly burst?: number;
      /** What there is before it scales up to `value`. */
      readonly startsAt?: number;
    }
  | { readonly kind: "unknown"; readonly why: string };

/** A place with one limit of its own. `both`: the limit covers the two directions together. */
export interface Point {
  readonly key: string;
  readonly element: Element;
  readonly dimension: Dimension;
  readonly direction: "in" | "out" | "both";
  readonly limit: Limit;
  /** Which part of the element: a zone, a tunnel, a destination. */
  readonly part?: string;
  /** Says that the element cannot do what it is taken to, in words. */
  readonly warning?: string;
}

/** A way comes through a point, on its way there or back. */
export interface Crossing {
  readonly point: Point;
  readonly phase: "forward" | "return";
}

export const unknownLimit = (why: string): Limit => ({ kind: "unknown", why });
export const knownLimit = (value: number, more: { burst?: number; startsAt?: number } = {}): Limit => ({
  kind: "known",
  value,
  ...more,
});

/** The points of one element in all dimensions that it has a figure, or no figure, for. */
export function pointsOf(
  element: Element,
  {
    part,
    direction = "both",
    limits,
    warning,
  }: {
    readonly part?: string | undefined;
    readonly direction?: Point["direction"];
    readonly limits: Partial<Record<Dimension, Limit>>;
    readonly warning?: string | undefined;
  },
): readonly Point[] {
  return Object.entries(limits).map(([dimension, limit]) => ({
    key: [element.kind, element.id, part ?? "", dimension, direction].join(" "),
    element,
    dimension: dimension as Dimension,
    direction,
    limit,
    ...(part === undefined ? {} : { part }),
    ...(warning === undefined ? {} : { warning }),
  }));
}
