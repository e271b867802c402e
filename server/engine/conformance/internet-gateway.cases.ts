import { b1 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { ask } from "../../testing/network-builder-question";
import type { BlockPublicAccessSpec } from "../../testing/network-builder-spec";
import type { Failure } from "../semantics";
import { type ConformanceCase, partly, reachable, refused } from "./conformance-case";

const noElasticIp = but(b1(), { vms: { "web-a": { publicAddress: undefined } } });
const publicApp = but(b1(), {
  groups: { "sg-app": { in: and("tcp 443 from 0.0.0.0/0", "udp 53 from 0.0.0.0/0") } },
  vms: { "app-a": { publicAddress: "198.51.100.12" } },
});
const detached = but(b1(), { igws: { "igw-1": { vpc: undefined } } });
const gatewayFails: Failure = { kind: "internetGateway", id: "igw-1", mode: "down" };
const sshFrom = (...prefixes: readonly string[]) =>
  but(b1(), { groups: { "sg-web": { in: and(...prefixes.map((prefix) => `tcp 22 from ${prefix}`)) } } });
const blocked = (access: BlockPublicAccessSpec) => but(b1(), { blockPublicAccess: { "bpa-1": access } });
const ingressBlocked = blocked({ mode: "block-ingress" });
const subnetExcluded = blocked({
  mode: "block-bidirectional",
  exclusions: { "pub-a": "allow-bidirectional" },
});
const egressExcluded = blocked({ mode: "block-bidirectional", exclusions: { v1: "allow-egress" } });

/** Cases 53 to 61: internet gateway, public addresses, block public access on B1. */
export const internetGatewayCases: readonly ConformanceCase[] = [
  {
    case: 53,
    title: "out to the internet without a public address",
    clauses: ["IGW-2", "IGW-3"],
    network: noElasticIp,
    question: ask("web-a", "internet", "tcp/443"),
    expected: refused("NO_PUBLIC_IP", "igw-1", "forward"),
  },
  {
    case: 53,
    title: "in from the internet without a public address",
    clauses: ["IGW-2", "IGW-3"],
    network: noElasticIp,
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused("NO_PUBLIC_IP"),
  },
  {
    case: 54,
    title: "a public address in a private subnet: the reply leaves by the NAT gateway",
    clauses: ["IGW-5", "T-8", "Q-4"],
    network: publicApp,
    question: ask("internet", "app-a", "tcp/443"),
    expected: refused("ASYMMETRIC", "nat-a", "return"),
  },
  {
    case: 54,
    title: "a public address in a private subnet: packets do arrive",
    clauses: ["IGW-5", "T-8", "Q-4"],
    network: publicApp,
    question: ask("internet", "app-a", "udp/53", { mode: "oneway" }),
    expected: reachable,
  },
  ...(
    [
      ["detached in the configuration", { network: detached }],
      ["down", { network: b1(), failures: [gatewayFails] }],
    ] as const
  ).flatMap(([how, circumstances]): ConformanceCase[] => [
    {
      case: 55,
      title: `gateway ${how}: in from the internet`,
      clauses: ["F-17"],
      ...circumstances,
      question: ask("internet", "web-a", "tcp/443"),
      expected: refused("IGW_DETACHED"),
    },
    {
      case: 55,
      title: `gateway ${how}: out through NAT`,
      clauses: ["F-17"],
      ...circumstances,
      question: ask("app-a", "internet", "tcp/443"),
      expected: refused("BLACKHOLE"),
    },
    {
      case: 55,
      title: `gateway ${how}: inside the VPC`,
      clauses: ["F-17"],
      ...circumstances,
      question: ask("app-a", "db-a", "tcp/5432"),
      expected: reachable,
    },
  ]),
  {
    case: 56,
    title: "admitted from one office only",
    clauses: ["Q-7"],
    network: sshFrom("203.0.113.0/24"),
    question: ask("internet", "web-a", "tcp/22"),
    expected: { ...partly(), scope: "restricted" },
  },
  {
    case: 57,
    title: "admitted from both halves of the address space",
    clauses: ["Q-7"],
    network: sshFrom("0.0.0.0/1", "128.0.0.0/1"),
    question: ask("internet", "web-a", "tcp/22"),
    expected: { ...reachable, scope: "internet-wide" },
  },
  {
    case: 58,
    title: "block-ingress: in",
    clauses: ["BPA-1"],
    network: ingressBlocked,
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused("BPA"),
  },
  {
    case: 58,
    title: "block-ingress: out from a public address",
    clauses: ["BPA-1"],
    network: ingressBlocked,
    question: ask("web-a", "internet", "tcp/443"),
    expected: refused("BPA"),
  },
  {
    case: 58,
    title: "block-ingress: out through NAT",
    clauses: ["BPA-1"],
    network: ingressBlocked,
    question: ask("app-a", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    case: 59,
    title: "block-bidirectional with pub-a excluded: in",
    clauses: ["BPA-1"],
    network: subnetExcluded,
    question: ask("internet", "web-a", "tcp/443"),
    expected: reachable,
  },
  {
    case: 59,
    title: "block-bidirectional with pub-a excluded: out through the NAT gateway in pub-a",
    clauses: ["BPA-1"],
    network: subnetExcluded,
    question: ask("app-a", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    case: 59,
    title: "block-bidirectional with pub-a excluded: out through the NAT gateway in pub-b",
    clauses: ["BPA-1"],
    network: subnetExcluded,
    question: ask("app-b", "internet", "tcp/443"),
    expected: refused("BPA"),
  },
  {
    case: 60,
    title: "block-bidirectional, the VPC may go out: out",
    clauses: ["BPA-1"],
    network: egressExcluded,
    question: ask("web-a", "internet", "tcp/443"),
    expected: reachable,
  },
  {
    case: 60,
    title: "block-bidirectional, the VPC may go out: in",
    clauses: ["BPA-1"],
    network: egressExcluded,
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused("BPA"),
  },
  {
    case: 61,
    title: "a stopped VM keeps its Elastic IP",
    clauses: ["ENI-1", "ENI-2"],
    network: but(b1(), { vms: { "web-a": { state: "stopped" } } }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused("DST_DOWN"),
  },
];
