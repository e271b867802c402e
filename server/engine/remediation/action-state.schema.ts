import * as z from "zod";

/**
 * What a rule wants done about one occurrence of an alert, from the wish to the proof:
 *
 *   proposed -> simulated -> recorded                                   (dry-run ends here)
 *                         -> awaiting-approval -> approved -> prechecked -> executing -> executed -> verifying -> succeeded
 *                         -> approved (auto)                                                       -> failed -> rolling-back -> rolled-back
 *   refused, rejected, expired, cancelled: nothing was done.   needs-human: nobody knows, or it could not be undone.
 */
export const actionStateSchema = z.enum([
  "proposed",
  "simulated",
  "recorded",
  "refused",
  "awaiting-approval",
  "rejected",
  "expired",
  "cancelled",
  "approved",
  "prechecked",
  "executing",
  "executed",
  "verifying",
  "succeeded",
  "failed",
  "rolling-back",
  "rolled-back",
  "needs-human",
]);
export type ActionState = z.infer<typeof actionStateSchema>;

/** Which state may follow which. An empty list: it is over. */
export const NEXT_STATES: Readonly<Record<ActionState, readonly ActionState[]>> = {
  proposed: ["simulated", "refused", "cancelled"],
  simulated: ["recorded", "awaiting-approval", "approved", "refused", "cancelled"],
  recorded: [],
  refused: [],
  "awaiting-approval": ["approved", "rejected", "expired", "refused", "cancelled"],
  rejected: [],
  expired: [],
  cancelled: [],
  approved: ["prechecked", "refused", "expired", "cancelled"],
  prechecked: ["executing", "refused", "expired", "cancelled"],
  // Refused by the provider, or other than expected, before anything was changed.
  executing: ["executed", "refused", "failed", "needs-human"],
  executed: ["verifying", "needs-human"],
  verifying: ["succeeded", "failed", "needs-human"],
  succeeded: [],
  failed: ["rolling-back", "needs-human"],
  "rolling-back": ["rolled-back", "needs-human"],
  "rolled-back": [],
  "needs-human": [],
};
