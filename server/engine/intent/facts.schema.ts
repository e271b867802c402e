import * as z from "zod";
import { breachFactShape } from "../configuration/breach-facts.schema";
import {
  exceptionSchema,
  factApplicationSchema,
  factDemandSchema,
} from "../configuration/declared-facts.schema";

const port = z.number().int().min(0).max(65535);
const referenceSchema = z.string().min(1).max(512);

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

/**
 * Declared facts (`umbra.json`, product section 5): what no provider's interface knows. `sites`, `appliances` and
 * `dataStores` become resources of the configuration, `applications` required flows, `exceptions` accepted alerts,
 * `demands` the traffic that the load analysis puts on the network; `vulnerabilities`, `credentials`, `roles` and
 * `entryPoints` are what attacks are derived from.
 */
export const factsSchema = z.strictObject({
  sites: z.array(factSiteSchema).default([]),
  appliances: z.array(factApplianceSchema).default([]),
  dataStores: z.array(factDataStoreSchema).default([]),
  applications: z.array(factApplicationSchema).default([]),
  exceptions: z.array(exceptionSchema).default([]),
  demands: z.array(factDemandSchema).max(10_000).default([]),
  ...breachFactShape,
});
export type Facts = z.infer<typeof factsSchema>;
