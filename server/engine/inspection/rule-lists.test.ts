import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { buildNetwork } from "../semantics";
import { ruleListsOf } from ".";

const lists = (id: string, spec: NetworkSpec = b1()) => {
  const network = buildNetwork(buildConfiguration(spec));
  const resource = network.index.find(id);
  if (!resource) throw new Error(`nothing is called ${id}`);
  return ruleListsOf(network, resource);
};
const rows = (id: string, title: string, spec?: NetworkSpec) =>
  lists(id, spec).find((list) => list.title === title)?.rows ?? [];
/** The rules of one list as "rule: verdict". */
const rules = (id: string, title: string, spec = b1()) =>
  lists(id, spec)
    .find((list) => list.title === title)
    ?.rows.map(({ rule, verdict }) => `${rule}: ${verdict}`);

describe("the rules of", () => {
  it.each([
    {
      name: "a group, inbound, end with the refusal of the rest (SG-1)",
      id: "sg-web",
      title: "Security group, inbound",
      expected: ["tcp 80 from 0.0.0.0/0: allow", "tcp 443 from 0.0.0.0/0: allow", "everything else: deny"],
    },
    {
      name: "a group, outbound",
      id: "sg-web",
      title: "Security group, outbound",
      expected: ["all traffic to 0.0.0.0/0: allow", "everything else: deny"],
    },
    {
      name: "a host, by the groups on it",
      id: "db-a",
      title: "Security group, inbound",
      expected: ["tcp 5432 from sg-app: allow", "everything else: deny"],
    },
    {
      name: "a host's subnet, the longest prefix first (R-4)",
      id: "app-a",
      title: "Route table",
      expected: ["10.0.0.0/16 → local: route", "0.0.0.0/0 → nat-a: route", "every other destination: drop"],
    },
    {
      name: "a NAT gateway's subnet",
      id: "nat-a",
      title: "Route table",
      expected: ["10.0.0.0/16 → local: route", "0.0.0.0/0 → igw-1: route", "every other destination: drop"],
    },
  ])("$name", ({ id, title, expected }) => expect(rules(id, title)).toEqual(expected));

  it("an ACL come by number, the refusal last (NACL-1)", () => {
    const spec = but(b1(), {
      acls: {
        "acl-1": {
          vpc: "v1",
          subnets: ["prv-a"],
          in: ["200 allow all 0.0.0.0/0", "100 deny tcp 22 0.0.0.0/0", "90 allow icmp 8/-1 10.0.0.0/16"],
          out: [],
        },
      },
    });
    expect(rules("prv-a", "Network ACL, inbound", spec)).toEqual([
      "90: icmp type 8 from 10.0.0.0/16: allow",
      "100: tcp 22 from 0.0.0.0/0: deny",
      "200: all traffic from 0.0.0.0/0: allow",
      "*: everything else: deny",
    ]);
    expect(rules("acl-1", "Network ACL, outbound", spec)).toEqual(["*: everything else: deny"]);
  });

  it.each([
    {
      name: "static before propagated (R-7)",
      routes: ["192.168.0.0/16 -> vgw-1 propagated", "192.168.0.0/16 -> nat-a"],
      expected: ["192.168.0.0/16 → nat-a: route", "192.168.0.0/16 → vgw-1: not used"],
    },
    {
      name: "no propagated route inside the VPC (R-5)",
      routes: ["10.0.10.0/24 -> vgw-1 propagated"],
      expected: ["10.0.10.0/24 → vgw-1: not used"],
    },
    {
      name: "the longer propagated prefix before the shorter static one (R-4)",
      routes: ["192.168.0.0/16 -> nat-a", "192.168.1.0/24 -> vgw-1 propagated"],
      expected: ["192.168.1.0/24 → vgw-1: route", "192.168.0.0/16 → nat-a: route"],
    },
    {
      name: "the entries of a prefix list, each on its own (R-3)",
      routes: ["pl-1 -> nat-a"],
      expected: ["203.0.113.128/25 → nat-a: route", "198.51.100.0/24 → nat-a: route"],
    },
    { name: "a list that is not in the input", routes: ["pl-2 -> nat-a"], expected: ["pl-2 → nat-a: route"] },
  ])("a table: $name", ({ routes, expected }) => {
    const spec = but(b1(), {
      vgws: { "vgw-1": { vpc: "v1" } },
      prefixLists: { "pl-1": { prefixes: ["198.51.100.0/24", "203.0.113.128/25"] } },
      tables: { "rt-prv-a": { routes: and(...routes) } },
    });
    const all = rules("rt-prv-a", "Route table", spec) ?? [];
    expect(all.filter((row) => !/^(10[.]0[.]0[.]0|0[.]0|every)/.test(row))).toEqual(expected);
  });

  it("a table whose gateway may not propagate: its routes take no part (R-17)", () => {
    const spec = but(b1(), {
      vgws: { "vgw-1": { vpc: "v1" } },
      tables: { "rt-prv-a": { routes: and("192.168.0.0/16 -> vgw-1 propagated"), propagating: [] } },
    });
    expect(rules("rt-prv-a", "Route table", spec)).toContain("192.168.0.0/16 → vgw-1: not used");
  });

  it("a group that is not in the input are not known, and nor is what it refuses", () => {
    const spec = but(b1(), { vms: { "app-a": { groups: and("sg-gone") } } });
    expect(rules("app-a", "Security groups, inbound", spec)).toEqual([
      "tcp 8080 from sg-web: allow",
      "`sg-gone` is not in the input: unknown",
      "everything else: unknown",
    ]);
  });

  it("each interface of a host that has several", () => {
    const spec = but(b1(), {
      interfaces: {
        "eni-2": { vm: "app-a", device: 1, subnet: "prv-b", addresses: ["10.0.11.99"], groups: [] },
      },
    });
    expect(lists("app-a", spec).map(({ title }) => title)).toContain("Route table on eni-2");
  });
});

describe("what never decides", () => {
  const acl = (entries: readonly string[]) =>
    but(b1(), { acls: { "acl-1": { vpc: "v1", subnets: ["prv-a"], in: [...entries], out: [] } } });
  const idle = (id: string, title: string, spec: NetworkSpec) =>
    rows(id, title, spec).flatMap(({ rule, idle: why }) => (why === undefined ? [] : [`${rule}: ${why}`]));

  it.each([
    {
      name: "a wider entry first",
      entries: ["100 deny tcp 0-1000 10.0.0.0/8", "200 allow tcp 22 10.1.0.0/16"],
      expected: /^200: .*: never decides: entry 100 /,
    },
    {
      name: "two that cover it together",
      entries: [
        "90 allow tcp 0-80 0.0.0.0/0",
        "100 allow tcp 81-65535 0.0.0.0/0",
        "200 deny tcp 443 10.0.0.0/8",
      ],
      expected: /entry 100 /,
    },
    {
      name: "halves of its peers",
      entries: [
        "90 allow tcp 443 10.0.0.0/9",
        "100 deny tcp 443 10.128.0.0/9",
        "200 allow tcp 443 10.0.0.0/8",
      ],
      expected: /entries 90, 100 match /,
    },
    {
      name: "all traffic first",
      entries: ["50 allow all 0.0.0.0/0", "60 deny icmp 8/-1 10.0.0.0/8"],
      expected: /^60: icmp.*entry 50 /,
    },
  ])("an entry after $name", ({ entries, expected }) => {
    const found = idle("acl-1", "Network ACL, inbound", acl(entries));
    expect(found).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    { name: "other ports", entries: ["100 deny tcp 0-21 10.0.0.0/8", "200 allow tcp 22 10.1.0.0/16"] },
    { name: "one address left over", entries: ["100 deny tcp 22 10.0.0.0/9", "200 allow tcp 22 10.0.0.0/8"] },
    { name: "another protocol", entries: ["100 deny udp 0-65535 0.0.0.0/0", "200 allow tcp 22 10.0.0.0/8"] },
    {
      name: "one code of the type",
      entries: ["100 deny icmp 3/4 0.0.0.0/0", "200 allow icmp 3/-1 0.0.0.0/0"],
    },
    { name: "a wider entry after it", entries: ["100 allow tcp 22 10.1.0.0/16", "200 deny all 0.0.0.0/0"] },
  ])("no entry that has $name", ({ entries }) => {
    expect(idle("acl-1", "Network ACL, inbound", acl(entries))).toEqual([]);
  });

  it("a rule of a group that others on the same interface admit all of; of two alike the later", () => {
    const spec = but(b1(), {
      groups: {
        "sg-db": { in: and("tcp 5432 from 10.0.0.0/8") },
        "sg-wide": { vpc: "v1", in: ["tcp 5000-6000 from 10.0.0.0/8", "tcp 5432 from sg-app"], out: [] },
      },
      vms: { "db-a": { groups: and("sg-wide") } },
    });
    expect(idle("db-a", "Security groups, inbound", spec)).toEqual([
      "tcp 5432 from 10.0.0.0/8: adds nothing: tcp 5000-6000 from 10.0.0.0/8 of sg-wide admits it already",
      "tcp 5432 from sg-app: adds nothing: tcp 5432 from sg-app of sg-db admits it already",
    ]);
    expect(idle("sg-db", "Security group, inbound", spec)).toEqual([]);
  });

  it("a route that another of equal length beats", () => {
    const spec = but(b1(), {
      vgws: { "vgw-1": { vpc: "v1" } },
      tables: {
        "rt-prv-a": { routes: and("192.168.0.0/16 -> vgw-1 propagated", "192.168.0.0/16 -> nat-a") },
      },
    });
    expect(idle("rt-prv-a", "Route table", spec)).toEqual([
      "192.168.0.0/16 → vgw-1: never decides: the route to nat-a comes first",
    ]);
  });
});

describe("the state of a route is worked out, not read", () => {
  const state = (spec: NetworkSpec) =>
    rows("rt-prv-a", "Route table", spec).find(({ rule }) => rule.startsWith("0.0.0.0/0"));

  it("a target that does not work, though recorded as active", () => {
    const spec = but(b1(), { nats: { "nat-a": { state: "failed" } } });
    expect(state(spec)).toMatchObject({
      verdict: "drop",
      detail: "static; nat-a is failed, not available, though recorded as active",
    });
  });

  it("a target that works", () => expect(state(b1())).toMatchObject({ verdict: "route", detail: "static" }));

  it("local routes of prefixes that the table does not list (R-12)", () => {
    const spec = but(b1(), { vpcs: { v1: { prefixes: ["10.0.0.0/16", "100.64.0.0/20"] } } });
    const local = rows("rt-prv-a", "Route table", spec).filter(({ rule }) => rule.endsWith("local"));
    expect(local.map(({ rule }) => rule)).toEqual(["100.64.0.0/20 → local", "10.0.0.0/16 → local"]);
  });

  it("what a missing prefix list may match is not called dropped", () => {
    const spec = but(b1(), { tables: { "rt-prv-a": { routes: and("pl-gone -> nat-a") } } });
    expect(rows("rt-prv-a", "Route table", spec).at(-1)).toMatchObject({ verdict: "unknown" });
  });
});
