import * as z from "zod";
import { changesSchema, desiredCapacitySchema } from "../../configuration/change.schema";
import { routeSchema, routeTargetSchema, securityGroupRuleSchema } from "../../configuration/network.schema";
import { elementSchema, idSchema } from "../../configuration/resource.schema";
import { fixActionSchema } from "../fix-option.schema";

/** Where a resource is; "" where the configuration does not say. */
const placeSchema = z.object({ accountId: z.string(), region: z.string() });
const groupRule = {
  place: placeSchema,
  securityGroupId: idSchema,
  direction: z.enum(["ingress", "egress"]),
  rule: securityGroupRuleSchema,
};
const route = {
  place: placeSchema,
  routeTableId: idSchema,
  destination: routeSchema.shape.destination,
};

/**
 * One call that changes something, with the value it expects to find: nothing is done where it finds another one.
 * Every kind but the webhook has an inverse.
 */
export const planStepSchema = z.discriminatedUnion("kind", [
  /** Expects the rule; leaves none. */
  z.object({ kind: z.literal("revoke-group-rule"), ...groupRule }),
  /** Expects no such rule; leaves one. */
  z.object({ kind: z.literal("authorize-group-rule"), ...groupRule }),
  /** Expects no route of the table to the destination. */
  z.object({ kind: z.literal("create-route"), ...route, target: routeTargetSchema }),
  z.object({ kind: z.literal("replace-route"), ...route, from: routeTargetSchema, to: routeTargetSchema }),
  /** The inverse of `create-route` alone. */
  z.object({ kind: z.literal("delete-route"), ...route, target: routeTargetSchema }),
  desiredCapacitySchema.extend({
    kind: z.literal("set-desired-capacity"),
    place: placeSchema,
    /** What the provider's calls know it by. */
    autoScalingGroupName: idSchema,
  }),
  /** Expects the instance to be stopped. */
  z.object({
    kind: z.literal("set-instance-type"),
    place: placeSchema,
    instanceId: idSchema,
    from: z.string().max(64),
    to: z.string().max(64),
  }),
  /** A signed message to an endpoint that the executor knows by this name: somebody else makes the changes. */
  z.object({ kind: z.literal("webhook"), name: z.string().min(1).max(64), changes: changesSchema }),
]);
export type PlanStep = z.infer<typeof planStepSchema>;

/** What an executor is allowed to do, by the kind of its steps. */
export const stepKindSchema = z.enum([
  "revoke-group-rule",
  "authorize-group-rule",
  "create-route",
  "replace-route",
  "delete-route",
  "set-desired-capacity",
  "set-instance-type",
  "webhook",
]);
export type StepKind = z.infer<typeof stepKindSchema>;

/**
 * A resource that the plan touches: canonical JSON of that part of it which decides whether the plan still fits, as
 * it is expected before the first step and after the last one. Made by `touchedForm`, and compared letter by letter.
 * `after` is null where somebody else makes the changes and the provider chooses the ids of what is made: then it
 * cannot be told beforehand.
 */
export const touchedSchema = z.object({
  element: elementSchema,
  place: placeSchema,
  before: z.string(),
  after: z.string().nullable(),
});
export type Touched = z.infer<typeof touchedSchema>;

/** Changes that were tried on a snapshot, as steps that carry them out. */
export const planSchema = z.object({
  /** The snapshot that it was made on. */
  snapshotId: z.string(),
  fingerprint: z.string(),
  action: fixActionSchema,
  optionId: z.string(),
  title: z.string(),
  /** What the copy of the configuration was tried with. */
  changes: changesSchema,
  /** The same in words, one per change. */
  texts: z.array(z.string()),
  steps: z.array(planStepSchema).min(1).max(200),
  /** Undoes the steps, in order; null where one of them cannot be undone. */
  inverse: z.array(planStepSchema).nullable(),
  touched: z.array(touchedSchema).min(1).max(200),
});
export type Plan = z.infer<typeof planSchema>;
