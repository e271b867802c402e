import * as z from "zod";
import {
  criticalitySchema,
  factDemandSchema,
  factFlowSchema,
  membersSchema,
} from "../configuration/declared-facts.schema";

const nameSchema = z.string().trim().min(1).max(200);
const portSchema = z.number().int().min(0).max(65535);
const portRangeSchema = z
  .tuple([portSchema, portSchema])
  .refine(([lo, hi]) => lo <= hi, "the first port must not be above the last");

/** What an owner says otherwise of a flow that was inferred; what is absent stays as inferred. */
export const flowEditSchema = z.strictObject({
  /** Destination ports; for protocols that have none: absent. */
  ports: z.array(portRangeSchema).max(64).optional(),
  members: membersSchema.optional(),
  criticality: criticalitySchema.optional(),
  application: nameSchema.optional(),
});

/** What a flow looked like when it was decided about, in words: all there is to show once it is inferred no longer. */
const seenFlowSchema = z.object({
  application: z.string(),
  from: z.string(),
  to: z.string(),
  flow: z.string(),
});

export type FlowEdit = z.infer<typeof flowEditSchema>;

/**
 * What an owner says of the required flows of an estate. A flow that is accepted counts as learned, one that is
 * dismissed does not count. `application` is the name that inference or a declared flow gives: it may be shown
 * under another, and several under one. Declared flows and the traffic of `demand` have the
 * form of `umbra.json`.
 */
export const decisionSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("accept"),
    intentId: z.string().min(1).max(200),
    edit: flowEditSchema,
    seen: seenFlowSchema,
  }),
  z.strictObject({
    kind: z.literal("dismiss"),
    intentId: z.string().min(1).max(200),
    reason: z.string().trim().min(1).max(1_000),
    seen: seenFlowSchema,
  }),
  z.strictObject({
    kind: z.literal("application"),
    application: nameSchema,
    name: nameSchema.optional(),
    criticality: criticalitySchema.optional(),
  }),
  z.strictObject({
    kind: z.literal("declare"),
    id: z.string().min(1).max(200),
    application: nameSchema,
    flow: factFlowSchema,
  }),
  z.strictObject({
    kind: z.literal("demand"),
    id: z.string().min(1).max(200),
    /** `imported`: measured by somebody, and taken from a file. */
    origin: z.enum(["declared", "imported"]),
    demand: factDemandSchema,
  }),
]);
export type Decision = z.infer<typeof decisionSchema>;
export type FlowDecision = Extract<Decision, { kind: "accept" | "dismiss" }>;
/** What a decision is about: an estate has at most one about each. */
export function subjectOf(decision: Decision): string {
  switch (decision.kind) {
    case "accept":
    case "dismiss":
      return `flow:${decision.intentId}`;
    case "application":
      return `application:${decision.application}`;
    case "declare":
      return `declared:${decision.id}`;
    case "demand":
      return `demand:${decision.id}`;
  }
}
