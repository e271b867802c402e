import { b1 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { offered, oneInterface } from "../../testing/network-builder-offered";
import { address, ask } from "../../testing/network-builder-question";
import type { End } from "../semantics";
import type { BlockerCase } from "./blockers-case";

const service = (id: string): End => ({ kind: "service", id });
const S3 = "com.amazonaws.us-east-1.s3";
const byNat = (table: string) => [
  [`add route 0.0.0.0/0 → nat-a to route table \`${table}\``],
  [`add route 0.0.0.0/0 → nat-b to route table \`${table}\``],
];
const byGateway = (table: string, vm: string, privateAddress: string) => [
  `add route 0.0.0.0/0 → igw-1 to route table \`${table}\``,
  `give network interface \`eni-${vm}\` a public address for ${privateAddress}`,
];

/** B1 with a gateway endpoint in the table of prv-a only, and no way out of prv-b. */
const gateway = but(b1(), {
  prefixLists: { "pl-s3": { prefixes: ["203.0.113.0/24"] } },
  endpoints: { "vpce-s3": { type: "Gateway", vpc: "v1", service: S3, tables: ["rt-prv-a"] } },
  tables: { "rt-prv-a": { routes: ["pl-s3 -> vpce-s3"] }, "rt-prv-b": { routes: [] } },
});
const bothEndpoints = but(gateway, {
  groups: { "sg-ep": { vpc: "v1", in: ["tcp 443 from sg-app"] } },
  endpoints: {
    "vpce-i": {
      type: "Interface",
      vpc: "v1",
      service: S3,
      subnets: { "prv-b": "10.0.11.60" },
      groups: ["sg-ep"],
      privateDns: false,
    },
  },
});

const toOffered = ask("client", service("vpce-c"), "tcp/443");

/** Refusals at endpoints, and on the way to what is offered behind them (VPCE-1 to VPCE-3); zones of regional NAT gateways. */
export const endpointBlockers: readonly BlockerCase[] = [
  {
    title: "the gateway endpoint is not in the sender's table",
    network: gateway,
    question: ask("app-b", service("vpce-s3"), "tcp/443"),
    reason: "NO_ROUTE",
    awsCode: "NO_ROUTE_TO_DESTINATION",
    sets: [
      ...byNat("rt-prv-b"),
      ["associate gateway endpoint `vpce-s3` with route table `rt-prv-b`"],
      byGateway("rt-prv-b", "app-b", "10.0.11.10"),
    ],
  },
  {
    title: "the interface endpoint does not go by the service's name",
    network: bothEndpoints,
    question: ask("app-b", service(S3), "tcp/443"),
    reason: "NO_ROUTE",
    awsCode: "NO_ROUTE_TO_DESTINATION",
    sets: [
      ...byNat("rt-prv-b"),
      ["associate gateway endpoint `vpce-s3` with route table `rt-prv-b`"],
      ["switch private DNS names of endpoint `vpce-i` on"],
      byGateway("rt-prv-b", "app-b", "10.0.11.10"),
    ],
  },
  {
    title: "the endpoint's group",
    network: oneInterface,
    question: ask("web-a", service("vpce-i"), "tcp/443"),
    reason: "SG_INGRESS",
    awsCode: "ENI_SG_RULES_MISMATCH",
    sets: [["add ingress tcp 443 from 10.0.0.10/32 to security group `sg-ep`"]],
  },
  {
    title: "the endpoint's connection is not accepted",
    network: but(oneInterface, { endpoints: { "vpce-i": { state: "pendingAcceptance" } } }),
    question: ask("app-a", service("vpce-i"), "tcp/443"),
    reason: "VPCE_STATE",
    awsCode: "BAD_STATE",
    sets: [["accept the connection of endpoint `vpce-i` to service com.amazonaws.us-east-1.secretsmanager"]],
  },
  {
    title: "a connection that was rejected stays so",
    network: but(oneInterface, { endpoints: { "vpce-i": { state: "rejected" } } }),
    question: ask("app-a", service("vpce-i"), "tcp/443"),
    reason: "VPCE_STATE",
    awsCode: "BAD_STATE",
    sets: [],
  },
  {
    title: "another protocol than an interface endpoint takes",
    network: but(oneInterface, { groups: { "sg-ep": { in: ["all from 0.0.0.0/0"] } } }),
    question: ask("app-a", service("vpce-i"), "udp/443"),
    reason: "VPCE_PROTO",
    awsCode: "PROTOCOL_RESTRICTION",
    sets: [],
  },
  {
    title: "groups of the offered load balancer that are asked for what endpoints bring",
    network: offered({ balancers: { "nlb-i": { groups: ["sg-nlb"], enforced: true } } }),
    question: toOffered,
    reason: "SG_INGRESS",
    awsCode: "ENI_SG_RULES_MISMATCH",
    sets: [
      ["add ingress tcp 443 from 10.0.11.9/32 to security group `sg-nlb`"],
      ["stop enforcing inbound rules of load balancer `nlb-i` on traffic from endpoints"],
    ],
  },
  {
    title: "the offered load balancer has no node in the endpoint's zone",
    network: offered({ balancers: { "nlb-i": { nodes: { "pub-a": "10.0.0.31" } } } }),
    question: toOffered,
    reason: "VPCE_AZ",
    awsCode: "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
    sets: [
      ["switch cross-zone load balancing of load balancer `nlb-i` on"],
      ["enable a further zone of load balancer `nlb-i` in subnet `pub-b`"],
    ],
  },
  {
    title: "the offered load balancer has no listener on the port",
    network: offered({ groups: { "sg-c": { in: ["all from 0.0.0.0/0"] } } }),
    question: ask("client", service("vpce-c"), "tcp/80"),
    reason: "LB_LISTENER",
    awsCode: "ELBV2_LISTENERS_MISMATCH",
    sets: [["add a listener TCP:80 to load balancer `nlb-i` that forwards to target group `tg-n`"]],
  },
  {
    title: "a regional NAT gateway without an address in the sender's zone",
    network: but(b1(), {
      nats: {
        "nat-b": null,
        "nat-a": null,
        "nat-r": {
          regional: { vpc: "v1", table: "rt-r", zones: { "zone-b": "198.51.100.9" }, mode: "manual" },
        },
      },
      tables: {
        "rt-r": { vpc: "v1", subnets: [], routes: ["0.0.0.0/0 -> igw-1"] },
        "rt-prv-a": { routes: ["0.0.0.0/0 -> nat-r"] },
        "rt-prv-b": { routes: [] },
      },
    }),
    question: ask("app-a", "internet", "tcp/443"),
    reason: "NAT_AZ",
    awsCode: "REGIONAL_NGW_ROUTE_AZ_RESTRICTION",
    sets: [
      ["register zone `zone-a` with regional NAT gateway `nat-r`"],
      [
        "point the route 0.0.0.0/0 → igw-1 in route table `rt-prv-a`, instead of where it leads now",
        "give network interface `eni-app-a` a public address for 10.0.10.10",
      ],
    ],
  },
  {
    title: "the instance may not ask for its metadata",
    network: but(b1(), { vms: { "app-a": { metadata: "disabled" } } }),
    question: ask("app-a", address("169.254.169.254"), "tcp/80"),
    reason: "LINK_LOCAL",
    sets: [["switch the instance metadata service of `app-a` on"]],
  },
  {
    title: "a gateway endpoint's service over another protocol: by a way round the endpoint",
    network: but(gateway, { tables: { "rt-prv-a": { routes: and("203.0.113.0/25 -> nat-a") } } }),
    question: ask("app-a", service("vpce-s3"), "udp/53"),
    reason: "VPCE_PROTO",
    awsCode: "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
    sets: [],
  },
];
