import * as z from "zod";
import { addressSchema, idSchema, prefixSchema, resourceFields } from "./resource.schema";

const vpcAttachments = z.array(z.object({ vpcId: idSchema, state: z.string() }));

export const internetGatewaySchema = z.object({
  kind: z.literal("internetGateway"),
  ...resourceFields,
  attachments: vpcAttachments,
});

export const egressOnlyInternetGatewaySchema = z.object({
  kind: z.literal("egressOnlyInternetGateway"),
  ...resourceFields,
  attachments: vpcAttachments,
});

/** Account and region wide block of internet gateway traffic (BPA-1). */
export const blockPublicAccessSchema = z.object({
  kind: z.literal("blockPublicAccess"),
  ...resourceFields,
  mode: z.enum(["off", "block-bidirectional", "block-ingress"]),
  exclusions: z.array(
    z.object({ resourceId: idSchema, mode: z.enum(["allow-bidirectional", "allow-egress"]) }),
  ),
});

export const natGatewaySchema = z.object({
  kind: z.literal("natGateway"),
  ...resourceFields,
  vpcId: idSchema,
  /** Absent for a regional NAT gateway. */
  subnetId: idSchema.optional(),
  state: z.string(),
  connectivityType: z.enum(["public", "private"]),
  availabilityMode: z.enum(["zonal", "regional"]),
  /** Regional only: `auto` re-homes zones without addresses, `manual` does not (NAT-8). */
  zoneMode: z.enum(["auto", "manual"]).optional(),
  /** Regional only: its own route table. */
  routeTableId: idSchema.optional(),
  addresses: z.array(
    z.object({
      privateAddress: addressSchema.optional(),
      publicAddress: addressSchema.optional(),
      networkInterfaceId: idSchema.optional(),
      primary: z.boolean(),
      zoneId: z.string().optional(),
    }),
  ),
});

const peeringSide = z.object({
  vpcId: idSchema,
  ownerId: z.string().optional(),
  region: z.string().optional(),
  prefixes: z.array(prefixSchema),
});

export const vpcPeeringConnectionSchema = z.object({
  kind: z.literal("vpcPeeringConnection"),
  ...resourceFields,
  /** `Status.Code`; usable iff `active`. */
  status: z.string(),
  requester: peeringSide,
  accepter: peeringSide,
});

export const transitGatewaySchema = z.object({
  kind: z.literal("transitGateway"),
  ...resourceFields,
  state: z.string(),
  vpnEcmpSupport: z.boolean(),
  securityGroupReferencing: z.boolean(),
  defaultAssociationRouteTableId: idSchema.optional(),
  defaultPropagationRouteTableId: idSchema.optional(),
});

export const transitGatewayAttachmentSchema = z.object({
  kind: z.literal("transitGatewayAttachment"),
  ...resourceFields,
  transitGatewayId: idSchema,
  /** `vpc`, `vpn`, `direct-connect-gateway`, `peering`, `connect`, ... */
  resourceType: z.string(),
  resourceId: z.string(),
  state: z.string(),
  association: z.object({ routeTableId: idSchema, state: z.string() }).optional(),
  /** VPC attachments: one subnet per enabled zone. */
  subnetIds: z.array(idSchema),
  /** Peering attachments: the far transit gateway, where the input names it. */
  peerTransitGatewayId: idSchema.optional(),
  applianceMode: z.boolean(),
  ipv6Support: z.boolean(),
  securityGroupReferencing: z.boolean(),
});

export const transitGatewayRouteTableSchema = z.object({
  kind: z.literal("transitGatewayRouteTable"),
  ...resourceFields,
  transitGatewayId: idSchema,
  /**
   * Routes as searched. Propagated VPC prefixes are recomputed from `propagations` (TGW-3); propagated
   * routes of other attachment types are only known from here.
   */
  routes: z.array(
    z.object({
      destination: z.union([z.object({ prefix: prefixSchema }), z.object({ prefixListId: idSchema })]),
      type: z.enum(["static", "propagated"]),
      state: z.string(),
      attachments: z.array(
        z.object({
          attachmentId: idSchema,
          resourceId: z.string().optional(),
          resourceType: z.string().optional(),
        }),
      ),
    }),
  ),
  /** Attachments whose prefixes are propagated into this table, in state enabled. */
  propagations: z.array(
    z.object({
      attachmentId: idSchema,
      resourceId: z.string().optional(),
      resourceType: z.string().optional(),
    }),
  ),
});

export const vpnGatewaySchema = z.object({
  kind: z.literal("vpnGateway"),
  ...resourceFields,
  state: z.string(),
  attachments: vpcAttachments,
});

export const customerGatewaySchema = z.object({
  kind: z.literal("customerGateway"),
  ...resourceFields,
  state: z.string(),
  address: addressSchema.optional(),
  bgpAsn: z.string().optional(),
});

export const vpnConnectionSchema = z.object({
  kind: z.literal("vpnConnection"),
  ...resourceFields,
  state: z.string(),
  vpnGatewayId: idSchema.optional(),
  transitGatewayId: idSchema.optional(),
  customerGatewayId: idSchema.optional(),
  staticRoutesOnly: z.boolean(),
  routes: z.array(z.object({ prefix: prefixSchema, state: z.string() })),
  /** In the provider's order; tunnel #1 first. Never holds a pre-shared key. */
  tunnels: z.array(
    z.object({
      outsideAddress: addressSchema,
      status: z.string(),
      acceptedRouteCount: z.number().int().optional(),
    }),
  ),
});

export const directConnectConnectionSchema = z.object({
  kind: z.literal("directConnectConnection"),
  ...resourceFields,
  state: z.string(),
  bandwidth: z.string().optional(),
});

export const virtualInterfaceSchema = z.object({
  kind: z.literal("virtualInterface"),
  ...resourceFields,
  state: z.string(),
  connectionId: idSchema.optional(),
  directConnectGatewayId: idSchema.optional(),
  vpnGatewayId: idSchema.optional(),
  bgpStatuses: z.array(z.string()),
});

export const directConnectAssociationSchema = z.object({
  kind: z.literal("directConnectAssociation"),
  ...resourceFields,
  state: z.string(),
  directConnectGatewayId: idSchema,
  associatedGatewayId: idSchema,
  allowedPrefixes: z.array(prefixSchema),
});
