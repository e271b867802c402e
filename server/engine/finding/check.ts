import type { Element } from "../configuration";

/** The families of the scenario catalogue that raise alerts. */
export type FindingFamily = "outage" | "exposure" | "dependence" | "breach" | "load" | "anomaly";

/**
 * One question the suite asked of one element, and what was decided. `unknown` is an answer too, and never
 * counts as `holds`.
 */
export interface Check {
  readonly family: FindingFamily;
  readonly kind: string;
  readonly subject: Element;
  readonly outcome: "holds" | "violated" | "unknown";
  /** The alert that tells of it when violated: its own, or that of the element that `coveredBy` names. */
  readonly fingerprint?: string;
  /** Set when the alert of another element already tells all of it. */
  readonly coveredBy?: string;
  /** For `unknown`: what is missing or not modeled, in words. */
  readonly missing: readonly string[];
}
