import * as z from "zod";
import {
  networkAclEntrySchema,
  routeSchema,
  routeTargetSchema,
  securityGroupRuleSchema,
} from "./network.schema";
import { addressSchema, idSchema } from "./resource.schema";

const groupRule = {
  securityGroupId: idSchema,
  direction: z.enum(["ingress", "egress"]),
  /** The whole rule as it is (or shall be), so that a change never meets a rule it was not made for. */
  rule: securityGroupRuleSchema,
};
const routeDestinationSchema = routeSchema.shape.destination;
const route = { routeTableId: idSchema, destination: routeDestinationSchema };

/** An instance that a change starts like another; its id, its interface's and its address are placeholders. */
const startedInstanceSchema = z.object({
  id: idSchema,
  name: z.string().max(255),
  /** The instance whose type, groups and tags it has. */
  copyOf: idSchema,
  subnetId: idSchema,
  networkInterfaceId: idSchema,
  privateAddress: addressSchema,
});

/** What a scaling group is told its size shall be, and who comes with it. */
export const desiredCapacitySchema = z.object({
  autoScalingGroupId: idSchema,
  from: z.number().int().min(0),
  to: z.number().int().min(0),
  /**
   * Who is started, or, where `to` is the smaller, who goes: the provider chooses, so these stand for its choice. Nobody,
   * where only the size is told of.
   */
  members: z.array(startedInstanceSchema).max(100),
});

/**
 * One change of a configuration. Each names the value it expects to find, and the ids of what it makes, so that
 * the same changes on the same configuration give the same bytes.
 */
export const changeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("remove-group-rule"), ...groupRule }),
  z.object({ kind: z.literal("add-group-rule"), ...groupRule }),
  z.object({
    kind: z.literal("replace-group-rule"),
    ...groupRule,
    by: z.array(securityGroupRuleSchema).min(1).max(60),
  }),
  z.object({ kind: z.literal("remove-route"), ...route, target: routeTargetSchema }),
  z.object({ kind: z.literal("add-route"), ...route, target: routeTargetSchema }),
  z.object({ kind: z.literal("retarget-route"), ...route, from: routeTargetSchema, to: routeTargetSchema }),
  z.object({
    kind: z.literal("add-nat-gateway"),
    /** A placeholder, as are the ids and addresses below: the provider gives the real ones. */
    id: idSchema,
    name: z.string().max(255),
    subnetId: idSchema,
    networkInterfaceId: idSchema,
    allocationId: idSchema,
    privateAddress: addressSchema,
    publicAddress: addressSchema,
  }),
  z.object({
    kind: z.literal("add-nat-address"),
    natGatewayId: idSchema,
    /** Placeholders: the provider gives the real ones. */
    allocationId: idSchema,
    privateAddress: addressSchema,
    publicAddress: addressSchema,
  }),
  z.object({
    kind: z.literal("add-route-table"),
    id: idSchema,
    name: z.string().max(255),
    /** The table whose routes and propagations it starts with. */
    copyOf: idSchema,
  }),
  z.object({
    kind: z.literal("associate-route-table"),
    subnetId: idSchema,
    /** The table in force now; `isExplicit`: by an association of its own, not as the main table. */
    from: z.object({ routeTableId: idSchema, isExplicit: z.boolean() }),
    to: idSchema,
  }),
  z.object({
    kind: z.literal("resize-instance"),
    instanceId: idSchema,
    /** The instance type as it is, and as it shall be. */
    from: z.string().max(64),
    to: z.string().max(64),
  }),
  startedInstanceSchema.extend({ kind: z.literal("add-instance") }),
  desiredCapacitySchema.extend({ kind: z.literal("set-desired-capacity") }),
  z.object({
    kind: z.literal("register-target"),
    targetGroupId: idSchema,
    /** An instance or an address, as the group takes them; taken to pass its health checks. */
    target: z.string().max(512),
    port: z.number().int().min(0).max(65535).optional(),
  }),
  z.object({
    kind: z.literal("set-cross-zone"),
    /** The target group or load balancer that says so: to be switched on. */
    holderId: idSchema,
    /** What it says now; null: nothing, so that something else decides. */
    from: z.string().max(64).nullable(),
  }),
  z.object({ kind: z.literal("add-acl-entry"), networkAclId: idSchema, entry: networkAclEntrySchema }),
  z.object({
    kind: z.literal("patch-host"),
    instanceId: idSchema,
    /** The vulnerability that is gone then. */
    name: z.string().min(1).max(200),
    /** Versions without it, where a scanner told them. */
    fixedIn: z.array(z.string().max(200)).max(20),
  }),
  z.object({
    kind: z.literal("patch-everything"),
    instanceId: idSchema,
    /** Vulnerabilities that were known of it when this was proposed: whatever is known of it is gone then. */
    count: z.number().int().min(1),
  }),
  z.object({ kind: z.literal("require-metadata-token"), instanceId: idSchema }),
  z.object({ kind: z.literal("remove-acl-entry"), networkAclId: idSchema, entry: networkAclEntrySchema }),
]);
export type Change = z.infer<typeof changeSchema>;
export type ChangeOf<K extends Change["kind"]> = Extract<Change, { kind: K }>;

/** Changes in the order in which they are made. */
export const changesSchema = z.array(changeSchema).min(1).max(200);
