import { b1, b1v6 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { ask, outside } from "../../testing/network-builder-question";
import type { AclSpec } from "../../testing/network-builder-spec";
import { partly, reachable, refused } from "./conformance-case";
import { type DocumentedNetwork, page } from "./documented-network";

/** B1 where the web subnet has an ACL of its own. */
const webAcl = (lists: Pick<AclSpec, "in" | "out">) =>
  but(b1(), { acls: { "acl-web": { vpc: "v1", subnets: ["pub-a"], ...lists } } });

/** HTTPS in; out to the ports that clients of every kind open connections from. */
const custom = webAcl({
  in: ["100 allow tcp 443 0.0.0.0/0", "140 allow tcp 1024-65535 0.0.0.0/0"],
  out: ["100 allow tcp 443 0.0.0.0/0", "140 allow tcp 1024-65535 0.0.0.0/0"],
});

/** Filters, as the VPC User Guide explains them. */
export const filterPages: readonly DocumentedNetwork[] = [
  {
    page: page("VPC User Guide", "Custom network ACLs: a public web subnet", "nacl-examples.html"),
    rows: [
      {
        title: "requests in on 443, replies out to ephemeral ports",
        clauses: ["NACL-3"],
        network: custom,
        question: ask("internet", "web-a", "tcp/443"),
        expected: reachable,
      },
      {
        title: "what no entry names is denied by the last one",
        clauses: ["NACL-1"],
        network: custom,
        question: ask("internet", "web-a", "tcp/80"),
        expected: refused("NACL_INGRESS", "pub-a", "forward"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "Ephemeral ports", "custom-network-acl.html"),
    rows: [
      {
        title: "a range that only Linux clients use leaves others without their reply",
        clauses: ["NACL-3", "Q-5"],
        network: webAcl({
          in: ["100 allow tcp 443 0.0.0.0/0"],
          out: ["100 allow tcp 32768-61000 0.0.0.0/0"],
        }),
        question: ask("internet", "web-a", "tcp/443"),
        expected: partly("NACL_EGRESS", "return"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "Network ACL rules: evaluated in order", "vpc-network-acls.html"),
    rows: [
      {
        title: "a lower number that denies wins over a higher one that allows",
        clauses: ["NACL-1"],
        network: webAcl({
          in: ["90 deny tcp 443 203.0.113.0/24", "100 allow all 0.0.0.0/0"],
          out: ["100 allow all 0.0.0.0/0"],
        }),
        question: ask(outside("203.0.113.0/24"), "web-a", "tcp/443"),
        expected: refused("NACL_INGRESS", "pub-a"),
      },
      {
        title: "everyone else is still allowed",
        clauses: ["NACL-1"],
        network: webAcl({
          in: ["90 deny tcp 443 203.0.113.0/24", "100 allow all 0.0.0.0/0"],
          out: ["100 allow all 0.0.0.0/0"],
        }),
        question: ask(outside("198.18.0.0/24"), "web-a", "tcp/443"),
        expected: reachable,
      },
    ],
  },
  {
    page: page("VPC User Guide", "Default security groups", "default-security-group.html"),
    rows: [
      {
        title: "members reach each other",
        clauses: ["SG-2", "SG-8"],
        network: but(b1(), {
          groups: { default: { vpc: "v1", in: ["all from default"] } },
          vms: { "app-a": { groups: ["default"] }, "app-b": { groups: ["default"] } },
        }),
        question: ask("app-a", "app-b", "udp/9000"),
        expected: reachable,
      },
      {
        title: "everyone else is refused",
        clauses: ["SG-2"],
        network: but(b1(), {
          groups: { default: { vpc: "v1", in: ["all from default"] } },
          vms: { "app-a": { groups: ["default"] }, "app-b": { groups: ["default"] } },
        }),
        question: ask("web-a", "app-b", "udp/9000"),
        expected: refused("SG_INGRESS", "app-b"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "Security group rules: several groups", "security-group-rules.html"),
    rows: [
      {
        title: "rules of all groups of an interface are put together, none subtracts",
        clauses: ["SG-1"],
        network: but(b1(), {
          groups: { "sg-ssh": { vpc: "v1", in: ["tcp 22 from 203.0.113.5/32"] } },
          vms: { "web-a": { groups: ["sg-web", "sg-ssh"] } },
        }),
        question: ask(outside("203.0.113.5/32"), "web-a", "tcp/22"),
        expected: reachable,
      },
    ],
  },
  {
    page: page("VPC User Guide", "Egress-only internet gateways", "egress-only-internet-gateway.html"),
    rows: [
      {
        title: "instances open IPv6 connections to the outside",
        clauses: ["EIGW-1"],
        network: b1v6(),
        question: ask("app-a", "internet", "tcp/443", { family: 6 }),
        expected: { verdict: "REACHABLE", via: "eigw-1" },
      },
      {
        title: "nobody outside opens one to them",
        clauses: ["EIGW-1", "T-8"],
        network: but(b1v6(), { groups: { "sg-app": { in: and("tcp 8080 from ::/0") } } }),
        question: ask("internet", "app-a", "tcp/8080", { family: 6 }),
        expected: refused("ASYMMETRIC", "eigw-1", "return"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "Block public access to VPCs and subnets", "security-vpc-bpa-basics.html"),
    rows: [
      {
        title: "bidirectional: nothing passes the internet gateway",
        clauses: ["BPA-1"],
        network: but(b1(), { blockPublicAccess: { bpa: { mode: "block-bidirectional" } } }),
        question: ask("app-a", "internet", "tcp/443"),
        expected: refused("BPA"),
      },
      {
        title: "ingress only: what leaves through a NAT gateway still does",
        clauses: ["BPA-1"],
        network: but(b1(), { blockPublicAccess: { bpa: { mode: "block-ingress" } } }),
        question: ask("app-a", "internet", "tcp/443"),
        expected: reachable,
      },
      {
        title: "ingress only: what comes from outside does not",
        clauses: ["BPA-1"],
        network: but(b1(), { blockPublicAccess: { bpa: { mode: "block-ingress" } } }),
        question: ask("internet", "web-a", "tcp/443"),
        expected: refused("BPA"),
      },
    ],
  },
];
