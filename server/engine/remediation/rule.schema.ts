import * as z from "zod";
import { severitySchema } from "../alert/alert.schema";
import { fixActionSchema } from "./fix-option.schema";

/**
 * - `dry-run`: says what it would have done;
 * - `ask`: makes a plan, tries it, and waits for somebody's approval;
 * - `auto`: carries a verified plan out by itself. Earned: see `application/rule-modes`.
 */
export const ruleModeSchema = z.enum(["off", "dry-run", "ask", "auto"]);
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

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** `HH:MM`, 00:00 to 24:00. */
const timeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "write a time such as 09:30");

/** A time of the week, in UTC: on these days from one time to another. `to` after `from`. */
export const weekWindowSchema = z
  .object({
    days: z.array(z.enum(DAYS)).min(1, "choose at least one day"),
    from: timeSchema,
    to: timeSchema,
  })
  .refine(({ from, to }) => from < to, { message: "must end after it begins", path: ["to"] });
export type WeekWindow = z.infer<typeof weekWindowSchema>;

const wholeNumber = (min: number, max: number) =>
  z.number().int("a whole number").min(min, `at least ${min}`).max(max, `at most ${max}`);

/** What holds where a rule does not say. */
export const CAUTIOUS = {
  approval: { count: 1, expiresMinutes: 240 },
  perHour: 3,
  guard: {
    maxResources: 3,
    maxPercentOfKind: 1,
    protectedTags: [{ key: "umbra:protected", value: "" }],
    freezeWindows: [],
  },
};

/** What a plan may touch, checked before anything is done. */
const guardSchema = z.object({
  /** Resources that one plan may touch. */
  maxResources: wholeNumber(1, 100),
  /** Of all resources of a kind, the share that one plan may touch, in percent; one resource is always allowed. */
  maxPercentOfKind: z.number().min(0.1, "at least 0.1").max(100, "at most 100"),
  /** A resource with one of these tags is never touched. An empty value: whatever the value is. */
  protectedTags: z.array(tagSchema).max(20, "at most 20 tags"),
  /** Nothing is carried out in these times. */
  freezeWindows: z.array(weekWindowSchema).max(20, "at most 20"),
});
export type RuleGuard = z.infer<typeof guardSchema>;

/**
 * When an alert is raised that fits, what would be done. Typed throughout: no code and no templates; what the
 * changes are about comes from the alert. Parts with a default are missing in rules of earlier versions.
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
    accountIds: z
      .array(z.string().regex(/^\d{12}$/, "is not an account: write its 12 digits"))
      .max(50)
      .default([]),
    /** Fires only in these times; empty: at any time. */
    weekWindows: z.array(weekWindowSchema).max(20, "at most 20").default([]),
  }),
  action: z.object({
    kind: fixActionSchema,
    /** Who carries it out: the executor at the provider, or whoever answers at an endpoint that the executor knows by name. */
    by: z
      .discriminatedUnion("kind", [
        z.object({ kind: z.literal("provider") }),
        z.object({ kind: z.literal("webhook"), name: z.string().trim().min(1, "name the endpoint").max(64) }),
      ])
      .default({ kind: "provider" }),
  }),
  approval: z
    .object({
      /** Persons who must approve, none of them the one who asked, as soon as there is more than one person. */
      count: wholeNumber(1, 2),
      expiresMinutes: wholeNumber(1, 10_080),
    })
    .default(CAUTIOUS.approval),
  limits: z.object({
    /** After it fired for an alert, it rests for that alert. */
    cooldownMinutes: z
      .number()
      .int("a whole number")
      .min(0, "0 or more")
      .max(10_080, "at most a week: 10080"),
    perHour: wholeNumber(1, 100).default(CAUTIOUS.perHour),
    perDay: z.number().int("a whole number").min(1, "at least 1").max(100, "at most 100"),
  }),
  guard: guardSchema.default(CAUTIOUS.guard),
  owner: z.string().trim().min(1, "name who answers for it").max(200, "at most 200 characters"),
  /** Fingerprint of the alert it was made from. */
  createdFrom: z.string().max(128).nullable(),
});
export type RemediationRule = z.infer<typeof remediationRuleSchema>;
