import type { Question } from "../../semantics";

/** Who says that so much is sent. What is assumed shows where it would press first, and never a date. */
export type DemandOrigin = "declared" | "imported" | "assumed";

/**
 * Traffic that a flow is to carry (CAP-2). Figures are of the whole demand: it is spread equally over `pairs`, one for each
 * source and destination it names, of which those count that get through.
 */
export interface Demand {
  /** Stable: made of its ends and what is asked for. */
  readonly id: string;
  /** The same for people: its ends by the names of what they refer to. */
  readonly name: string;
  /** The application it belongs to; null where nothing says so. */
  readonly application: string | null;
  readonly origin: DemandOrigin;
  readonly pairs: readonly Question[];
  readonly rateGbps: number;
  /** What comes back; 0 where it is not said. */
  readonly replyRateGbps: number;
  readonly packetsPerSecond: number | null;
  /** At a time. */
  readonly connections: number | null;
  /** 5-tuples at a time; null: so many that the load spreads. */
  readonly flows: number | null;
  /** A peak of so many minutes, which may live on burst credits; null: for good. */
  readonly peakMinutes: number | null;
  /** The factor by which it grows in a year, at least 1; null where nobody says. */
  readonly growthPerYear: number | null;
}
