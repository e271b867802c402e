import * as z from "zod";
import { addressSchema, idSchema, prefixSchema, resourceFields } from "./resource.schema";

/** An availability zone. `id` is the zone *id* (`use1-az1`), or the zone name where the input has no id (M-2). */
export const zoneSchema = z.object({
  kind: z.literal("zone"),
  ...resourceFields,
  zoneName: z.string(),
  state: z.string(),
});

export const vpcSchema = z.object({
  kind: z.literal("vpc"),
  ...resourceFields,
  /** Every associated IPv4 and IPv6 CIDR in state associated; the primary first. */
  prefixes: z.array(prefixSchema),
  isDefault: z.boolean(),
  ownerId: z.string().optional(),
});

export const subnetSchema = z.object({
  kind: z.literal("subnet"),
  ...resourceFields,
  vpcId: idSchema,
  prefixes: z.array(prefixSchema),
  /** Zone id; falls back to the zone name qualified by account where no id is known; absent = unknown. */
  zoneId: z.string().optional(),
  zoneName: z.string().optional(),
  mapPublicIpOnLaunch: z.boolean(),
  availableIpAddressCount: z.number().int().optional(),
  ownerId: z.string().optional(),
});

export const instanceSchema = z.object({
  kind: z.literal("instance"),
  ...resourceFields,
  /** `State.Name`; only `running` sends and receives (ENI-1). */
  state: z.string(),
  instanceType: z.string().optional(),
  /** What the provider says of its type: Gbps over all network cards, each direction. Absent where it was not read. */
  typeFigures: z
    .object({ baselineGbps: z.number(), burstGbps: z.number(), vcpuCount: z.number().int() })
    .optional(),
  platform: z.string().optional(),
  zoneName: z.string().optional(),
  placementGroup: z.string().optional(),
  /** What the group does: `cluster`, `spread`, `partition`; absent where its groups were not read. */
  placementStrategy: z.string().optional(),
  networkInterfaceIds: z.array(idSchema),
  instanceProfileArn: z.string().optional(),
  metadataOptions: z
    .object({
      httpEndpoint: z.string().optional(),
      httpTokens: z.string().optional(),
      hopLimit: z.number().optional(),
    })
    .optional(),
});

export const networkInterfaceSchema = z.object({
  kind: z.literal("networkInterface"),
  ...resourceFields,
  /** `interface`, `nat_gateway`, `transit_gateway`, `vpc_endpoint`, `network_load_balancer`, ... */
  interfaceType: z.string(),
  subnetId: idSchema,
  vpcId: idSchema,
  /** `in-use`, `available`, ... */
  status: z.string(),
  attachment: z
    .object({
      instanceId: idSchema.optional(),
      deviceIndex: z.number().int().optional(),
      status: z.string().optional(),
    })
    .optional(),
  /** IPv4 addresses, the primary first; `publicAddress` is the associated public IPv4. */
  privateAddresses: z.array(
    z.object({ address: addressSchema, primary: z.boolean(), publicAddress: addressSchema.optional() }),
  ),
  ipv6Addresses: z.array(addressSchema),
  /** Delegated IPv4 and IPv6 prefixes (ENI-3). */
  delegatedPrefixes: z.array(prefixSchema),
  securityGroupIds: z.array(idSchema),
  sourceDestCheck: z.boolean(),
  requesterManaged: z.boolean(),
  description: z.string().optional(),
  ownerId: z.string().optional(),
});

/** An Elastic IP address. */
export const publicAddressSchema = z.object({
  kind: z.literal("publicAddress"),
  ...resourceFields,
  publicAddress: addressSchema,
  networkInterfaceId: idSchema.optional(),
  privateAddress: addressSchema.optional(),
  associationId: z.string().optional(),
});

/** What a route points at. `local` has no id. `unknown` keeps a target kind that is not modeled, by name. */
export const routeTargetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("local") }),
  z.object({
    kind: z.enum([
      "internetGateway",
      "egressOnlyInternetGateway",
      "vpnGateway",
      "natGateway",
      "networkInterface",
      "instance",
      "transitGateway",
      "vpcPeeringConnection",
      "vpcEndpoint",
    ]),
    id: idSchema,
  }),
  /** A target kind the semantics do not cover (carrier gateway, core network, ...); `id` as written. */
  z.object({ kind: z.literal("unknown"), id: z.string(), name: z.string() }),
]);
export type RouteTarget = z.infer<typeof routeTargetSchema>;

export const routeSchema = z.object({
  destination: z.union([z.object({ prefix: prefixSchema }), z.object({ prefixListId: idSchema })]),
  target: routeTargetSchema,
  /** `CreateRouteTable`, `CreateRoute`, `EnableVgwRoutePropagation`. */
  origin: z.string(),
  /** As recorded; the interpreter recomputes it and never trusts it. */
  state: z.string(),
});
export type Route = z.infer<typeof routeSchema>;

export const routeTableSchema = z.object({
  kind: z.literal("routeTable"),
  ...resourceFields,
  vpcId: idSchema,
  associations: z.array(
    z.object({
      main: z.boolean(),
      subnetId: idSchema.optional(),
      /** Edge association with an internet or virtual private gateway. */
      gatewayId: idSchema.optional(),
      state: z.string().optional(),
    }),
  ),
  propagatingVgwIds: z.array(idSchema),
  routes: z.array(routeSchema),
});

export const networkAclEntrySchema = z.object({
  ruleNumber: z.number().int(),
  egress: z.boolean(),
  /** IANA number, or -1 for all. */
  protocol: z.number().int(),
  action: z.enum(["allow", "deny"]),
  prefix: prefixSchema,
  portRange: z.object({ from: z.number().int(), to: z.number().int() }).optional(),
  icmp: z.object({ type: z.number().int(), code: z.number().int() }).optional(),
});
export type NetworkAclEntry = z.infer<typeof networkAclEntrySchema>;

export const networkAclSchema = z.object({
  kind: z.literal("networkAcl"),
  ...resourceFields,
  vpcId: idSchema,
  isDefault: z.boolean(),
  subnetIds: z.array(idSchema),
  /** Ascending by direction and rule number, the implicit 32767 entries included where the input has them. */
  entries: z.array(networkAclEntrySchema),
});

export const securityGroupRuleSchema = z.object({
  /** IANA number, or -1 for all. */
  protocol: z.number().int(),
  /** As written: ports, or ICMP type (from) and code (to); absent stays absent (SG-5). */
  fromPort: z.number().int().optional(),
  toPort: z.number().int().optional(),
  peer: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("prefix"), prefix: prefixSchema }),
    z.object({ kind: z.literal("prefixList"), prefixListId: idSchema }),
    z.object({
      kind: z.literal("securityGroup"),
      securityGroupId: idSchema,
      accountId: z.string().optional(),
      vpcId: idSchema.optional(),
      vpcPeeringConnectionId: idSchema.optional(),
      peeringStatus: z.string().optional(),
    }),
  ]),
  description: z.string().optional(),
});
export type SecurityGroupRule = z.infer<typeof securityGroupRuleSchema>;

export const securityGroupSchema = z.object({
  kind: z.literal("securityGroup"),
  ...resourceFields,
  vpcId: idSchema.optional(),
  ownerId: z.string().optional(),
  /** One entry per peer: a provider permission with three ranges becomes three rules. */
  ingress: z.array(securityGroupRuleSchema),
  egress: z.array(securityGroupRuleSchema),
});

export const prefixListSchema = z.object({
  kind: z.literal("prefixList"),
  ...resourceFields,
  addressFamily: z.enum(["4", "6"]).optional(),
  maxEntries: z.number().int().optional(),
  prefixes: z.array(prefixSchema),
});
