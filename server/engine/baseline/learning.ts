import type { AnomalyDetector } from "./anomaly.schema";

/** 14 days. */
export const LEARNING_MS = 14 * 86_400_000;
/** So many changed resources say as much as the days do. */
export const LEARNING_CHANGES = 200;

/** How far an estate is known well enough to say what is usual in it. */
export interface Learning {
  readonly isOver: boolean;
  /** When it is over at the latest, in milliseconds since 1970. */
  readonly untilMs: number;
  readonly changeCount: number;
}

/**
 * Silent learning until 14 days or 200 changes after the first snapshot, whichever comes first. Source: operations 3.3.
 *
 * @param firstMs  when the estate's first snapshot was taken, and `nowMs` now: milliseconds since 1970
 * @param changeCount  resources that came, went or changed in more than what is cosmetic since
 */
export function learningPeriod(firstMs: number, nowMs: number, changeCount: number): Learning {
  const untilMs = firstMs + LEARNING_MS;
  return { isOver: nowMs >= untilMs || changeCount >= LEARNING_CHANGES, untilMs, changeCount };
}

/** Detectors that say what is usual: silent as alerts while that is learned. Drift is a fact from the first day. */
const LEARNING_DETECTORS: readonly AnomalyDetector[] = ["peer-template", "change-rate", "rare-actor"];

/** Whether a detector may raise alerts. */
export function mayRaise(detector: AnomalyDetector, { isOver }: Pick<Learning, "isOver">): boolean {
  return isOver || !LEARNING_DETECTORS.includes(detector);
}
