import * as z from "zod";
import { elementSchema } from "../configuration/resource.schema";
import { fixActionSchema, fixOptionSchema } from "./fix-option.schema";
import { fixTrialSchema } from "./verify/fix-trial.schema";

/** An alert whose cures are tried; one kind of cure alone where it is named. */
export const fixRequestSchema = z.object({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "is the fingerprint of an alert: 64 hexadecimal digits"),
  action: fixActionSchema.optional(),
});
export type FixRequest = z.infer<typeof fixRequestSchema>;

/** A cure with what came of trying it. */
export const triedOptionSchema = fixOptionSchema.extend({ trial: fixTrialSchema });
export type TriedOption = z.infer<typeof triedOptionSchema>;

/** What came of trying every cure that can be proposed. `alert` is null where the network has no such alert. */
export const fixResultSchema = z.object({
  alert: z
    .object({
      fingerprint: z.string(),
      kind: z.string(),
      severity: z.enum(["critical", "high", "medium", "low", "info"]),
      title: z.string(),
      subject: elementSchema,
    })
    .nullable(),
  /** Verified ones first, else in the order in which they are proposed. */
  options: z.array(triedOptionSchema),
});
export type FixResult = z.infer<typeof fixResultSchema>;
