import * as z from "zod";
import { flowChangeSchema, requiredFlowChangeSchema } from "../../scenario/change/change-flows.schema";

/** An alert by name, for lists. */
export const alertNameSchema = z.object({ fingerprint: z.string(), severity: z.string(), title: z.string() });

/** Why an option is not verified. Everything but `verified` keeps the badge away. */
export const trialReasonSchema = z.object({
  code: z.enum([
    "conflict",
    "not-whole",
    "still-there",
    "finding-undecided",
    "required-flow-lost",
    "newly-reachable",
    "new-alert",
    "newly-undecided",
    "not-in-the-input",
    "too-large",
  ]),
  text: z.string(),
});
export type TrialReason = z.infer<typeof trialReasonSchema>;

/**
 * What came of trying changes on a copy. `verified`: the finding is gone, no required flow is lost, nothing is newly
 * reachable, nothing newly undecided, no new alert. `refused`: one of these was shown not to hold. `undecided`:
 * one of them could not be shown.
 */
export const fixTrialSchema = z.object({
  verdict: z.enum(["verified", "refused", "undecided"]),
  reasons: z.array(trialReasonSchema),
  /** Fingerprints of the alerts that are gone, that of the finding first. */
  fixes: z.array(z.string()),
  /** Required flows that are lost or degraded although nobody meant it. */
  lost: z.array(requiredFlowChangeSchema),
  /** Inferred flows that rest on the cured weakness itself, and required flows that work again. */
  intended: z.array(requiredFlowChangeSchema),
  opened: z.array(flowChangeSchema),
  closed: z.array(flowChangeSchema),
  /** In words. */
  undecided: z.array(z.string()),
  newAlerts: z.array(alertNameSchema),
  /** Alerts with a new name for what another told of before: a gateway of its own is a single one too. */
  movedAlerts: z.array(alertNameSchema),
  /** Pairs of hosts and protocols compared, alike ones once; null when they were not. */
  comparedCount: z.number().nullable(),
});
export type FixTrial = z.infer<typeof fixTrialSchema>;
