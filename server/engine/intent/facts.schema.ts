import * as z from "zod";
import { criticalitySchema } from "./intent.schema";

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

const referencesSchema = z.union([referenceSchema, z.array(referenceSchema).min(1)]);
const nameSchema = z.string().trim().min(1).max(200);

/** A place outside the provider: the addresses it has and what leads there (VPN connections, customer gateways ...). */
const factSiteSchema = z.strictObject({
  name: nameSchema,
  prefixes: z.array(z.string().max(64)).min(1).max(10_000),
  via: referencesSchema.optional(),
});
export type FactSite = z.infer<typeof factSiteSchema>;

/**
 * What an instance does that stands in the way of packets (MBX-2, MBX-5): `forwards` and `nat` keep state,
 * `stateless` forwards without, `interface-pair` sends on by `outInterface`, `drop` forwards nothing.
 */
const factApplianceSchema = z.strictObject({
  interface: referenceSchema,
  behavior: z.enum(["forwards", "nat", "stateless", "interface-pair", "drop"]),
  outInterface: referenceSchema.optional(),
});
export type FactAppliance = z.infer<typeof factApplianceSchema>;

/** What keeps data, and what its owner knows of it: hosts, interfaces, a database or another store of the input. */
const factDataStoreSchema = z.strictObject({
  name: nameSchema.optional(),
  resource: referencesSchema,
  class: z.string().trim().min(1).max(100),
  protocol: z.string().max(20).default("tcp"),
  port: port.optional(),
  auth: z.enum(["open", "credential"]).optional(),
});
export type FactDataStore = z.infer<typeof factDataStoreSchema>;

/** Facts of kinds that no analysis reads yet; kept loose, so that files written for later versions are accepted. */
const unread = z.array(z.looseObject({})).default([]);

/**
 * Declared facts (`umbra.json`, product section 5): what no provider's interface knows. `sites`, `appliances` and
 * `dataStores` become resources of the configuration, `applications` required flows, `exceptions` accepted alerts.
 */
export const factsSchema = z.strictObject({
  sites: z.array(factSiteSchema).default([]),
  appliances: z.array(factApplianceSchema).default([]),
  dataStores: z.array(factDataStoreSchema).default([]),
  applications: z.array(factApplicationSchema).default([]),
  exceptions: z.array(exceptionSchema).default([]),
  demands: unread,
  credentials: unread,
  roles: unread,
});
export type Facts = z.infer<typeof factsSchema>;

/** Parts of the facts that no analysis reads yet. */
export const UNREAD_FACTS = ["demands", "credentials", "roles"] as const;
