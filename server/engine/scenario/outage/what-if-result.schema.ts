import * as z from "zod";
import { elementSchema } from "../../configuration/resource.schema";
import { intentSchema } from "../../intent/intent.schema";
import { failureSchema, horizonSchema } from "./outage.schema";
import type { WhatIfResult } from "./outcome";

const verdictSchema = z.enum(["REACHABLE", "PARTIAL", "NOT_REACHABLE", "UNKNOWN"]);
const portsSchema = z.array(z.tuple([z.number(), z.number()]));
const decidingSchema = elementSchema.extend({ rule: z.string().optional() });

const evidenceHopSchema = z.object({
  element: elementSchema,
  action: z.string(),
  rule: z.string().optional(),
  packet: z.object({
    source: z.array(z.string()),
    destination: z.array(z.string()),
    protocol: z.string(),
    sourcePorts: portsSchema,
    destinationPorts: portsSchema,
  }),
});

const outcomeSchema = z.object({
  intent: intentSchema,
  effect: z.enum(["lost", "degraded", "unaffected", "undecided"]),
  before: verdictSchema,
  after: verdictSchema,
  reason: z.string().nullable(),
  at: decidingSchema.nullable(),
  certificate: z.null(),
  lostMembers: z.array(elementSchema),
  withComponent: z.boolean(),
  evidence: z.object({
    certificate: z.null(),
    before: z.array(evidenceHopSchema),
    after: z.array(evidenceHopSchema),
    at: decidingSchema.nullable(),
  }),
  missing: z.array(z.string()),
});

const effectSchema = z.enum(["lost", "degraded", "unaffected", "undecided"]);
const figuresSchema = z.union([
  z.object({
    zones: z.number().int(),
    nodes: z.number().int(),
    healthyTargets: z.number().int().nullable(),
  }),
  z.object({ tunnels: z.number().int() }),
]);

const storedSchema = z.object({
  schemaVersion: z.literal(1),
  failures: z.array(failureSchema),
  horizon: horizonSchema,
  lost: z.array(outcomeSchema),
  degraded: z.array(outcomeSchema),
  undecided: z.array(outcomeSchema),
  collateral: z.array(z.string()),
  lostWithComponent: z.array(z.string()),
  unaffectedCount: z.number().int(),
  notWorkingBefore: z.array(z.string()),
  affected: z.array(
    z.object({
      element: elementSchema,
      status: z.enum(["down", "lost", "degraded", "undecided"]),
      intentIds: z.array(z.string()),
    }),
  ),
  differences: z
    .array(
      z.object({
        intentId: z.string(),
        leading: z.enum(["configured", "observed"]),
        effect: effectSchema,
        otherEffect: effectSchema,
        causes: z.array(elementSchema),
        text: z.string(),
      }),
    )
    .optional(),
  redundancy: z
    .array(z.object({ element: elementSchema, before: figuresSchema, after: figuresSchema }))
    .default([]),
  sentence: z.string(),
});

/** The JSON form of a what-if's answer, for whoever keeps it. Reasons are a closed list only where they are made. */
export const whatIfResultSchema = storedSchema as unknown as z.ZodType<WhatIfResult>;
