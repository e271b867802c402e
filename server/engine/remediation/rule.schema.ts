import * as z from "zod";
import { severitySchema } from "../alert/alert.schema";
import { fixActionSchema } from "./fix-option.schema";

/** `ask` and `auto` need an executor, which does not exist: they are not modes yet. */
export const ruleModeSchema = z.enum(["off", "dry-run"]);
export type RuleMode = z.infer<typeof ruleModeSchema>;

export const ALERT_KINDS = [
  "internet-exposure",
  "zonal-dependence",
  "required-flow",
  "data-at-risk",
  "exploitable-host",
  "over-capacity",
  "capacity-date",
  "overload-after-failure",
] as const;

const tagSchema = z.object({
  key: z.string().trim().min(1, "name the tag").max(128),
  value: z.string().max(256),
});

/**
 * When an alert is raised that fits, what would be done. Typed throughout: no code and no templates; what the
 * changes are about comes from the alert.
 */
export const remediationRuleSchema = z.object({
  name: z.string().trim().min(1, "give the rule a name").max(120, "at most 120 characters"),
  mode: ruleModeSchema,
  trigger: z.object({
    kinds: z.array(z.enum(ALERT_KINDS)).min(1, "choose at least one kind of alert"),
    minSeverity: severitySchema,
    /** An alert that is found for the first time, one that comes back, or both. */
    states: z.array(z.enum(["opened", "reopened"])).min(1, "choose at least one"),
  }),
  /** All of them must hold; an empty list holds always. */
  conditions: z.object({
    subjectIds: z.array(z.string().min(1).max(512)).max(100, "at most 100 resources"),
    tags: z.array(tagSchema).max(20, "at most 20 tags"),
  }),
  action: z.object({ kind: fixActionSchema }),
  limits: z.object({
    /** After it fired for an alert, it rests for that alert. */
    cooldownMinutes: z
      .number()
      .int("a whole number")
      .min(0, "0 or more")
      .max(10_080, "at most a week: 10080"),
    perDay: z.number().int("a whole number").min(1, "at least 1").max(100, "at most 100"),
  }),
  owner: z.string().trim().min(1, "name who answers for it").max(200, "at most 200 characters"),
  /** Fingerprint of the alert it was made from. */
  createdFrom: z.string().max(128).nullable(),
});
export type RemediationRule = z.infer<typeof remediationRuleSchema>;
