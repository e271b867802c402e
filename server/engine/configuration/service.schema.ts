import * as z from "zod";
import { idSchema, resourceFields } from "./resource.schema";

export const vpcEndpointSchema = z.object({
  kind: z.literal("vpcEndpoint"),
  ...resourceFields,
  endpointType: z.string(),
  vpcId: idSchema,
  serviceName: z.string(),
  state: z.string(),
  routeTableIds: z.array(idSchema),
  subnetIds: z.array(idSchema),
  networkInterfaceIds: z.array(idSchema),
  securityGroupIds: z.array(idSchema),
  privateDnsEnabled: z.boolean(),
});

/** What a customer offers to others through endpoints (VPCE-3, GW-1). `id` is `vpce-svc-...`. */
export const endpointServiceSchema = z.object({
  kind: z.literal("endpointService"),
  ...resourceFields,
  serviceName: z.string(),
  state: z.string(),
  /** Network or Gateway Load Balancers behind it. */
  loadBalancerArns: z.array(z.string()),
});

const attributeSchema = z.object({ key: z.string(), value: z.string() });

export const loadBalancerSchema = z.object({
  kind: z.literal("loadBalancer"),
  ...resourceFields,
  type: z.enum(["application", "network", "gateway"]),
  scheme: z.string(),
  state: z.string(),
  dnsName: z.string().optional(),
  vpcId: idSchema.optional(),
  ipAddressType: z.string().optional(),
  zones: z.array(z.object({ zoneName: z.string(), subnetId: idSchema.optional() })),
  securityGroupIds: z.array(idSchema),
  enforceInboundRulesOnPrivateLink: z.boolean().optional(),
  attributes: z.array(attributeSchema),
});

const actionSchema = z.object({
  type: z.string(),
  targetGroups: z.array(z.object({ targetGroupArn: z.string(), weight: z.number() })),
});

/** `id` is the listener's ARN. */
export const listenerSchema = z.object({
  kind: z.literal("listener"),
  ...resourceFields,
  loadBalancerArn: z.string(),
  port: z.number().int().optional(),
  protocol: z.string().optional(),
  defaultActions: z.array(actionSchema),
  rules: z.array(
    z.object({
      priority: z.string(),
      hosts: z.array(z.string()),
      paths: z.array(z.string()),
      actions: z.array(actionSchema),
    }),
  ),
});

/** `id` is the target group's ARN. */
export const targetGroupSchema = z.object({
  kind: z.literal("targetGroup"),
  ...resourceFields,
  targetType: z.string(),
  protocol: z.string().optional(),
  port: z.number().int().optional(),
  vpcId: idSchema.optional(),
  loadBalancerArns: z.array(z.string()),
  healthCheck: z.object({
    protocol: z.string().optional(),
    port: z.string().optional(),
    enabled: z.boolean(),
  }),
  targets: z.array(
    z.object({
      id: z.string(),
      port: z.number().int().optional(),
      zoneName: z.string().optional(),
      state: z.string(),
      reason: z.string().optional(),
    }),
  ),
  attributes: z.array(attributeSchema),
});

/** `id` is the load balancer's name: a classic load balancer has no other. */
export const classicLoadBalancerSchema = z.object({
  kind: z.literal("classicLoadBalancer"),
  ...resourceFields,
  scheme: z.string(),
  dnsName: z.string().optional(),
  vpcId: idSchema.optional(),
  subnetIds: z.array(idSchema),
  securityGroupIds: z.array(idSchema),
  instanceIds: z.array(idSchema),
  /** Recorded health: `InService`, `OutOfService` or `Unknown`. Absent where it was not read. */
  instanceStates: z
    .array(z.object({ instanceId: idSchema, state: z.string(), reason: z.string().optional() }))
    .optional(),
  listeners: z.array(
    z.object({
      protocol: z.string(),
      port: z.number().int(),
      instanceProtocol: z.string().optional(),
      instancePort: z.number().int(),
    }),
  ),
  healthCheckTarget: z.string().optional(),
  crossZone: z.boolean().optional(),
});

export const autoScalingGroupSchema = z.object({
  kind: z.literal("autoScalingGroup"),
  ...resourceFields,
  minSize: z.number().int(),
  desiredCapacity: z.number().int(),
  maxSize: z.number().int(),
  subnetIds: z.array(idSchema),
  targetGroupArns: z.array(z.string()),
  loadBalancerNames: z.array(z.string()),
  healthCheckType: z.string(),
  instances: z.array(
    z.object({ instanceId: idSchema, healthStatus: z.string(), lifecycleState: z.string() }),
  ),
  suspendedProcesses: z.array(z.string()),
});

export const firewallSchema = z.object({
  kind: z.literal("firewall"),
  ...resourceFields,
  vpcId: idSchema.optional(),
  status: z.string(),
  endpoints: z.array(z.object({ zoneName: z.string(), endpointId: idSchema, subnetId: idSchema.optional() })),
});

/** A managed database (RDS instance). Its network interface goes by no name of it: it is known by its groups and subnet. */
export const databaseInstanceSchema = z.object({
  kind: z.literal("databaseInstance"),
  ...resourceFields,
  engine: z.string().optional(),
  state: z.string(),
  port: z.number().int().optional(),
  endpoint: z.string().optional(),
  vpcId: idSchema.optional(),
  subnetIds: z.array(idSchema),
  securityGroupIds: z.array(idSchema),
  zoneName: z.string().optional(),
  multiZone: z.boolean(),
  /** The zone of its standby, where it has one and the input says so. */
  secondaryZoneName: z.string().optional(),
  publiclyAccessible: z.boolean(),
});
