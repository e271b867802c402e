import * as z from "zod";
import { elementSchema } from "../../configuration/resource.schema";
import { failureSchema, horizonSchema } from "../outage/outage.schema";

/** More failures at once than this are not asked about. */
export const MAX_FAILURES = 5;

/** What is to be broken: one required flow, or an application, which is broken when any of its flows is lost. */
const cutTargetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("intent"), id: z.string().max(512) }),
  z.object({ kind: z.literal("application"), name: z.string().max(512) }),
]);

/** The search for the smallest sets of failures that break something. */
export const cutsRequestSchema = z.object({
  target: cutTargetSchema,
  maxFailures: z.number().int().min(1).max(MAX_FAILURES).default(3),
  /** Kinds of components that may fail; all when absent. */
  kinds: z.array(z.string().max(64)).max(32).optional(),
  /** Whether security groups and network ACLs that deny everything count as failures too. */
  includesRules: z.boolean().default(false),
  horizon: horizonSchema.default("T1"),
  view: z.enum(["configured", "observed"]).default("observed"),
});
export type CutsRequest = z.infer<typeof cutsRequestSchema>;

/** One smallest set: all of it has to fail, and then these required flows are lost. */
const cutSetSchema = z.object({
  elements: z.array(elementSchema),
  failures: z.array(failureSchema),
  lostIntentIds: z.array(z.string()),
});
export type CutSet = z.infer<typeof cutSetSchema>;

/**
 * Why nothing smaller breaks the target: no set of at most `atMost` components hits every branch known (`answer` of the
 * solver to `question`), and each of these branches was traced again with every component down that it does not
 * rest on.
 */
const cutsProofSchema = z.object({
  result: z.enum(["proved", "undecided"]),
  /** One sentence for people. */
  claim: z.string(),
  atMost: z.number().int(),
  branchCount: z.number().int(),
  /** Traces that were made to check the branches. */
  retracedCount: z.number().int(),
  /** SMT-LIB text, to be put to any solver. */
  question: z.string(),
  questionHash: z.string(),
  answer: z.enum(["sat", "unsat", "unknown"]),
  /** For `undecided`: why, in words. */
  reasons: z.array(z.string()),
});

/** The answer of `umbra cuts`. Lists are in the order of candidates: kinds, then ids. */
export const cutsResultSchema = z.object({
  schemaVersion: z.literal(1),
  target: cutTargetSchema,
  maxFailures: z.number().int(),
  /** `not-working`: the target has nothing to lose. `undecided`: no set is known to break it, and that none does is not proved. */
  outcome: z.enum(["found", "none", "undecided", "not-working"]),
  /** One sentence for people. */
  sentence: z.string(),
  smallest: z
    .object({
      size: z.number().int(),
      sets: z.array(cutSetSchema),
      /** There are more sets of this size than are listed. */
      hasMore: z.boolean(),
    })
    .nullable(),
  proof: cutsProofSchema.nullable(),
  candidateCount: z.number().int(),
  /** Sets that were tried on the interpreter. */
  trialCount: z.number().int(),
  /** Required flows of the target that were asked about. */
  intentIds: z.array(z.string()),
  /** Those that do not work now, so that they have nothing to lose. */
  notWorkingIntentIds: z.array(z.string()),
});
export type CutsResult = z.infer<typeof cutsResultSchema>;
