import { and, but, network } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { End } from "../semantics";
import { reachable, refused } from "./conformance-case";
import { type DocumentedNetwork, page } from "./documented-network";

const service = (id: string): End => ({ kind: "service", id });
const S3 = "com.amazonaws.us-east-1.s3";
const CLOUD_WATCH = "com.amazonaws.us-east-1.monitoring";

/** Two private subnets without any way to the internet; one has a table with the gateway endpoint, the other not. */
const gatewayEndpoint = network({
  vpcs: { V: { prefixes: ["10.0.0.0/16"] } },
  subnets: {
    one: { vpc: "V", prefixes: ["10.0.1.0/24"], zone: "z1" },
    two: { vpc: "V", prefixes: ["10.0.2.0/24"], zone: "z2" },
  },
  prefixLists: { "pl-s3": { prefixes: ["203.0.113.0/24"] } },
  endpoints: { "vpce-s3": { type: "Gateway", vpc: "V", service: S3, tables: ["rt-one"] } },
  tables: {
    "rt-one": { vpc: "V", subnets: ["one"], routes: ["pl-s3 -> vpce-s3"] },
    "rt-two": { vpc: "V", subnets: ["two"], routes: [] },
  },
  groups: { "sg-app": { vpc: "V", in: [], out: ["tcp 443 to pl-s3"] } },
  vms: {
    a: { subnet: "one", addresses: ["10.0.1.10"], groups: ["sg-app"] },
    b: { subnet: "two", addresses: ["10.0.2.10"], groups: ["sg-app"] },
  },
});

/** A peer that sends the service's addresses over the peering connection. */
const fromPeer = but(gatewayEndpoint, {
  vpcs: { P: { prefixes: ["10.1.0.0/16"] } },
  subnets: { far: { vpc: "P", prefixes: ["10.1.1.0/24"], zone: "z1" } },
  peerings: { pcx: { requester: "P", accepter: "V" } },
  tables: { "rt-far": { vpc: "P", subnets: ["far"], routes: ["10.0.0.0/16 -> pcx", "pl-s3 -> pcx"] } },
  groups: { "sg-far": { vpc: "P", in: [] } },
  vms: { p: { subnet: "far", addresses: ["10.1.1.10"], groups: ["sg-far"] } },
});

/** An interface endpoint in both zones of a VPC without an internet gateway. */
const interfaceEndpoint = network({
  vpcs: { V: { prefixes: ["10.0.0.0/16"] } },
  subnets: {
    one: { vpc: "V", prefixes: ["10.0.1.0/24"], zone: "z1" },
    two: { vpc: "V", prefixes: ["10.0.2.0/24"], zone: "z2" },
  },
  endpoints: {
    "vpce-cw": {
      type: "Interface",
      vpc: "V",
      service: CLOUD_WATCH,
      subnets: { one: "10.0.1.50", two: "10.0.2.50" },
      groups: ["sg-vpce"],
    },
  },
  groups: { "sg-vpce": { vpc: "V", in: ["tcp 443 from 10.0.0.0/16"] }, "sg-app": { vpc: "V", in: [] } },
  vms: { a: { subnet: "one", addresses: ["10.0.1.10"], groups: ["sg-app"] } },
});

/** Servers behind a Gateway Load Balancer endpoint, the appliances in a VPC of their own. */
const inspected = network({
  vpcs: { V: { prefixes: ["10.0.0.0/16"] }, S: { prefixes: ["192.168.0.0/16"] } },
  subnets: {
    application: { vpc: "V", prefixes: ["10.0.1.0/24"], zone: "z1" },
    endpoint: { vpc: "V", prefixes: ["10.0.0.0/24"], zone: "z1" },
    appliances: { vpc: "S", prefixes: ["192.168.1.0/24"], zone: "z1" },
  },
  igws: { igw: { vpc: "V" } },
  gatewayBalancers: {
    gwlb: { vpc: "S", subnets: ["appliances"], targets: { ids1: "healthy", ids2: "healthy" } },
  },
  endpoints: {
    "vpce-gwlb": {
      type: "GatewayLoadBalancer",
      vpc: "V",
      service: "svc-gwlb",
      subnets: { endpoint: "10.0.0.50" },
    },
  },
  tables: {
    "rt-igw": { vpc: "V", gateways: ["igw"], routes: ["10.0.1.0/24 -> vpce-gwlb"] },
    "rt-application": { vpc: "V", subnets: ["application"], routes: ["0.0.0.0/0 -> vpce-gwlb"] },
    "rt-endpoint": { vpc: "V", subnets: ["endpoint"], routes: ["0.0.0.0/0 -> igw"] },
  },
  groups: {
    "sg-app": { vpc: "V", in: ["tcp 443 from 0.0.0.0/0"] },
    "sg-ids": { vpc: "S", in: ["udp 6081 from 192.168.0.0/16"] },
  },
  vms: {
    app: {
      subnet: "application",
      addresses: ["10.0.1.10"],
      groups: ["sg-app"],
      publicAddress: "198.51.100.10",
    },
    ids1: { subnet: "appliances", addresses: ["192.168.1.11"], groups: ["sg-ids"] },
    ids2: { subnet: "appliances", addresses: ["192.168.1.12"], groups: ["sg-ids"] },
  },
});

/** One zone: a customer subnet, a firewall subnet, an internet gateway. */
const firewalled = network({
  vpcs: { V: { prefixes: ["10.0.0.0/16"] } },
  subnets: {
    customer: { vpc: "V", prefixes: ["10.0.2.0/24"], zone: "z1" },
    firewall: { vpc: "V", prefixes: ["10.0.1.0/24"], zone: "z1" },
  },
  igws: { igw: { vpc: "V" } },
  firewalls: { nfw: { vpc: "V", endpoints: { z1: "vpce-fw" } } },
  endpoints: {
    "vpce-fw": { type: "GatewayLoadBalancer", vpc: "V", service: "nfw", subnets: { firewall: "10.0.1.50" } },
  },
  tables: {
    "rt-igw": { vpc: "V", gateways: ["igw"], routes: ["10.0.2.0/24 -> vpce-fw"] },
    "rt-firewall": { vpc: "V", subnets: ["firewall"], routes: ["0.0.0.0/0 -> igw"] },
    "rt-customer": { vpc: "V", subnets: ["customer"], routes: ["0.0.0.0/0 -> vpce-fw"] },
  },
  groups: { "sg-app": { vpc: "V", in: ["tcp 443 from 0.0.0.0/0"] } },
  vms: {
    app: { subnet: "customer", addresses: ["10.0.2.10"], groups: ["sg-app"], publicAddress: "198.51.100.10" },
  },
});

/** Endpoints, and what inspects behind them, as their guides explain them. */
export const endpointPages: readonly DocumentedNetwork[] = [
  {
    page: page("PrivateLink Guide", "Gateway endpoints for Amazon S3", "vpc-endpoints-s3.html"),
    rows: [
      {
        title: "a private subnet with the endpoint in its table reaches the service",
        clauses: ["VPCE-1", "SG-7"],
        network: gatewayEndpoint,
        question: ask("a", service(S3), "tcp/443"),
        expected: { ...reachable, via: "vpce-s3" },
      },
      {
        title: "the group's egress must admit the prefix list",
        clauses: ["VPCE-1", "SG-7"],
        network: but(gatewayEndpoint, { groups: { "sg-app": { out: ["tcp 443 to 10.0.0.0/16"] } } }),
        question: ask("a", service(S3), "tcp/443"),
        expected: refused("SG_EGRESS", "a", "forward"),
      },
    ],
  },
  {
    page: page(
      "PrivateLink Guide",
      "Gateway endpoints: routing and considerations",
      "gateway-endpoints.html",
    ),
    rows: [
      {
        title: "a subnet whose table has no such route does not use it",
        clauses: ["VPCE-1", "R-3"],
        network: gatewayEndpoint,
        question: ask("b", service("pl-s3"), "tcp/443"),
        expected: refused("NO_ROUTE", "two", "forward"),
      },
      {
        title: "it cannot be reached from outside its VPC",
        clauses: ["VPCE-1"],
        network: fromPeer,
        question: ask("p", service("pl-s3"), "tcp/443"),
        expected: refused("PCX_DST", "pcx", "forward"),
      },
    ],
  },
  {
    page: page(
      "PrivateLink Guide",
      "Access an AWS service using an interface VPC endpoint",
      "create-interface-endpoint.html",
    ),
    rows: [
      {
        title: "no internet gateway is needed",
        clauses: ["VPCE-2"],
        network: interfaceEndpoint,
        question: ask("a", service(CLOUD_WATCH), "tcp/443"),
        expected: reachable,
      },
      {
        title: "its security group must admit the VPC's instances",
        clauses: ["VPCE-2"],
        network: but(interfaceEndpoint, { groups: { "sg-vpce": { in: ["tcp 443 from 10.0.2.0/24"] } } }),
        question: ask("a", service(CLOUD_WATCH), "tcp/443"),
        expected: refused("SG_INGRESS", undefined, "forward"),
      },
    ],
  },
  {
    page: page("PrivateLink Guide", "Subnets and Availability Zones", "privatelink-access-aws-services.html"),
    rows: [
      {
        title: "with an interface in each zone the loss of one is survived",
        clauses: ["VPCE-2", "F-31"],
        network: but(interfaceEndpoint, {
          subnets: { three: { vpc: "V", prefixes: ["10.0.3.0/24"], zone: "z2" } },
          vms: { c: { subnet: "three", addresses: ["10.0.3.10"], groups: ["sg-app"] } },
        }),
        failures: [{ kind: "zone", id: "z1", mode: "down" }],
        question: ask("c", service(CLOUD_WATCH), "tcp/443"),
        expected: reachable,
      },
      {
        title: "over a peering connection it is reached by its address",
        clauses: ["VPCE-2", "PCX-2"],
        network: but(interfaceEndpoint, {
          vpcs: { P: { prefixes: ["10.1.0.0/16"] } },
          subnets: { far: { vpc: "P", prefixes: ["10.1.1.0/24"], zone: "z1" } },
          peerings: { pcx: { requester: "P", accepter: "V" } },
          tables: {
            "rt-far": { vpc: "P", subnets: ["far"], routes: ["10.0.0.0/16 -> pcx"] },
            "rt-v": { vpc: "V", subnets: ["one", "two"], routes: ["10.1.0.0/16 -> pcx"] },
          },
          groups: {
            "sg-far": { vpc: "P", in: [] },
            "sg-vpce": { in: and("tcp 443 from 10.1.0.0/16") },
          },
          vms: { p: { subnet: "far", addresses: ["10.1.1.10"], groups: ["sg-far"] } },
        }),
        question: ask("p", address("10.0.1.50"), "tcp/443"),
        expected: reachable,
      },
    ],
  },
  {
    page: page("Gateway Load Balancer Guide", "Getting started: routing", "getting-started.html"),
    rows: [
      {
        title: "what enters and leaves passes the endpoint",
        clauses: ["GW-1", "R-14"],
        network: inspected,
        question: ask("internet", "app", "tcp/443"),
        expected: { ...reachable, via: "vpce-gwlb" },
      },
      {
        title: "with no healthy appliance nothing passes",
        clauses: ["GW-1"],
        network: inspected,
        failures: [
          { kind: "instance", id: "ids1", mode: "down" },
          { kind: "instance", id: "ids2", mode: "down" },
        ],
        question: ask("internet", "app", "tcp/443"),
        expected: refused("GWLB_NO_TARGET", "gwlb", "forward"),
      },
    ],
  },
  {
    page: page(
      "Network Firewall Guide",
      "Simple single zone architecture with an internet gateway",
      "arch-single-zone-igw.html",
    ),
    rows: [
      {
        title: "both directions pass the firewall's endpoint",
        clauses: ["GW-3", "R-14"],
        network: firewalled,
        question: ask("internet", "app", "tcp/443"),
        expected: { ...reachable, via: "vpce-fw" },
      },
      {
        title: "the customer subnet must not answer past it",
        clauses: ["R-15", "GW-3"],
        network: but(firewalled, { tables: { "rt-customer": { routes: ["0.0.0.0/0 -> igw"] } } }),
        question: ask("internet", "app", "tcp/443"),
        expected: refused(["INGRESS_REDIRECT", "ASYMMETRIC"], undefined, "return"),
      },
    ],
  },
];
