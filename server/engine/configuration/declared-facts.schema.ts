import * as z from "zod";
import {
  factCredentialSchema,
  factEntryPointSchema,
  factRoleSchema,
  factVulnerabilitySchema,
} from "./breach-facts.schema";

/** How important an application is to its owner. */
export const criticalitySchema = z.enum(["critical", "high", "normal", "low"]);
export type Criticality = z.infer<typeof criticalitySchema>;

/** How many destination members each source must keep reaching (CL-6). */
export const membersSchema = z.union([
  z.literal("any"),
  z.literal("all"),
  z.object({ atLeast: z.number().int().min(1), of: z.number().int().min(1) }),
]);

const port = z.number().int().min(0).max(65535);
const referenceSchema = z.string().min(1).max(512);

/** A flow as its owner writes it. Ends are references, one or several; ports are numbers or "LO-HI". */
export const factFlowSchema = z.strictObject({
  from: z.union([referenceSchema, z.array(referenceSchema).min(1)]),
  to: z.union([referenceSchema, z.array(referenceSchema).min(1)]),
  protocol: z.string().default("tcp"),
  ports: z
    .array(z.union([port, z.string().regex(/^\d{1,5}-\d{1,5}$/, "is not a range such as 8000-8080")]))
    .default([]),
  family: z.union([z.literal(4), z.literal(6)]).default(4),
  members: z
    .union([
      z.literal("any"),
      z.literal("all"),
      z.strictObject({ atLeast: z.number().int().min(1), of: z.number().int().min(1) }),
    ])
    .default("any"),
});
export type FactFlow = z.infer<typeof factFlowSchema>;

export const factApplicationSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  criticality: criticalitySchema.default("normal"),
  flows: z.array(factFlowSchema),
});
export type FactApplication = z.infer<typeof factApplicationSchema>;

/** An alert that its owner accepts until a day, inclusive. */
export const exceptionSchema = z.strictObject({
  /** The alert's fingerprint. */
  alert: z.string().regex(/^[0-9a-f]{64}$/, "is not an alert's fingerprint: 64 hexadecimal digits"),
  owner: z.string().trim().min(1).max(200),
  expires: z.iso.date(),
  reason: z.string().max(1_000).exactOptional(),
});
export type FactException = z.infer<typeof exceptionSchema>;

/**
 * Traffic that a flow is to carry (CAP-2). Figures are of all its sources and destinations together. `growthPerYear` is a
 * factor: 1.3 is 30 % more a year, 2 is twice as much.
 */
export const factDemandSchema = z.strictObject({
  application: z.string().trim().min(1).max(200).exactOptional(),
  from: z.union([referenceSchema, z.array(referenceSchema).min(1)]),
  to: z.union([referenceSchema, z.array(referenceSchema).min(1)]),
  protocol: z.string().max(20).default("tcp"),
  port: port.exactOptional(),
  family: z.union([z.literal(4), z.literal(6)]).default(4),
  rateGbps: z.number().min(0).max(1_000_000),
  replyRateGbps: z.number().min(0).max(1_000_000).exactOptional(),
  packetsPerSecond: z.number().min(0).max(1e12).exactOptional(),
  connections: z.number().min(0).max(1e12).exactOptional(),
  flows: z.number().int().min(1).max(1e12).exactOptional(),
  peakMinutes: z
    .number()
    .min(1)
    .max(60, "is a peak of at most 60 minutes: leave it out for what is sent for good")
    .exactOptional(),
  growthPerYear: z
    .number()
    .min(1, "is a factor of at least 1: 1.3 is 30 % more a year")
    .max(1000)
    .exactOptional(),
});
export type FactDemand = z.infer<typeof factDemandSchema>;

/**
 * What a file of declared facts says that is no resource: applications with the flows they need, as they are written
 * there, accepted alerts, and where any are declared, traffic and what attacks are derived from. Sorted, so that the order
 * in files never shows.
 */
export const declaredFactsSchema = z.object({
  applications: z.array(factApplicationSchema),
  exceptions: z.array(exceptionSchema),
  demands: z.array(factDemandSchema).exactOptional(),
  vulnerabilities: z.array(factVulnerabilitySchema).exactOptional(),
  credentials: z.array(factCredentialSchema).exactOptional(),
  roles: z.array(factRoleSchema).exactOptional(),
  entryPoints: z.array(factEntryPointSchema).exactOptional(),
  /** Vulnerabilities that a supposed change takes away, on a copy alone: nobody declares them. */
  patches: z.array(z.object({ hostId: z.string(), name: z.string().nullable() })).exactOptional(),
});
export type DeclaredFacts = z.infer<typeof declaredFactsSchema>;
