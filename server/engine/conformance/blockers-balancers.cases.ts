import { b4, b4n } from "../../testing/network-builder-balanced";
import { but, type NetworkChange } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { End, Failure } from "../semantics";
import type { BlockerCase } from "./blockers-case";

const balancer = (id: string): End => ({ kind: "loadBalancer", id });
const toAlb = ask("internet", balancer("alb-1"), "tcp/443");
const toInternal = ask("web-a", balancer("nlb-i"), "tcp/443");
const down = (kind: string, id: string): Failure => ({ kind, id, mode: "down" });
const stopped = { state: "stopped" };
const targets = (...list: readonly string[]): NetworkChange => ({
  targetGroups: { "tg-app": { targets: list } },
});
const onlyB: NetworkChange = { targetGroups: { "tg-n": { targets: ["app-b"] } } };
const noNodeB: NetworkChange = { balancers: { "nlb-i": { nodes: { "pub-a": "10.0.0.31" } } } };
/** app-b is in a group of its own, which admits nobody. */
const closedB: NetworkChange = {
  groups: { "sg-x": { vpc: "v1", in: [] } },
  vms: { "app-b": { groups: ["sg-x"] } },
};
const classic = (change: object = {}): NetworkChange => ({
  balancers: {
    clb: {
      type: "classic",
      nodes: { "pub-a": "10.0.0.50" },
      groups: ["sg-alb"],
      listeners: ["TCP 443 -> 8080"],
      vms: ["app-a"],
      ...change,
    },
  },
});
const openB =
  "add ingress tcp 8080 from 10.0.0.20/32 and tcp 8080 from 10.0.1.20/32 to security group `sg-x`";

/** Refusals at load balancers: what a person would set to have each flow served (LB-1 to LB-9, NLB-5, CLB-1). */
export const balancerBlockers: readonly BlockerCase[] = [
  {
    title: "no listener on the port, nor a group that lets it in",
    network: b4(),
    question: ask("internet", balancer("alb-1"), "tcp/8443"),
    reason: "SG_INGRESS",
    awsCode: "ENI_SG_RULES_MISMATCH",
    sets: [
      [
        "add ingress tcp 8443 from 0.0.0.0/0 to security group `sg-alb`",
        "add a listener HTTPS:8443 to load balancer `alb-1` that forwards to target group `tg-app`",
      ],
    ],
  },
  {
    title: "no listener on the port of a network load balancer",
    network: b4n(),
    question: ask("web-a", balancer("nlb-i"), "tcp/80"),
    reason: "LB_LISTENER",
    awsCode: "ELBV2_LISTENERS_MISMATCH",
    sets: [["add a listener TCP:80 to load balancer `nlb-i` that forwards to target group `tg-n`"]],
  },
  {
    title: "no listener for the protocol, and a group that serves both",
    network: but(b4n(), {
      targetGroups: { "tg-n": { protocol: "TCP_UDP" } },
      groups: { "sg-app": { in: ["all from 10.0.0.0/16"] } },
    }),
    question: ask("web-a", balancer("nlb-i"), "udp/443"),
    reason: "LB_LISTENER",
    awsCode: "ELBV2_LISTENERS_MISMATCH",
    sets: [["make listener `nlb-i-TCP-443` take TCP and UDP (protocol TCP_UDP)"]],
  },
  {
    title: "no group that serves the protocol",
    network: b4n(),
    question: ask("web-a", balancer("nlb-i"), "udp/443"),
    reason: "LB_LISTENER",
    awsCode: "ELBV2_LISTENERS_MISMATCH",
    sets: [],
  },
  {
    title: "no listener of a classic load balancer",
    network: but(b4(), classic({ listeners: ["TCP 80 -> 8080"] })),
    question: ask("web-a", balancer("clb"), "tcp/443"),
    reason: "LB_LISTENER",
    awsCode: "ELB_LISTENERS_MISMATCH",
    sets: [["add a listener TCP:443 to load balancer `clb` that forwards to port 8080 of its instances"]],
  },
  {
    title: "a group without members: those that its balancer's group may reach",
    network: but(b4(), targets()),
    question: toAlb,
    reason: "LB_NO_TARGET",
    awsCode: "ELBV2_LISTENER_HAS_NO_TG",
    sets: [["register `app-a` with target group `tg-app`"], ["register `app-b` with target group `tg-app`"]],
  },
  {
    title: "a group without members: those of its scaling group",
    network: but(b4(), targets(), {
      scalingGroups: { asg: { vms: ["app-b"], subnets: ["prv-b"], desired: 1, targetGroups: ["tg-app"] } },
    }),
    question: toAlb,
    reason: "LB_NO_TARGET",
    awsCode: "ELBV2_LISTENER_HAS_NO_TG",
    sets: [["register `app-b` with target group `tg-app`"]],
  },
  {
    title: "the only target is being taken out",
    network: but(b4(), targets("app-a draining")),
    question: toAlb,
    reason: "LB_NO_TARGET",
    awsCode: "ELBV2_LISTENER_HAS_NO_TG",
    sets: [["register `app-a` with target group `tg-app`"]],
  },
  {
    title: "all targets stopped",
    network: but(b4(), { vms: { "app-a": stopped, "app-b": stopped } }),
    question: toAlb,
    reason: "LB_NO_TARGET",
    awsCode: "ELBV2_LISTENER_HAS_NO_TG",
    sets: [["start instance `app-a`"], ["start instance `app-b`"]],
  },
  {
    title: "the only instance of a classic load balancer is recorded as out of service",
    network: but(b4(), classic({ vms: ["app-a OutOfService"] })),
    question: ask("web-a", balancer("clb"), "tcp/443"),
    reason: "LB_NO_TARGET",
    awsCode: "ELBV2_LISTENER_HAS_NO_TG",
    sets: [
      [
        "make `app-a` answer the health checks of classic load balancer `clb`, which has recorded that it does not",
      ],
    ],
  },
  {
    title: "a node whose only target is in the other zone",
    network: but(b4n(), onlyB),
    question: ask("web-a", address("10.0.0.31"), "tcp/443"),
    reason: "LB_NO_TARGET",
    awsCode: "ELB_NOT_CROSSZONE",
    sets: [["switch cross-zone load balancing of load balancer `nlb-i` on"]],
  },
  {
    title: "cross-zone balancing is off by the group",
    network: but(b4n(), onlyB, {
      balancers: { "nlb-i": { crossZone: true } },
      targetGroups: { "tg-n": { attributes: { "load_balancing.cross_zone.enabled": "false" } } },
    }),
    question: ask("web-a", address("10.0.0.31"), "tcp/443"),
    reason: "LB_NO_TARGET",
    awsCode: "ELB_NOT_CROSSZONE",
    sets: [["switch cross-zone load balancing of target group `tg-n` on"]],
  },
  {
    title: "the instances of a classic load balancer are in the other zone",
    network: but(b4(), classic({ nodes: { "pub-a": "10.0.0.50", "pub-b": "10.0.1.50" }, vms: ["app-b"] })),
    question: ask("web-a", address("10.0.0.50"), "tcp/443"),
    reason: "LB_NO_TARGET",
    awsCode: "ELB_NOT_CROSSZONE",
    sets: [["switch cross-zone load balancing of classic load balancer `clb` on"]],
  },
  {
    title: "the zone of the only target is not enabled",
    network: but(b4n(), onlyB, noNodeB),
    question: toInternal,
    reason: "LB_NO_TARGET",
    awsCode: "ELB_INSTALLED_AZ_RESTRICTION",
    sets: [
      ["enable a further zone of load balancer `nlb-i` in subnet `prv-b`"],
      ["enable a further zone of load balancer `nlb-i` in subnet `pub-b`"],
    ],
  },
  {
    title: "an internal load balancer asked from the internet",
    network: b4n(),
    question: ask("internet", balancer("nlb-i"), "tcp/443"),
    reason: "LB_SCHEME",
    sets: [
      ["replace the internal load balancer `nlb-i` by an internet-facing one, as a scheme cannot be changed"],
    ],
  },
  {
    title: "a target that is its own client",
    network: b4n(),
    question: ask("app-a", balancer("nlb-i"), "tcp/443"),
    reason: "LB_HAIRPIN",
    sets: [["switch client address preservation of target group `tg-n` off"]],
  },
  {
    title: "a load balancer that is not set up yet",
    network: but(b4n(), { balancers: { "nlb-i": { state: "provisioning" } } }),
    question: toInternal,
    reason: "LB_STATE",
    awsCode: "BAD_STATE",
    sets: [["bring load balancer `nlb-i` to the state active"]],
  },
  {
    title: "both targets closed: either of their groups, as only those that answer are used",
    network: but(b4(), closedB, { groups: { "sg-app": { in: [] } } }),
    question: toAlb,
    reason: "SG_INGRESS",
    awsCode: "ENI_SG_RULES_MISMATCH",
    sets: [[openB.replace("sg-x", "sg-app")], [openB]],
  },
  {
    title: "health checks on a port of their own: the open target answers them, or the other one opens",
    network: but(b4(), closedB, { targetGroups: { "tg-app": { healthPort: "9000" } } }),
    question: toAlb,
    reason: "SG_INGRESS",
    awsCode: "ENI_SG_RULES_MISMATCH",
    sets: [[openB], [openB.replaceAll("8080", "9000").replace("sg-x", "sg-app")]],
  },
  {
    title: "recorded as unhealthy: the open target gets well, or the other one opens",
    network: but(b4(), closedB, targets("app-a unhealthy", "app-b unhealthy")),
    question: toAlb,
    reason: "SG_INGRESS",
    awsCode: "ENI_SG_RULES_MISMATCH",
    sets: [
      [openB],
      ["make `app-a` answer the health checks of target group `tg-app`, which has recorded that it does not"],
    ],
  },
  {
    title: "the network ACL refuses the requests, and the checks",
    network: but(b4(), {
      acls: {
        "acl-app": {
          vpc: "v1",
          subnets: ["prv-a", "prv-b"],
          in: ["100 deny tcp 8080 10.0.0.0/23", "200 allow all 0.0.0.0/0"],
          out: ["100 allow all 0.0.0.0/0"],
        },
      },
    }),
    question: toAlb,
    reason: "NACL_INGRESS",
    awsCode: "SUBNET_ACL_RESTRICTION",
    sets: [
      [
        "allow inbound tcp 8080 from 10.0.0.20/32 and tcp 8080 from 10.0.1.20/32 in network ACL `acl-app`, in a rule number below 100",
      ],
    ],
  },
  {
    title: "both zones failed",
    network: b4(),
    question: toAlb,
    options: { failures: [down("zone", "zone-a"), down("zone", "zone-b")] },
    reason: "LB_NO_NODE",
    sets: [
      ["restore `zone-a`, which is supposed to have failed"],
      ["restore `zone-b`, which is supposed to have failed"],
    ],
  },
];
