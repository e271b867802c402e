import * as z from "zod";
import { criticalitySchema } from "./intent.schema";

const port = z.number().int().min(0).max(65535);
const referenceSchema = z.string().min(1).max(512);

/** A flow as its owner writes it. Ends are references, one or several; ports are numbers or "LO-HI". */
const factFlowSchema = z.strictObject({
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

const factApplicationSchema = z.strictObject({
  name: z.string().min(1),
  criticality: criticalitySchema.default("normal"),
  flows: z.array(factFlowSchema),
});

/** An alert that its owner accepts until a day, inclusive. */
const exceptionSchema = z.strictObject({
  /** The alert's fingerprint. */
  alert: z.string().regex(/^[0-9a-f]{64}$/, "is not an alert's fingerprint: 64 hexadecimal digits"),
  owner: z.string().min(1),
  expires: z.iso.date(),
  reason: z.string().optional(),
});
export type FactException = z.infer<typeof exceptionSchema>;

/** Facts of kinds that no analysis reads yet; kept loose, so that files written for later versions are accepted. */
const unread = z.array(z.looseObject({})).default([]);

/**
 * Declared facts (`umbra.json`, product section 5): what no provider's interface knows. Read now: `applications`
 * and `exceptions`.
 */
export const factsSchema = z.strictObject({
  applications: z.array(factApplicationSchema).default([]),
  exceptions: z.array(exceptionSchema).default([]),
  sites: unread,
  appliances: unread,
  dataStores: unread,
  demands: unread,
  credentials: unread,
  roles: unread,
});
export type Facts = z.infer<typeof factsSchema>;

/** Parts of the facts that no analysis reads yet. */
export const UNREAD_FACTS = ["sites", "appliances", "dataStores", "demands", "credentials", "roles"] as const;
