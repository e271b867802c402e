import * as z from "zod";
import { changesSchema } from "../configuration/change.schema";

/** What kind of cure an option is; a remediation rule names one of these as its action. */
export const fixActionSchema = z.enum([
  "remove-rule",
  "narrow-to-callers",
  "narrow-to-network",
  "move-store-rule",
  "zone-nat",
  "restore-egress",
  "patch",
  "patch-everything",
  "require-token",
  "resize-instance",
  "add-member",
  "enlarge-scaling-group",
  "spread-targets",
  "add-nat-address",
  "split-nat",
]);
export type FixAction = z.infer<typeof fixActionSchema>;

/** One cure for one alert: changes in order, in three languages. */
export const fixOptionSchema = z.object({
  /** Stable among the options of one alert. */
  id: z.string(),
  action: fixActionSchema,
  title: z.string(),
  effort: z.enum(["low", "medium", "high"]),
  /** What it brings along beside the cure, in words: cost, interruption, what others have to know. */
  sideEffects: z.array(z.string()),
  operations: changesSchema,
  /** The same in words, one per change. */
  changes: z.array(z.string()),
  terraform: z.string(),
  cli: z.string(),
});
export type FixOption = z.infer<typeof fixOptionSchema>;
