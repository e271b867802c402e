import * as z from "zod";
import { elementSchema } from "../../configuration/resource.schema";

const portsSchema = z.array(z.tuple([z.number(), z.number()]));
const verdictSchema = z.enum(["REACHABLE", "PARTIAL", "NOT_REACHABLE", "UNKNOWN"]);

/** Flows that changes open or close: from each of `from` to each of `to`. */
export const flowChangeSchema = z.object({
  from: z.array(elementSchema),
  to: z.array(elementSchema),
  family: z.union([z.literal(4), z.literal(6)]),
  protocol: z.string(),
  ports: portsSchema,
  before: verdictSchema,
  after: verdictSchema,
  /** Where the internet is an end and only a part of it gains or loses: that part. */
  prefixes: z.array(z.string()),
});
export type FlowChangeJson = z.infer<typeof flowChangeSchema>;

/** A required flow that changes alter. */
export const requiredFlowChangeSchema = z.object({
  intentId: z.string(),
  application: z.string(),
  from: z.string(),
  to: z.string(),
  protocol: z.string(),
  ports: portsSchema,
  origin: z.enum(["declared", "inferred", "learned"]),
  effect: z.enum(["lost", "degraded", "gained", "undecided"]),
  before: verdictSchema,
  after: verdictSchema,
  members: z.array(elementSchema),
  missing: z.array(z.string()),
});
export type RequiredFlowChange = z.infer<typeof requiredFlowChangeSchema>;
