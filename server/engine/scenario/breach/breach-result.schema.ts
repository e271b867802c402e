import * as z from "zod";
import { elementSchema } from "../../configuration/resource.schema";
import type { BreachResult } from "./breach-result";
import type { ChokePoints } from "./choke/result";
import type { AttackUnderFailures } from "./failures/under-failures";
import type { PatchChoice } from "./patches/best-patches";

/** An attack with the sentence that sums it up. */
export interface BreachAnswer extends BreachResult {
  readonly sentence: string;
}

/** An attack with what stops it; null where there is nothing to stop. */
export interface BreachReport extends BreachAnswer {
  /** The smallest sets of anything that can be taken away. */
  readonly chokePoints: ChokePoints | null;
  /** The same with vulnerabilities alone: the fewest patches. */
  readonly patches: ChokePoints | null;
  /** The patches that protect most, where only some can be made; absent in runs of before that was told. */
  readonly bestPatches?: PatchChoice | null;
  /** What it comes to while one thing is down; null where something is supposed to have failed already. */
  readonly underFailures: AttackUnderFailures | null;
}

const levelSchema = z.enum(["user", "root"]);

const serviceSchema = z.object({
  name: z.string(),
  protocol: z.number().int(),
  port: z.number().int().nullable(),
  isOneWay: z.boolean(),
});

const weaknessSchema = z.object({
  key: z.string(),
  hostId: z.string(),
  name: z.string(),
  isHypothesis: z.boolean(),
  service: serviceSchema.nullable(),
  isPortAssumed: z.boolean(),
  attackVector: z.string(),
  privileges: z.string(),
  needsUser: z.boolean(),
  isComplex: z.boolean(),
  gain: z.object({ kind: z.string(), level: levelSchema.optional() }).nullable(),
  knownExploited: z.boolean(),
  exploitProbability: z.number().optional(),
  baseScore: z.number().nullable(),
  component: z.string().nullable(),
});

const stepSchema = z.object({
  kind: z.string(),
  on: elementSchema,
  by: z.string().nullable(),
  weakness: weaknessSchema.nullable(),
  from: elementSchema.nullable(),
  service: z.string().nullable(),
  through: elementSchema.nullable(),
  rules: z.array(z.string()),
  routes: z.array(z.string()),
  aclEntries: z.array(z.string()),
});

const reachedShape = { element: elementSchema, stepCount: z.number().int(), chain: z.array(stepSchema) };
const compromisedSchema = z.object({ ...reachedShape, level: levelSchema.nullable() });
const reachableSchema = z.object({ ...reachedShape, dataClass: z.string().nullable() });

const chokeSchema = z.object({
  outcome: z.enum(["smallest", "best-found", "none", "undecided"]),
  size: z.number().int().nullable(),
  sets: z.array(z.array(z.looseObject({ kind: z.string() }))),
  hasMore: z.boolean(),
  wayCount: z.number().int(),
  trialCount: z.number().int(),
  doubts: z.array(z.string()),
  question: z.looseObject({ text: z.string() }).nullable(),
});

const leftSchema = z.object({
  dataWeight: z.number().int(),
  dataAtRisk: z.array(z.object({ element: elementSchema, dataClass: z.string().nullable() })),
  hostCount: z.number().int(),
  roleCount: z.number().int(),
  undecided: z.array(elementSchema),
});

const choiceSchema = z.object({
  before: leftSchema,
  choices: z.array(
    z.object({
      limit: z.number().int(),
      outcome: z.enum(["best", "best-found"]),
      patches: z.array(z.looseObject({ kind: z.string() })),
      left: leftSchema,
      trialCount: z.number().int(),
    }),
  ),
  supposedCount: z.number().int(),
});

/** What becomes of a thing that an attack gets at, and how that is said. */
export const FALLEN_WORDS = {
  root: "as root",
  user: "as user",
  disrupted: "out of service",
  role: "taken",
  read: "read",
  write: "written to",
  connected: "connected to",
} as const;

const fallenSchema = z.object({ element: elementSchema, as: z.string() });

const underFailuresSchema = z.object({
  failureCount: z.number().int(),
  changes: z.array(
    z.object({
      failure: z.looseObject({ kind: z.string(), id: z.string(), mode: z.string() }),
      element: elementSchema,
      text: z.string(),
      falls: z.array(fallenSchema.extend({ chain: z.array(stepSchema) })),
      spared: z.array(fallenSchema),
      undecided: z.array(fallenSchema),
      missing: z.array(z.string()),
    }),
  ),
  startCount: z.number().int(),
  leftOut: z.string().nullable(),
});

const storedSchema = z.object({
  starts: z.array(z.looseObject({ kind: z.string() })),
  compromised: z.array(compromisedSchema),
  roles: z.array(compromisedSchema),
  dataAtRisk: z.array(
    reachableSchema.extend({ access: z.array(z.enum(["read", "write"])), leaves: z.boolean() }),
  ),
  dataReachable: z.array(reachableSchema),
  disrupted: z.array(compromisedSchema),
  networkControl: z.array(z.string()),
  blastRadius: z.object({
    hostCount: z.number().int(),
    storeCount: z.number().int(),
    roleCount: z.number().int(),
    depth: z.number().int(),
  }),
  findings: z.array(
    z.object({
      host: elementSchema,
      weakness: weaknessSchema,
      standing: z.enum(["used", "latent", "undecided", "excluded"]),
      why: z.string().nullable(),
    }),
  ),
  undecided: z.array(elementSchema),
  missing: z.array(z.string()),
  // Runs of before it was told were followed to their end.
  leftOut: z.string().nullable().default(null),
  notes: z.array(z.string()),
  sentence: z.string(),
  chokePoints: chokeSchema.nullable(),
  patches: chokeSchema.nullable(),
  bestPatches: choiceSchema.nullable().optional(),
  // Runs of before it was asked have none.
  underFailures: underFailuresSchema.nullable().default(null),
});

/** The JSON form of a run's answer about an attack, for whoever keeps it. Closed lists are closed where they are made. */
export const breachReportSchema = storedSchema as unknown as z.ZodType<BreachReport>;
