import * as z from "zod";
import { elementSchema } from "../configuration/resource.schema";
import { triedOptionSchema } from "./fix-result.schema";
import { remediationRuleSchema } from "./rule.schema";

/** A rule to replay the history with; it need not be saved. */
export const dryRunRequestSchema = z.object({
  ruleId: z.string().max(128).nullable(),
  rule: remediationRuleSchema,
});
export type DryRunRequest = z.infer<typeof dryRunRequestSchema>;

/** One time at which the rule would have fired, with the exact change and what the copy showed. */
export const dryRunFiringSchema = z.object({
  /** When the snapshot was taken, in ISO form. */
  at: z.string(),
  snapshotId: z.string(),
  alert: z.object({
    fingerprint: z.string(),
    severity: z.enum(["critical", "high", "medium", "low", "info"]),
    title: z.string(),
    subject: elementSchema,
  }),
  change: z.enum(["opened", "reopened"]),
  /** Why its limits would have held it back; null when it would have fired. */
  heldBack: z.string().nullable(),
  /** The cure that the rule names, as tried on that snapshot; null where it cannot be proposed there. */
  option: triedOptionSchema.nullable(),
  /**
   * Why nothing would have been carried out although the cure may do good: the rule's guard, or that nobody can carry
   * it out. In words; missing in results of earlier versions.
   */
  against: z.array(z.string()).default([]),
});
export type DryRunFiring = z.infer<typeof dryRunFiringSchema>;

/** What a rule would have done in the history of an estate. */
export const dryRunResultSchema = z.object({
  /** Times it would have fired. */
  fireCount: z.number().int(),
  /** Of these, cures that were verified and could have been carried out. */
  verifiedCount: z.number().int(),
  /** Snapshots replayed, and the first and last of them. */
  replayedCount: z.number().int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Older snapshots within the time that were left out, for there are too many. */
  leftOutCount: z.number().int(),
  firings: z.array(dryRunFiringSchema),
});
export type DryRunResult = z.infer<typeof dryRunResultSchema>;
