import { b4n } from "./network-builder-balanced";
import { b1 } from "./network-builder-bases";
import { but, type NetworkChange } from "./network-builder-change";

/** B1 with an endpoint of a Gateway Load Balancer between internet gateway and pub-a, its appliances in VPC S. */
export const screened = (change: NetworkChange = {}) =>
  but(
    b1(),
    {
      vpcs: { S: { prefixes: ["10.9.0.0/16"] } },
      subnets: {
        fw: { vpc: "v1", prefixes: ["10.0.9.0/24"], zone: "zone-a" },
        sa: { vpc: "S", prefixes: ["10.9.1.0/24"], zone: "zone-a" },
        sb: { vpc: "S", prefixes: ["10.9.2.0/24"], zone: "zone-b" },
      },
      groups: { "sg-f": { vpc: "S", in: ["udp 6081 from 10.9.0.0/16"] } },
      vms: {
        f1: { subnet: "sa", addresses: ["10.9.1.11"], groups: ["sg-f"] },
        f2: { subnet: "sa", addresses: ["10.9.1.12"], groups: ["sg-f"] },
      },
      gatewayBalancers: { gwlb: { vpc: "S", subnets: ["sa"], targets: { f1: "healthy", f2: "healthy" } } },
      endpoints: {
        "vpce-g": {
          type: "GatewayLoadBalancer",
          vpc: "v1",
          service: "svc-gwlb",
          subnets: { fw: "10.0.9.50" },
        },
      },
      tables: {
        "rt-fw": { vpc: "v1", subnets: ["fw"], routes: ["0.0.0.0/0 -> igw-1"] },
        "rt-edge": { vpc: "v1", gateways: ["igw-1"], routes: ["10.0.0.0/24 -> vpce-g"] },
        "rt-pub": { subnets: ["pub-b"] },
        "rt-pub-a": { vpc: "v1", subnets: ["pub-a"], routes: ["0.0.0.0/0 -> vpce-g"] },
      },
    },
    change,
  );

/** B4's internal network load balancer offered to VPC C, whose prefixes are the same, by an endpoint in zone b. */
export const offered = (change: NetworkChange = {}) =>
  but(
    b4n(),
    {
      vpcs: { C: { prefixes: ["10.0.0.0/16"] } },
      subnets: { cb: { vpc: "C", prefixes: ["10.0.11.0/24"], zone: "zone-b" } },
      groups: {
        "sg-c": { vpc: "C", in: ["tcp 443 from 10.0.11.0/24"] },
        "sg-nlb": { vpc: "v1", in: ["tcp 443 from 192.168.0.0/16"] },
        "sg-app": { in: ["tcp 8080 from 10.0.0.0/23"] },
      },
      vms: { client: { subnet: "cb", addresses: ["10.0.11.9"], groups: ["sg-c"] } },
      services: { "vpce-svc-1": { vpc: "v1", balancers: ["nlb-i"] } },
      endpoints: {
        "vpce-c": {
          type: "Interface",
          vpc: "C",
          service: "vpce-svc-1",
          subnets: { cb: "10.0.11.50" },
          groups: ["sg-c"],
        },
      },
    },
    change,
  );

/** A service of the provider behind interface endpoints. */
export const SECRETS = "com.amazonaws.us-east-1.secretsmanager";

/** B1 with an interface endpoint in prv-a. */
export const oneInterface = but(b1(), {
  groups: { "sg-ep": { vpc: "v1", in: ["tcp 443 from sg-app"] } },
  endpoints: {
    "vpce-i": {
      type: "Interface",
      vpc: "v1",
      service: SECRETS,
      subnets: { "prv-a": "10.0.10.60" },
      groups: ["sg-ep"],
    },
  },
});
