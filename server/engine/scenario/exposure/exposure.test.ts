import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4 } from "../../../testing/network-builder-balanced";
import { b1, b1v6 } from "../../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../../testing/network-builder-change";
import type { NetworkSpec } from "../../../testing/network-builder-spec";
import { buildNetwork } from "../../semantics";
import { findExposure } from "./exposure";

const exposure = (network: NetworkSpec) => findExposure(buildNetwork(buildConfiguration(network)));
const rows = (network: NetworkSpec) =>
  exposure(network).exposed.map(
    ({ resource, protocol, ports, scope, address }) =>
      `${resource.id} ${address} ${protocol} ${ports.map(([lo, hi]) => `${lo}-${hi}`).join(",")} ${scope}`,
  );
const WEB = "web-a 198.51.100.10 tcp 80-80,443-443 internet-wide";

it.each<{ name: string; change: NetworkChange; expected: string[] }>([
  { name: "ports of one answer stand in one row", change: {}, expected: [WEB] },
  {
    name: "a restricted port stands apart",
    change: { groups: { "sg-web": { in: and("tcp 22 from 203.0.113.0/24") } } },
    expected: ["web-a 198.51.100.10 tcp 22-22 restricted", WEB],
  },
  {
    name: "UDP needs no answer to do harm, TCP does",
    change: {
      groups: { "sg-web": { in: and("udp 53 from 0.0.0.0/0") } },
      acls: { "acl-1": { vpc: "v1", subnets: ["pub-a"], in: ["100 allow all 0.0.0.0/0"], out: [] } },
    },
    expected: ["web-a 198.51.100.10 udp 53-53 internet-wide"],
  },
  {
    name: "everything open: every protocol, and what no rule names",
    change: { groups: { "sg-web": { in: ["all from 0.0.0.0/0"] } } },
    expected: [
      "web-a 198.51.100.10 tcp 0-65535 internet-wide",
      "web-a 198.51.100.10 udp 0-65535 internet-wide",
      "web-a 198.51.100.10 icmp  internet-wide",
      "web-a 198.51.100.10 0  internet-wide",
    ],
  },
  {
    name: "a protocol that a rule names is asked about",
    change: { groups: { "sg-web": { in: ["50 500 from 0.0.0.0/0"] } } },
    expected: ["web-a 198.51.100.10 50  internet-wide"],
  },
  {
    name: "no route to the internet gateway, no conversation",
    change: { tables: { "rt-pub": { routes: [] } } },
    expected: [],
  },
  {
    name: "no public address, no exposure",
    change: { vms: { "web-a": { publicAddress: undefined } } },
    expected: [],
  },
  {
    name: "private sources are nobody in the internet",
    change: { groups: { "sg-web": { in: ["tcp 443 from 10.0.0.0/8"] } } },
    expected: [],
  },
])("$name", ({ change, expected }) => expect(rows(but(b1(), change))).toEqual(expected));

it("IPv6 addresses are public by nature, and IPv4 rules do not open them", () => {
  expect(rows(b1v6())).toEqual([WEB]);
  const open = but(b1v6(), { groups: { "sg-web": { in: and("tcp 443 from ::/0") } } });
  expect(rows(open)).toEqual([WEB, "web-a 2001:db8:1::10 tcp 443-443 internet-wide"]);
});

it("tells the way in and who is let in", () => {
  const network = but(b1(), { groups: { "sg-web": { in: ["tcp 22 from 203.0.113.0/24"] } } });
  const [row] = exposure(network).exposed;
  expect(row?.sources).toEqual(["203.0.113.0/24"]);
  expect(row?.via.map(({ id }) => id)).toEqual(["igw-1", "pub-a", "eni-web-a"]);
});

it("does not call safe what it cannot decide", () => {
  const network = but(b1(), { vpcs: { v1: { defaultAcl: false } }, coverage: { networkAcl: "denied" } });
  const { exposed, undecided } = exposure(network);
  expect(exposed).toEqual([]);
  expect(undecided.map(({ address }) => address)).toEqual(["198.51.100.10"]);
});

it("exposes an internet-facing load balancer on its listener's port alone, with what is behind it", () => {
  const open = but(b4(), { groups: { "sg-alb": { in: ["all from 0.0.0.0/0"] } } });
  expect(rows(open)).toEqual([
    "alb-1 198.51.100.20 tcp 443-443 internet-wide",
    "alb-1 198.51.100.21 tcp 443-443 internet-wide",
    WEB,
  ]);
  const [first] = exposure(open).exposed;
  expect(first?.via.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["igw-1", "eni-alb-1-pub-a", "alb-1"]),
  );
});
