import { b1 } from "../../testing/network-builder-bases";
import { but } from "../../testing/network-builder-change";
import { ask } from "../../testing/network-builder-question";
import type { BlockerCase } from "./blockers-case";

const twoDenials = but(b1(), {
  acls: {
    "acl-x": {
      vpc: "v1",
      subnets: ["prv-b"],
      in: ["90 deny tcp 8080 10.0.0.0/24", "100 allow all 0.0.0.0/0"],
      out: ["90 deny tcp 1024-65535 10.0.0.0/24", "100 allow all 0.0.0.0/0"],
    },
  },
});
const noRoute = but(b1(), { tables: { "rt-prv-a": { routes: [] } } });
const stopped = but(b1(), { vms: { "app-a": { state: "stopped" } }, groups: { "sg-app": { in: [] } } });

/** Refusals by groups, ACLs, routes and what has failed. */
export const pathBlockers: readonly BlockerCase[] = [
  {
    title: "a missing rule of a group is one change, for this sender and port",
    network: b1(),
    question: ask("web-a", "db-a", "tcp/5432"),
    reason: "SG_INGRESS",
    awsCode: "ENI_SG_RULES_MISMATCH",
    sets: [["add ingress tcp 5432 from 10.0.0.10/32 to security group `sg-db`"]],
  },
  {
    title: "an ACL that denies both directions takes two changes, before the entries that deny",
    network: twoDenials,
    question: ask("web-a", "app-b", "tcp/8080"),
    reason: "NACL_INGRESS",
    awsCode: "SUBNET_ACL_RESTRICTION",
    sets: [
      [
        "allow inbound tcp 8080 from 10.0.0.10/32 in network ACL `acl-x`, in a rule number below 90",
        "allow outbound tcp 32768-60999 to 10.0.0.10/32 in network ACL `acl-x`, in a rule number below 90",
      ],
    ],
  },
  {
    title: "a missing route may lead to each NAT gateway, or to the internet gateway with a public address",
    network: noRoute,
    question: ask("app-a", "internet", "tcp/443"),
    reason: "NO_ROUTE",
    awsCode: "NO_ROUTE_TO_DESTINATION",
    sets: [
      ["add route 0.0.0.0/0 → nat-a to route table `rt-prv-a`"],
      ["add route 0.0.0.0/0 → nat-b to route table `rt-prv-a`"],
      [
        "add route 0.0.0.0/0 → igw-1 to route table `rt-prv-a`",
        "give network interface `eni-app-a` a public address for 10.0.10.10",
      ],
    ],
  },
  {
    title: "what is supposed to have failed can be restored, and the route pointed elsewhere",
    network: b1(),
    options: { failures: [{ kind: "natGateway", id: "nat-a", mode: "down" }] },
    question: ask("app-a", "internet", "tcp/443"),
    reason: "BLACKHOLE",
    awsCode: "BAD_STATE_ROUTE",
    sets: [
      ["point the route 0.0.0.0/0 → nat-b in route table `rt-prv-a`, instead of where it leads now"],
      ["restore `nat-a`, which is supposed to have failed"],
      [
        "point the route 0.0.0.0/0 → igw-1 in route table `rt-prv-a`, instead of where it leads now",
        "give network interface `eni-app-a` a public address for 10.0.10.10",
      ],
    ],
  },
  {
    title: "a stopped instance that admits nobody takes two changes",
    network: stopped,
    question: ask("web-a", "app-a", "tcp/8080"),
    reason: "DST_DOWN",
    awsCode: "BAD_STATE",
    sets: [["start instance `app-a`", "add ingress tcp 8080 from 10.0.0.10/32 to security group `sg-app`"]],
  },
];
