import type {
  Aftermath,
  BeforeHand,
  CureAsk,
  Plan,
  PlannedCure,
  PlanTerms,
  PlanTrial,
} from "../../engine/remediation";

/** Questions about plans, put to one snapshot: each runs the whole suite, once or twice. */
export interface PlanQuestions {
  /** Plans the cure of one kind for an alert and tries it: the first of several that is verified. */
  plan: { ask: Omit<CureAsk, "snapshotId">; answer: PlannedCure };
  /** A plan that was made before, tried on this snapshot. */
  verifyPlan: { ask: { readonly plan: Plan; readonly terms: PlanTerms }; answer: PlanTrial };
  /** Whether undoing a plan brings back what was said before it; asked of the snapshot that the plan was made on. */
  verifyInverse: { ask: { readonly plan: Plan }; answer: PlanTrial };
  /** What this snapshot says of a plan that was carried out. */
  verifyAfter: { ask: BeforeHand; answer: Aftermath };
}
export type PlanQuestion = keyof PlanQuestions;

export const PLAN_QUESTIONS: readonly PlanQuestion[] = ["plan", "verifyPlan", "verifyInverse", "verifyAfter"];
