import * as z from "zod";
import { idSchema, prefixSchema, resourceFields } from "./resource.schema";

/** A place outside the provider: a data centre or an office. `id` is `site:` and its name. */
export const siteSchema = z.object({
  kind: z.literal("site"),
  ...resourceFields,
  prefixes: z.array(prefixSchema),
  /** What leads there: VPN connections, customer gateways, virtual interfaces or Direct Connect gateways. Sorted. */
  via: z.array(idSchema),
});

/** What the owner says of an instance that forwards (MBX-2, MBX-5). `id` is `appliance:` and the interface's id. */
export const applianceSchema = z.object({
  kind: z.literal("appliance"),
  ...resourceFields,
  networkInterfaceId: idSchema,
  behavior: z.enum(["forwards", "nat", "interface-pair", "drop"]),
  /** With `interface-pair`: the interface by which packets leave that came in by the other. */
  outInterfaceId: idSchema.optional(),
  /** Whether replies must pass it too. */
  stateful: z.boolean(),
});

/**
 * Something that keeps data and is no RDS instance: a cache, a warehouse, a search domain, or a store that its owner
 * declared. Its network interfaces are matched by `networkInterfaceIds` where known, else by group and subnet.
 */
export const dataStoreSchema = z.object({
  kind: z.literal("dataStore"),
  ...resourceFields,
  /** `elasticache`, `redshift`, `opensearch`, `declared`. */
  service: z.string(),
  engine: z.string().optional(),
  state: z.string().optional(),
  protocol: z.string(),
  port: z.number().int().optional(),
  endpoint: z.string().optional(),
  vpcId: idSchema.optional(),
  subnetIds: z.array(idSchema),
  securityGroupIds: z.array(idSchema),
  networkInterfaceIds: z.array(idSchema),
  /** Instances that hold the data, for stores that run on them. */
  hostIds: z.array(idSchema),
  /** Of a declared store: the database or store of the input that the declaration says more of. */
  resourceId: idSchema.optional(),
  /** What kind of data it keeps, in its owner's word: `personal`, `payment`, `secret` ... */
  dataClass: z.string().optional(),
  auth: z.enum(["open", "credential"]).optional(),
});
