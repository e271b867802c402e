import { b1, b7 } from "../../testing/network-builder-bases";
import { but } from "../../testing/network-builder-change";
import { screened } from "../../testing/network-builder-offered";
import { ask } from "../../testing/network-builder-question";
import type { BlockerCase } from "./blockers-case";

const web = ask("internet", "web-a", "tcp/443");
const aroundGateway = [
  "remove the route 10.0.0.0/24 from route table `rt-edge`",
  "point the route 0.0.0.0/0 → igw-1 in route table `rt-pub-a`, instead of where it leads now",
];

const across = ask("x", "y", "tcp/5432");
const aroundAppliance = [
  "remove the route 10.0.2.0/24 from route table `rt-app`",
  "remove the route 10.0.1.0/24 from route table `rt-data`",
];
const noTarget = { question: web, reason: "GWLB_NO_TARGET" } as const;

/** Refusals at appliances, at what inspects behind endpoints, and in the tables that lead there (MBX, GW, R-14, R-15). */
export const middleboxBlockers: readonly BlockerCase[] = [
  {
    title: "the appliance is stopped",
    network: but(b7(), { vms: { m: { state: "stopped" } } }),
    question: across,
    reason: "BLACKHOLE",
    awsCode: "BAD_STATE_ROUTE",
    sets: [["start instance `m`"], aroundAppliance],
  },
  {
    title: "the appliance checks its own addresses",
    network: but(b7(), { vms: { m: { sourceDestCheck: true } } }),
    question: across,
    reason: "DST_CHECK",
    awsCode: "ENI_SOURCE_DEST_CHECK_RESTRICTION",
    sets: [["switch the source/destination check of network interface `eni-m` off"], aroundAppliance],
  },
  {
    title: "the appliance's group",
    network: but(b7(), { groups: { "sg-m": { in: [] } } }),
    question: across,
    reason: "SG_INGRESS",
    awsCode: "ENI_SG_RULES_MISMATCH",
    sets: [["add ingress tcp 5432 from 10.0.1.10/32 to security group `sg-m`"], aroundAppliance],
  },
  {
    title: "the appliance is declared to drop",
    network: but(b7(), { appliances: { "eni-m": { behavior: "drop" } } }),
    question: across,
    reason: "FW_DENY",
    awsCode: "FIREWALL_RULES_RESTRICTION",
    sets: [aroundAppliance],
  },
  {
    title: "the reply goes round the appliance",
    network: but(b7(), { tables: { "rt-data": { routes: [] } } }),
    question: across,
    reason: "ASYMMETRIC",
    sets: [
      ["remove the route 10.0.2.0/24 from route table `rt-app`"],
      ["add route 10.0.1.0/24 → eni-m to route table `rt-data`"],
    ],
  },
  {
    title: "only the reply comes to the appliance",
    network: but(b7(), { tables: { "rt-app": { routes: [] } } }),
    question: across,
    reason: "ASYMMETRIC",
    sets: [
      ["add route 10.0.2.0/24 → eni-m to route table `rt-app`"],
      ["remove the route 10.0.1.0/24 from route table `rt-data`"],
    ],
  },
  {
    title: "what a gateway diverts to an appliance needs a public address there",
    network: but(b1(), {
      vms: { m: { subnet: "pub-b", addresses: ["10.0.1.99"], groups: ["sg-web"], sourceDestCheck: false } },
      tables: {
        "rt-edge": { vpc: "v1", gateways: ["igw-1"], routes: ["10.0.0.0/24 -> eni-m"] },
        "rt-pub": { subnets: ["pub-b"] },
        "rt-pub-a": { vpc: "v1", subnets: ["pub-a"], routes: ["0.0.0.0/0 -> eni-m"] },
      },
    }),
    question: web,
    reason: "MBX_NO_PUBLIC_IP",
    awsCode: "INGRESS_RTB_NO_PUBLIC_IP",
    sets: [["give network interface `eni-m` a public address for 10.0.1.99"], aroundGateway],
  },
  {
    title: "the appliances' group admits nothing of what the balancer sends",
    network: screened({ groups: { "sg-f": { in: [] } } }),
    ...noTarget,
    sets: [["add ingress udp 6081 from 10.9.1.0/24 to security group `sg-f`"], aroundGateway],
  },
  {
    title: "all appliances stopped",
    network: screened({ vms: { f1: { state: "stopped" }, f2: { state: "stopped" } } }),
    ...noTarget,
    sets: [["start instance `f1`"], ["start instance `f2`"], aroundGateway],
  },
  {
    title: "all appliances recorded as unhealthy",
    network: screened({ gatewayBalancers: { gwlb: { targets: { f1: "unhealthy", f2: "unhealthy" } } } }),
    ...noTarget,
    sets: [
      ["make `f1` answer the health checks of target group `tg-gwlb`, which has recorded that it does not"],
      ["make `f2` answer the health checks of target group `tg-gwlb`, which has recorded that it does not"],
      aroundGateway,
    ],
  },
  {
    title: "the appliances are in the other zone",
    network: screened({
      vms: { f1: { subnet: "sb", addresses: ["10.9.2.11"] }, f2: { subnet: "sb", addresses: ["10.9.2.12"] } },
    }),
    ...noTarget,
    sets: [["switch cross-zone load balancing of load balancer `gwlb` on"], aroundGateway],
  },
  {
    title: "the inspecting endpoint's connection is not accepted",
    network: screened({ endpoints: { "vpce-g": { state: "pendingAcceptance" } } }),
    question: web,
    reason: "BLACKHOLE",
    awsCode: "BAD_STATE_ROUTE",
    sets: [["accept the connection of endpoint `vpce-g` to service svc-gwlb"], aroundGateway],
  },
  {
    title: "a redirected subnet routes straight to the gateway",
    network: screened({ tables: { "rt-pub-a": { routes: ["0.0.0.0/0 -> igw-1"] } } }),
    question: web,
    reason: "INGRESS_REDIRECT",
    awsCode: "INGRESS_RTB_TRAFFIC_REDIRECTION",
    sets: [
      ["remove the route 10.0.0.0/24 from route table `rt-edge`"],
      ["point the route 0.0.0.0/0 → vpce-g in route table `rt-pub-a`, instead of where it leads now"],
    ],
  },
  {
    title: "the gateway's table does not divert what the subnet answers through the endpoint",
    network: screened({ tables: { "rt-edge": { routes: [] } } }),
    question: web,
    reason: "ASYMMETRIC",
    sets: [
      ["point the route 0.0.0.0/0 → igw-1 in route table `rt-pub-a`, instead of where it leads now"],
      ["add route 10.0.0.0/24 → vpce-g to route table `rt-edge`"],
    ],
  },
  {
    title: "two closed doors on one way: the appliances' group and the server's",
    network: screened({ groups: { "sg-f": { in: [] }, "sg-web": { in: [] } } }),
    ...noTarget,
    sets: [
      [
        "add ingress udp 6081 from 10.9.1.0/24 to security group `sg-f`",
        "add ingress tcp 443 from 0.0.0.0/0 to security group `sg-web`",
      ],
      [
        "remove the route 10.0.0.0/24 from route table `rt-edge`",
        "add ingress tcp 443 from 0.0.0.0/0 to security group `sg-web`",
        "point the route 0.0.0.0/0 → igw-1 in route table `rt-pub-a`, instead of where it leads now",
      ],
    ],
  },
];
