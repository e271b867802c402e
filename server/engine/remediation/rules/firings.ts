import { type ExistingAlert, type ReconciledAnalysis, reconcileAlerts } from "../../alert";
import type { RemediationRule } from "../rule.schema";
import { heldBack, type PastFiring } from "./limits";

/** What the suite said of one snapshot of an estate's history, and which of its alerts the rule speaks of. */
export interface Moment {
  readonly atMs: number;
  readonly analysis: ReconciledAnalysis;
  /** Fingerprints of the alerts that fit the rule, but for whether they are new. */
  readonly matching: readonly string[];
}

/** One alert at which a rule would have fired, or would have if its limits had not held it back. */
export interface Firing {
  /** Position of the moment. */
  readonly moment: number;
  readonly fingerprint: string;
  readonly change: "opened" | "reopened";
  /** Why it would have kept still; null when it would have fired. */
  readonly heldBack: string | null;
}

/**
 * Replays a history: alerts live through it as they do in an estate (operations 2.3), and wherever one is opened,
 * or comes back, and fits the rule, the rule would have fired, within its limits. Days are those of UTC.
 *
 * @param moments  in order of time
 */
export function firingsOf(rule: RemediationRule, moments: readonly Moment[]): readonly Firing[] {
  let existing: readonly ExistingAlert[] = [];
  const past: PastFiring[] = [];
  return moments.flatMap(({ atMs, analysis, matching }, moment) => {
    const fates = reconcileAlerts(existing, analysis);
    const known = new Map(existing.map((each) => [each.fingerprint, each]));
    existing = fates.flatMap(({ fingerprint, state, alert }) => {
      const base = alert ?? known.get(fingerprint);
      return base ? [{ fingerprint, kind: base.kind, subject: base.subject, state }] : [];
    });
    return fates.flatMap(({ fingerprint, change }): Firing[] => {
      if (change !== "opened" && change !== "reopened") return [];
      if (!matching.includes(fingerprint) || !rule.trigger.states.includes(change)) return [];
      const why = heldBack(rule, past, { fingerprint, atMs });
      if (why === null) past.push({ fingerprint, atMs });
      return [{ moment, fingerprint, change, heldBack: why }];
    });
  });
}
