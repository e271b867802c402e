import * as z from "zod";
import { alertNameSchema, fixTrialSchema, trialReasonSchema } from "../verify/fix-trial.schema";

/**
 * Why a plan is not carried out: what a trial on a copy shows against its changes, and beyond that
 * - `gone`: the network does not raise the alert;
 * - `changed-since`: what it touches is other than it expects, or its steps do not come to what was tried;
 * - `too-many-resources`, `too-large-share`, `protected`, `account-not-allowed`: the guard of the rule;
 * - `not-reversible`: nobody is asked, and it could not be undone;
 * - `not-as-before`: undoing it would not bring back what was said before it.
 */
export const planReasonSchema = z.object({
  code: z.enum([
    ...trialReasonSchema.shape.code.options,
    "gone",
    "changed-since",
    "too-many-resources",
    "too-large-share",
    "protected",
    "account-not-allowed",
    "not-reversible",
    "not-as-before",
  ]),
  /** In words, with what it is about. */
  text: z.string(),
});
export type PlanReason = z.infer<typeof planReasonSchema>;

/**
 * What a plan's trial on a snapshot showed. Only `verified` is ever carried out: `refused` and `undecided` both keep
 * it back, with every reason.
 */
export const planTrialSchema = z.object({
  verdict: z.enum(["verified", "refused", "undecided"]),
  reasons: z.array(planReasonSchema),
  /** The trial of its changes; null where it did not come to that. */
  trial: fixTrialSchema.nullable(),
  /** The snapshot that it was tried on. */
  snapshotId: z.string(),
  /** Fingerprints of the alerts that are gone with it, that of the finding first. */
  predictedGone: z.array(z.string()),
  /**
   * Alerts that it brings along and that count against nobody: new names for what was told before, and that
   * something differs from its peers because the plan changes it.
   */
  predictedNew: z.array(alertNameSchema),
});
export type PlanTrial = z.infer<typeof planTrialSchema>;

/** What a network says after a plan was carried out, against what its trial foresaw. */
export const aftermathSchema = z.object({
  /**
   * - `as-predicted`: what it touched is as it should be, the alert is gone by a decided check, nothing unforeseen;
   * - `other`: something is shown not to be so;
   * - `not-mirrored`: what it touched is still as before it, or members of a group are still awaited: the snapshot is
   *   older than the deed;
   * - `undecided`: it could not be shown.
   */
  verdict: z.enum(["as-predicted", "other", "not-mirrored", "undecided"]),
  reasons: z.array(z.string()),
  /** What the plan touched, as the snapshot has it; null: it is not there. */
  forms: z.array(z.object({ id: z.string(), form: z.string().nullable() })),
  /** Neither known before nor foreseen, and not shown to have another cause. */
  newAlerts: z.array(alertNameSchema),
  /** New, but not of the plan's making: without it they would be there too. */
  others: z.array(alertNameSchema),
  /** Differences from what is usual or approved that the plan itself made. */
  sideEffects: z.array(alertNameSchema),
});
export type Aftermath = z.infer<typeof aftermathSchema>;
