import * as z from "zod";
import { changeSchema } from "../configuration/change.schema";
import { elementSchema } from "../configuration/resource.schema";
import { flowChangeSchema, requiredFlowChangeSchema } from "../scenario/change/change-flows.schema";
import { failureSchema } from "../scenario/outage/outage.schema";
import { attackSchema } from "./breach/attack.schema";
import { hopSchema } from "./hop.schema";
import { loadEvidenceSchema } from "./load-evidence.schema";

export const severitySchema = z.enum(["critical", "high", "medium", "low", "info"]);
export type Severity = z.infer<typeof severitySchema>;

const decidingElementSchema = elementSchema.extend({ rule: z.string().optional() });

/** One flow that an alert is about, with its own evidence. */
export const affectedFlowSchema = z.object({
  intentId: z.string().nullable(),
  application: z.string(),
  from: z.string(),
  to: z.string(),
  protocol: z.string(),
  ports: z.array(z.tuple([z.number(), z.number()])),
  effect: z.enum(["lost", "degraded", "exposed", "dependent", "undecided", "attacked", "overloaded"]),
  /** Hosts that lose it, or the exposed resource. */
  members: z.array(elementSchema),
  origin: z.enum(["declared", "inferred", "learned"]).nullable(),
  before: z.array(hopSchema),
  after: z.array(hopSchema),
  at: decidingElementSchema.nullable(),
});

export const recommendationSchema = z.object({
  title: z.string(),
  /** Steps in words. */
  changes: z.array(z.string()),
  effort: z.enum(["low", "medium", "high"]),
  /** The kind of cure it is, where typed changes can be proposed for it; those stand in its place then. */
  action: z.string().optional(),
  /** Of a cure made of typed changes: its name among those of the alert. */
  option: z.string().optional(),
  operations: z.array(changeSchema).optional(),
  sideEffects: z.array(z.string()).optional(),
  terraform: z.string().optional(),
  cli: z.string().optional(),
  /** What a trial on a copy showed; null: shown as "not verified". */
  verified: z
    .object({
      fixes: z.array(z.string()),
      lost: z.array(requiredFlowChangeSchema),
      opened: z.array(flowChangeSchema),
      closed: z.array(flowChangeSchema),
      undecided: z.array(z.string()),
      runId: z.string().nullable(),
    })
    .nullable(),
});

/**
 * What a solver that knows nothing of the interpreter says to the alert's claim. `confirmed`: it follows from the rules,
 * entries and routes of the configuration. `refuted`: the opposite does. `undecided`: neither, with the reason; the
 * alert stands as the interpreter found it.
 */
export const solverRecordSchema = z.object({
  /** The question in words. */
  asked: z.string(),
  /** The question as SMT-LIB text, to be put to any solver; null when it could not be written. */
  question: z.string().nullable(),
  /** SHA-256 of the question. */
  questionHash: z.string().nullable(),
  result: z.enum(["confirmed", "refuted", "undecided"]),
  answer: z.enum(["sat", "unsat", "unknown"]),
  /** For `sat`: what the solver found, each line a packet or an address, in words. */
  witness: z.array(z.string()).nullable(),
  /** For `unsat`: the rules, entries, routes and suppositions that contradict each other. */
  core: z.array(z.string()),
  /** How long the solver took; null where that is not told, so that equal inputs give equal answers. */
  elapsedMs: z.number().nullable(),
  /** For `undecided`: why, in words. */
  reason: z.string().nullable(),
});
export type SolverRecord = z.infer<typeof solverRecordSchema>;

/**
 * A finding someone should act on: the seed's `Alert`. The fingerprint says *what is broken* and holds no time,
 * run, severity, path, count, name or tag, so the same weakness is the same alert for ever.
 */
export const alertSchema = z.object({
  fingerprint: z.string(),
  family: z.enum(["outage", "exposure", "dependence", "breach", "load", "anomaly"]),
  /** e.g. `single-point-of-failure`, `zonal-dependence`, `internet-exposure`. */
  kind: z.string(),
  severity: severitySchema,
  title: z.string(),
  description: z.string(),
  subject: elementSchema,
  /** Where the subject stands, "" where it stands in no account, region or zone; absent in older alerts. */
  location: z.object({ accountId: z.string(), region: z.string(), zone: z.string() }).optional(),
  /** What was supposed, in words: "failure of NAT gateway nat-gw-1a". */
  scenario: z.string(),
  affected: z.array(affectedFlowSchema),
  /** 0 to 4 with the reason for the number. */
  likelihood: z.object({ value: z.number().int().min(0).max(4), source: z.string() }),
  impact: z.object({ value: z.number().int().min(0).max(4), source: z.string() }),
  evidence: z.object({
    certificate: z.null(),
    before: z.array(hopSchema),
    after: z.array(hopSchema),
    at: decidingElementSchema.nullable(),
    /** What is supposed to have failed; empty where nothing is. */
    failures: z.array(failureSchema).default([]),
    /** Of an attack: every step of it, and how far it gets. */
    attack: attackSchema.exactOptional(),
    /** Null until a solver was asked. */
    solver: solverRecordSchema.nullable().default(null),
    /** The limits that are used up, the worst first; absent where none is. */
    load: z.array(loadEvidenceSchema).optional(),
  }),
  recommendations: z.array(recommendationSchema),
  /**
   * The fingerprint of the alert that tells of the same change and of what it comes to. One with a parent is shown below it,
   * is not counted and not sent by itself.
   */
  parent: z.string().exactOptional(),
});
export type Alert = z.infer<typeof alertSchema>;

/** Where an alert stands. `unverified`: a run could not decide whether it still holds; it counts as open. */
export const alertStateSchema = z.enum(["open", "unverified", "dismissed", "resolved"]);
export type AlertState = z.infer<typeof alertStateSchema>;
