import * as z from "zod";
import * as declared from "./declared.schema";
import { type DeclaredFacts, declaredFactsSchema } from "./declared-facts.schema";
import * as gateway from "./gateway.schema";
import * as network from "./network.schema";
import * as service from "./service.schema";

/** Every kind of resource Umbra reads (semantics M-3), each with its schema, in the order answers list them. */
export const resourceSchemas = {
  zone: network.zoneSchema,
  vpc: network.vpcSchema,
  subnet: network.subnetSchema,
  instance: network.instanceSchema,
  networkInterface: network.networkInterfaceSchema,
  publicAddress: network.publicAddressSchema,
  routeTable: network.routeTableSchema,
  securityGroup: network.securityGroupSchema,
  networkAcl: network.networkAclSchema,
  prefixList: network.prefixListSchema,
  internetGateway: gateway.internetGatewaySchema,
  egressOnlyInternetGateway: gateway.egressOnlyInternetGatewaySchema,
  blockPublicAccess: gateway.blockPublicAccessSchema,
  natGateway: gateway.natGatewaySchema,
  vpcPeeringConnection: gateway.vpcPeeringConnectionSchema,
  transitGateway: gateway.transitGatewaySchema,
  transitGatewayAttachment: gateway.transitGatewayAttachmentSchema,
  transitGatewayRouteTable: gateway.transitGatewayRouteTableSchema,
  vpnGateway: gateway.vpnGatewaySchema,
  customerGateway: gateway.customerGatewaySchema,
  vpnConnection: gateway.vpnConnectionSchema,
  directConnectConnection: gateway.directConnectConnectionSchema,
  virtualInterface: gateway.virtualInterfaceSchema,
  directConnectAssociation: gateway.directConnectAssociationSchema,
  vpcEndpoint: service.vpcEndpointSchema,
  endpointService: service.endpointServiceSchema,
  loadBalancer: service.loadBalancerSchema,
  listener: service.listenerSchema,
  targetGroup: service.targetGroupSchema,
  classicLoadBalancer: service.classicLoadBalancerSchema,
  autoScalingGroup: service.autoScalingGroupSchema,
  firewall: service.firewallSchema,
  databaseInstance: service.databaseInstanceSchema,
  dataStore: declared.dataStoreSchema,
  site: declared.siteSchema,
  appliance: declared.applianceSchema,
} as const;

export type ResourceKind = keyof typeof resourceSchemas;
export type ResourceOf<K extends ResourceKind> = z.infer<(typeof resourceSchemas)[K]>;
export type Resource = { [K in ResourceKind]: ResourceOf<K> }[ResourceKind];
/** One list per kind, each sorted by id. */
export type Resources = { readonly [K in ResourceKind]: readonly ResourceOf<K>[] };

export const RESOURCE_KINDS = Object.keys(resourceSchemas) as readonly ResourceKind[];

/** How well one (account, region, kind) is known. Only `ok` supports a verdict by absence. */
export const coverageStatusSchema = z.enum(["ok", "stale", "denied", "unsupported", "suspicious", "absent"]);
export type CoverageStatus = z.infer<typeof coverageStatusSchema>;

export const coverageSchema = z.object({
  accountId: z.string(),
  region: z.string(),
  kind: z.string(),
  status: coverageStatusSchema,
  /** Set when the resources are those of an earlier complete reading: they may be true no longer. */
  isKept: z.literal(true).optional(),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** Kinds that configurations stored by earlier versions do not have: they hold none. */
const LATER_KINDS: ReadonlySet<string> = new Set(["dataStore", "site", "appliance", "endpointService"]);

const lists = Object.fromEntries(
  Object.entries(resourceSchemas).map(([kind, schema]) => [
    kind,
    LATER_KINDS.has(kind) ? z.array(schema).default([]) : z.array(schema),
  ]),
) as unknown as { [K in ResourceKind]: z.ZodArray<(typeof resourceSchemas)[K]> };

/**
 * What the customer has: the seed's `ShadowNetworkConfiguration`. Pure data; nothing derived, no secrets,
 * no times. The same network gives the same bytes whatever the order or layout it was read in.
 */
export const configurationSchema = z.object({
  schemaVersion: z.literal(1),
  provider: z.literal("aws"),
  resources: z.object(lists),
  /** Per (account, region, kind) that was read or asked for; sorted. A kind never seen is `absent`. */
  coverage: z.array(coverageSchema),
  /** What a file of declared facts says; absent where none says anything. */
  declared: declaredFactsSchema.exactOptional(),
});
export interface Configuration {
  readonly schemaVersion: 1;
  readonly provider: "aws";
  readonly resources: Resources;
  readonly coverage: readonly Coverage[];
  readonly declared?: DeclaredFacts;
}

/** A fact about the input that weakens or qualifies answers. Never fatal. */
export const diagnosticSchema = z.object({
  severity: z.enum(["error", "warning", "info"]),
  /** Kebab-case and stable, e.g. `dangling-reference`, `unknown-kind`, `host-bits`, `duplicate-id`. */
  code: z.string(),
  resource: z.object({ kind: z.string(), id: z.string() }).optional(),
  /** File inside the input, with `/` separators, and the place in it (line:column or a JSON path). */
  file: z.string().optional(),
  place: z.string().optional(),
  message: z.string(),
  /** Which answers it weakens, in words; absent when none. */
  weakens: z.string().optional(),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;
