import { b1, b1v6 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { type ConformanceCase, partly, reachable, refused } from "./conformance-case";

const all = ["100 allow all 0.0.0.0/0"];
const webIn = ["100 allow tcp 443 0.0.0.0/0"];

/** The subnet gets an ACL of its own. */
function guarded(
  base: NetworkSpec,
  subnet: string,
  entries: { in: readonly string[]; out: readonly string[] },
) {
  return but(base, { acls: { [`acl-${subnet}`]: { vpc: "v1", subnets: [subnet], ...entries } } });
}

const linuxPortsOnly = guarded(b1(), "pub-a", { in: webIn, out: ["100 allow tcp 32768-60999 0.0.0.0/0"] });
const pinged = guarded(but(b1(), { groups: { "sg-web": { in: and("icmp from 0.0.0.0/0") } } }), "pub-a", {
  in: ["100 allow icmp 8/-1 0.0.0.0/0"],
  out: ["100 allow tcp 0-65535 0.0.0.0/0"],
});
const sealed = guarded(b1(), "prv-a", { in: [], out: [] });
const natSubnet = guarded(b1(), "pub-a", {
  in: ["100 allow tcp 1024-65535 0.0.0.0/0"],
  out: ["100 allow tcp 443 0.0.0.0/0"],
});
const natSubnetIn = but(natSubnet, { acls: { "acl-pub-a": { in: and("110 allow tcp 443 10.0.0.0/16") } } });

/** Cases 22 to 37: network ACLs on B1. */
export const networkAclCases: readonly ConformanceCase[] = [
  {
    case: 22,
    title: "443 in and client ports out",
    clauses: ["NACL-3"],
    network: guarded(b1(), "pub-a", { in: webIn, out: ["100 allow tcp 1024-65535 0.0.0.0/0"] }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: reachable,
  },
  {
    case: 23,
    title: "no egress entries: the reply is stopped",
    clauses: ["NACL-3"],
    network: guarded(b1(), "pub-a", { in: webIn, out: [] }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: refused("NACL_EGRESS", "pub-a", "return"),
  },
  {
    case: 24,
    title: "replies only to the client ports of Linux, asked from the internet",
    clauses: ["NACL-3", "Q-5", "Q-6"],
    network: linuxPortsOnly,
    question: ask("internet", "web-a", "tcp/443"),
    expected: partly("NACL_EGRESS", "return"),
  },
  {
    case: 25,
    title: "replies only to the client ports of Linux, asked by a Linux VM",
    clauses: ["Q-5"],
    network: linuxPortsOnly,
    question: ask("app-a", address("10.0.0.10", "v1"), "tcp/443"),
    expected: reachable,
  },
  {
    case: 26,
    title: "replies only to the client ports of Linux, asked by a Windows VM",
    clauses: ["Q-5"],
    network: but(linuxPortsOnly, { vms: { "app-a": { platform: "windows" } } }),
    question: ask("app-a", address("10.0.0.10", "v1"), "tcp/443"),
    expected: { verdict: "PARTIAL" },
  },
  {
    case: 27,
    title: "the lower number decides: deny 90 before allow 100",
    clauses: ["NACL-1"],
    network: guarded(b1(), "pub-a", { in: ["90 deny tcp 443 0.0.0.0/0", ...all], out: all }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: { ...refused("NACL_INGRESS", "pub-a"), rule: "90" },
  },
  {
    case: 27,
    title: "the lower number decides: allow 100 before deny 110",
    clauses: ["NACL-1"],
    network: guarded(b1(), "pub-a", { in: ["110 deny tcp 443 0.0.0.0/0", ...all], out: all }),
    question: ask("internet", "web-a", "tcp/443"),
    expected: reachable,
  },
  {
    case: 28,
    title: "a broad allow before a narrow deny",
    clauses: ["NACL-1"],
    network: guarded(b1(), "prv-a", {
      in: ["100 allow tcp 0-65535 10.0.0.0/16", "110 deny tcp 5432 0.0.0.0/0"],
      out: all,
    }),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    case: 29,
    title: "no ACL inside a subnet",
    clauses: ["NACL-5", "R-13"],
    network: sealed,
    question: ask("app-a", "db-a", "tcp/5432"),
    expected: reachable,
  },
  {
    case: 30,
    title: "protocol -1 ignores the port range",
    clauses: ["NACL-2"],
    network: guarded(b1(), "prv-b", { in: ["50 deny all 443-443 0.0.0.0/0", ...all], out: all }),
    question: ask("web-a", "app-b", "tcp/8080"),
    expected: refused("NACL_INGRESS"),
  },
  {
    case: 31,
    title: "a new ACL denies everything",
    clauses: ["NACL-4"],
    network: guarded(b1(), "prv-b", { in: [], out: [] }),
    question: ask("app-b", "db-a", "tcp/5432"),
    expected: refused("NACL_EGRESS", "prv-b", "forward"),
  },
  {
    case: 32,
    title: "the echo reply needs an entry of its own",
    clauses: ["NACL-2", "NACL-3"],
    network: pinged,
    question: ask("internet", "web-a", "icmp"),
    expected: refused("NACL_EGRESS", "pub-a", "return"),
  },
  {
    case: 32,
    title: "the echo reply has an entry of its own",
    clauses: ["NACL-2", "NACL-3"],
    network: but(pinged, { acls: { "acl-pub-a": { out: and("110 allow icmp 0/-1 0.0.0.0/0") } } }),
    question: ask("internet", "web-a", "icmp"),
    expected: reachable,
  },
  {
    case: 33,
    title: "IPv4 entries do not open IPv6",
    clauses: ["NACL-2"],
    network: guarded(but(b1v6(), { groups: { "sg-web": { in: and("tcp 443 from ::/0") } } }), "pub-a", {
      in: all,
      out: all,
    }),
    question: ask("internet", "web-a", "tcp/443", { family: 6 }),
    expected: refused("NACL_INGRESS"),
  },
  {
    case: 34,
    title: "instance metadata is not filtered",
    clauses: ["LL-1", "SG-11"],
    network: but(sealed, { groups: { "sg-app": { out: [] } } }),
    question: ask("app-a", address("169.254.169.254"), "tcp/80"),
    expected: reachable,
  },
  {
    case: 35,
    title: "the packet enters the NAT subnet with destination port 443",
    clauses: ["NAT-4", "NACL-6"],
    network: natSubnet,
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("NACL_INGRESS", "pub-a", "forward"),
  },
  {
    case: 36,
    title: "the reply leaves the NAT subnet to the VM's port",
    clauses: ["NAT-6"],
    network: natSubnetIn,
    question: ask("app-a", "internet", "tcp/443"),
    expected: refused("NACL_EGRESS", "pub-a", "return"),
  },
  {
    case: 37,
    title: "both sides of the NAT subnet are allowed",
    clauses: ["NAT-4", "NAT-6"],
    network: but(natSubnetIn, {
      acls: { "acl-pub-a": { out: and("110 allow tcp 1024-65535 10.0.0.0/16") } },
    }),
    question: ask("app-a", "internet", "tcp/443"),
    expected: reachable,
  },
];
