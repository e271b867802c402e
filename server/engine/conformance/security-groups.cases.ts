import { b1, b1v6 } from "../../testing/network-builder-bases";
import { and, but, without } from "../../testing/network-builder-change";
import { address, ask, internet, outside, vmAt } from "../../testing/network-builder-question";
import { type ConformanceCase, reachable, refused } from "./conformance-case";

const deafDatabase = but(b1(), { groups: { "sg-db": { out: [] } } });
const doubled = but(b1(), { groups: { "sg-web": { in: and("tcp 443 from 0.0.0.0/0") } } });
const appAdmits = (...rules: readonly string[]) => but(b1(), { groups: { "sg-app": { in: rules } } });
const protocol50 = appAdmits("50 500 from 10.0.0.0/16");
const echoOnly = appAdmits("icmp 8/-1 from 10.0.0.0/16");
const defaultGroup = but(b1(), {
  groups: { "sg-default": { vpc: "v1", in: ["all from sg-default"] } },
  vms: {
    p: { subnet: "prv-a", addresses: ["10.0.10.41"], groups: ["sg-default"] },
    q: { subnet: "prv-a", addresses: ["10.0.10.42"], groups: ["sg-default"] },
  },
});
const twoWebs = but(b1(), {
  groups: { "sg-web-b": { vpc: "v1", in: ["tcp 8080 from sg-web"] } },
  vms: {
    "web-b": {
      subnet: "pub-b",
      addresses: ["10.0.1.10"],
      publicAddress: "198.51.100.11",
      groups: ["sg-web-b"],
    },
  },
});
const sshFromOne = but(b1(), { groups: { "sg-web": { in: and("tcp 22 from 203.0.113.1/32") } } });
const sshFromAll = but(b1(), { groups: { "sg-web": { in: and("tcp 22 from 0.0.0.0/0") } } });
const client = outside("203.0.113.1/32");

/** Cases 1 to 21: security groups on B1. */
export const securityGroupCases: readonly ConformanceCase[] = [
  {
    case: 1,
    title: "web-a is open to the internet on 443",
    clauses: ["IGW-5", "SG-1"],
    network: b1(),
    question: ask("internet", "web-a", "tcp/443"),
    expected: reachable,
  },
  {
    case: 2,
    title: "web-a is closed to the internet on 22",
    clauses: ["SG-1"],
    network: b1(),
    question: ask("internet", "web-a", "tcp/22"),
    expected: refused("SG_INGRESS", "web-a", "forward"),
  },
  {
    case: 3,
    title: "a group as the peer",
    clauses: ["SG-8"],
    network: b1(),
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: reachable,
  },
  {
    case: 4,
    title: "a VM without a public address, from the internet",
    clauses: ["IGW-3"],
    network: b1(),
    question: ask("internet", "app-a", "tcp/8080"),
    expected: refused("NO_PUBLIC_IP"),
  },
  {
    case: 5,
    title: "local works across zones",
    clauses: ["R-12", "SG-8"],
    network: b1(),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    case: 6,
    title: "a VM outside the peer group",
    clauses: ["SG-8"],
    network: b1(),
    question: ask("web-a", "db-a", "tcp/5432"),
    expected: refused("SG_INGRESS", "db-a"),
  },
  {
    case: 7,
    title: "a reply needs no egress rule",
    clauses: ["SG-10"],
    network: deafDatabase,
    question: ask("app-a", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    case: 8,
    title: "an empty egress list allows no outbound",
    clauses: ["SG-2"],
    network: deafDatabase,
    question: ask("db-a", "app-a", "tcp/8080"),
    expected: refused("SG_EGRESS", "db-a", "forward"),
  },
  {
    case: 9,
    title: "one of two equal rules removed",
    clauses: ["SG-1"],
    network: but(doubled, { groups: { "sg-web": { in: without("tcp 443 from 0.0.0.0/0") } } }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: reachable,
  },
  {
    case: 10,
    title: "a further group without rules takes nothing away",
    clauses: ["SG-1"],
    network: but(b1(), {
      groups: { "sg-none": { vpc: "v1", in: [], out: [] } },
      vms: { "web-a": { groups: and("sg-none") } },
    }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: reachable,
  },
  {
    case: 11,
    title: "protocol -1 admits ICMP echo",
    clauses: ["SG-4"],
    network: appAdmits("all from sg-web"),
    question: ask("web-a", "app-a", "icmp"),
    expected: reachable,
  },
  {
    case: 11,
    title: "protocol -1 admits protocol 50",
    clauses: ["SG-4"],
    network: appAdmits("all from sg-web"),
    question: ask("web-a", "app-a", "protocol/50"),
    expected: reachable,
  },
  {
    case: 12,
    title: "a protocol number ignores the ports of its rule",
    clauses: ["SG-4"],
    network: protocol50,
    question: ask("web-a", "app-a", "protocol/50"),
    expected: reachable,
  },
  {
    case: 12,
    title: "a rule for protocol 50 is none for TCP",
    clauses: ["SG-4"],
    network: protocol50,
    question: ask("web-a", "app-a", "tcp/500"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 13,
    title: "ICMP type 8 with any code admits an echo",
    clauses: ["SG-5"],
    network: echoOnly,
    question: ask("web-a", "app-a", "icmp"),
    expected: reachable,
  },
  {
    case: 13,
    title: "ICMP type 8 does not admit type 13",
    clauses: ["SG-5"],
    network: echoOnly,
    question: ask("web-a", "app-a", "icmp/13"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 14,
    title: "ICMP type 3 code 4 does not admit an echo",
    clauses: ["SG-5"],
    network: appAdmits("icmp 3/4 from 0.0.0.0/0"),
    question: ask("web-a", "app-a", "icmp"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 15,
    title: "members of the default group reach each other",
    clauses: ["SG-2"],
    network: defaultGroup,
    question: ask("p", "q", "udp/9999"),
    expected: reachable,
  },
  {
    case: 15,
    title: "others do not reach members of the default group",
    clauses: ["SG-2"],
    network: defaultGroup,
    question: ask("app-a", "q", "udp/9999"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 16,
    title: "a group peer is not seen behind the public address",
    clauses: ["SG-8", "IGW-6"],
    network: twoWebs,
    question: ask("web-a", address("198.51.100.11"), "tcp/8080"),
    expected: refused("SG_INGRESS", "web-b"),
  },
  {
    case: 16,
    title: "a group peer is seen behind the private address",
    clauses: ["SG-8", "IGW-6"],
    network: twoWebs,
    question: ask("web-a", address("10.0.1.10", "v1"), "tcp/8080"),
    expected: reachable,
  },
  {
    case: 17,
    title: "a secondary address is a member of the group too",
    clauses: ["SG-8", "ENI-3"],
    network: but(b1(), { vms: { "web-a": { addresses: and("10.0.0.11") } } }),
    question: ask(vmAt("web-a", "10.0.0.11"), "app-a", "tcp/8080"),
    expected: reachable,
  },
  {
    case: 18,
    title: "a rule that names a deleted group matches nothing",
    clauses: ["SG-9", "UNK-2"],
    network: appAdmits("tcp 8080 from sg-deleted"),
    question: ask("web-a", "app-a", "tcp/8080"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 19,
    title: "a tracked connection survives the removal of its rule",
    clauses: ["T-7", "SG-10"],
    network: b1(),
    establishedOn: sshFromOne,
    horizon: "T0",
    question: ask(client, "web-a", "tcp/22"),
    expected: reachable,
  },
  {
    case: 19,
    title: "a new connection after the rule was removed",
    clauses: ["T-7", "SG-10"],
    network: b1(),
    question: ask(client, "web-a", "tcp/22"),
    expected: refused("SG_INGRESS"),
  },
  {
    case: 20,
    title: "an untracked connection breaks with its rule",
    clauses: ["T-7", "SG-10"],
    network: b1(),
    establishedOn: sshFromAll,
    horizon: "T0",
    question: ask(client, "web-a", "tcp/22"),
    expected: { verdict: "NOT_REACHABLE" },
  },
  {
    case: 20,
    title: "a new connection after the rule for everyone was removed",
    clauses: ["T-7", "SG-10"],
    network: b1(),
    question: ask(client, "web-a", "tcp/22"),
    expected: { verdict: "NOT_REACHABLE" },
  },
  {
    case: 21,
    title: "0.0.0.0/0 does not open IPv6",
    clauses: ["SG-6"],
    network: b1v6(),
    question: ask(internet, "web-a", "tcp/443", { family: 6 }),
    expected: refused("SG_INGRESS"),
  },
];
