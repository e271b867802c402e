import type { Resource, ResourceOf } from "../engine/configuration";
import { networkOwner, owned } from "./network-builder-owner";
import type { Named, NetworkSpec } from "./network-builder-spec";

/** What the owner says of an interface that forwards (MBX-2). The resource is called `appliance:<interface>`. */
export interface ApplianceSpec {
  readonly behavior: ResourceOf<"appliance">["behavior"];
  /** The other interface of a pair. */
  readonly out?: string | undefined;
  /** True when absent. */
  readonly stateful?: boolean | undefined;
}

/** A VPC endpoint. Its interfaces are called `eni-<endpoint>-<subnet>`. */
export interface VpcEndpointSpec {
  readonly type: "Gateway" | "Interface" | "GatewayLoadBalancer";
  readonly vpc: string;
  /** `com.amazonaws.us-east-1.s3`, or the name of a customer's service. */
  readonly service: string;
  /** Subnet to the endpoint's address there. */
  readonly subnets?: Named<string> | undefined;
  readonly groups?: readonly string[] | undefined;
  /** Gateway endpoints: the tables that have a route to it. */
  readonly tables?: readonly string[] | undefined;
  readonly state?: string | undefined;
  readonly privateDns?: boolean | undefined;
}

/** A network firewall: zone name to endpoint; the endpoints are drawn as such. */
export interface FirewallSpec {
  readonly vpc: string;
  readonly endpoints: Named<string>;
}

/** A Gateway Load Balancer with its target group `tg-<name>` and the service `svc-<name>` that endpoints name. */
export interface GatewayBalancerSpec {
  readonly vpc: string;
  readonly subnets: readonly string[];
  /** Target (a VM or an address) to its recorded state. */
  readonly targets: Named<string>;
  readonly crossZone?: boolean | undefined;
  /** Moves open flows off an appliance that fails. */
  readonly rebalance?: boolean | undefined;
}

/** A service that endpoints of others lead to: the network load balancers behind it. */
export interface EndpointServiceSpec {
  readonly vpc: string;
  readonly balancers: readonly string[];
}

/** Declared appliances, VPC endpoints with their interfaces, and what inspects behind them. */
export function endpointResources(spec: NetworkSpec): Resource[] {
  return [
    ...applianceResources(spec),
    ...vpcEndpointResources(spec),
    ...Object.entries(spec.gatewayBalancers).flatMap(([id, balancer]) => gatewayBalancer(spec, id, balancer)),
    ...Object.entries(spec.services).map(
      ([id, { vpc, balancers }]): Resource => ({
        kind: "endpointService",
        ...owned(id, networkOwner(spec, vpc)),
        serviceName: id,
        state: "available",
        loadBalancerArns: [...balancers],
      }),
    ),
    ...Object.entries(spec.firewalls).map(
      ([id, { vpc, endpoints }]): Resource => ({
        kind: "firewall",
        ...owned(id, networkOwner(spec, vpc)),
        vpcId: vpc,
        status: "READY",
        endpoints: Object.entries(endpoints).map(([zoneName, endpointId]) => ({ zoneName, endpointId })),
      }),
    ),
  ];
}

function gatewayBalancer(spec: NetworkSpec, id: string, balancer: GatewayBalancerSpec): Resource[] {
  const owner = networkOwner(spec, balancer.vpc);
  const zones = balancer.subnets.map((subnetId) => ({
    zoneName: spec.subnets[subnetId]?.zone ?? "",
    subnetId,
  }));
  const attribute = (key: string, value: string | undefined) => (value === undefined ? [] : [{ key, value }]);
  return [
    {
      kind: "loadBalancer",
      ...owned(id, owner),
      type: "gateway",
      scheme: "internal",
      state: "active",
      vpcId: balancer.vpc,
      zones,
      securityGroupIds: [],
      attributes: attribute("load_balancing.cross_zone.enabled", String(balancer.crossZone ?? false)),
    },
    {
      kind: "targetGroup",
      ...owned(`tg-${id}`, owner),
      targetType: "instance",
      protocol: "GENEVE",
      port: 6081,
      vpcId: balancer.vpc,
      loadBalancerArns: [id],
      healthCheck: { enabled: true },
      targets: Object.entries(balancer.targets).map(([target, state]) => ({ id: target, state })),
      attributes: attribute("target_failover.on_unhealthy", balancer.rebalance ? "rebalance" : undefined),
    },
    {
      kind: "endpointService",
      ...owned(`svc-${id}`, owner),
      serviceName: `svc-${id}`,
      state: "available",
      loadBalancerArns: [id],
    },
  ];
}

function applianceResources(spec: NetworkSpec): Resource[] {
  return Object.entries(spec.appliances).map(([interfaceId, { behavior, out, stateful }]) => ({
    kind: "appliance",
    ...owned(`appliance:${interfaceId}`, networkOwner(spec, undefined)),
    networkInterfaceId: interfaceId,
    behavior,
    ...(out === undefined ? {} : { outInterfaceId: out }),
    stateful: stateful ?? true,
  }));
}

function vpcEndpointResources(spec: NetworkSpec): Resource[] {
  return Object.entries(spec.endpoints).flatMap(([id, endpoint]): Resource[] => {
    const owner = networkOwner(spec, endpoint.vpc);
    const groups = [...(endpoint.groups ?? [])];
    const places = Object.entries(endpoint.subnets ?? {});
    const nics = places.map(
      ([subnetId, address]): ResourceOf<"networkInterface"> => ({
        kind: "networkInterface",
        ...owned(`eni-${id}-${subnetId}`, owner),
        interfaceType: endpoint.type === "Interface" ? "vpc_endpoint" : "gateway_load_balancer_endpoint",
        subnetId,
        vpcId: endpoint.vpc,
        status: "in-use",
        attachment: { status: "attached" },
        privateAddresses: [{ address, primary: true }],
        ipv6Addresses: [],
        delegatedPrefixes: [],
        securityGroupIds: groups,
        sourceDestCheck: endpoint.type === "Interface",
        requesterManaged: true,
      }),
    );
    const resource: Resource = {
      kind: "vpcEndpoint",
      ...owned(id, owner),
      endpointType: endpoint.type,
      vpcId: endpoint.vpc,
      serviceName: endpoint.service,
      state: endpoint.state ?? "available",
      routeTableIds: [...(endpoint.tables ?? [])],
      subnetIds: places.map(([subnetId]) => subnetId),
      networkInterfaceIds: nics.map((nic) => nic.id),
      securityGroupIds: groups,
      privateDnsEnabled: endpoint.privateDns ?? endpoint.type === "Interface",
    };
    return [resource, ...nics];
  });
}
