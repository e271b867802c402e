import { describe, expect, it } from "vitest";
import type { IntentEnd } from "../../engine/intent";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { holdSnapshot } from "./held-snapshot";
import { describeResource } from "./resource-detail";

const hold = (spec: NetworkSpec) => holdSnapshot(buildConfiguration(spec), "");
const detail = (id: string, spec = b1()) => {
  const found = describeResource(hold(spec), id);
  if (!found) throw new Error(`nothing is called ${id}`);
  return found;
};
/** The rules of one list as "rule: verdict". */
const rules = (id: string, title: string, spec = b1()) =>
  detail(id, spec)
    .rules.find((list) => list.title === title)
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
      expected: ["10.0.0.0/16 → local: route", "0.0.0.0/0 → nat-a: route"],
    },
    {
      name: "a NAT gateway's subnet",
      id: "nat-a",
      title: "Route table",
      expected: ["10.0.0.0/16 → local: route", "0.0.0.0/0 → igw-1: route"],
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
    expect(all.filter((row) => !/^(10[.]0[.]0[.]0|0[.]0)/.test(row))).toEqual(expected);
  });

  it("a table whose gateway may not propagate: its routes take no part (R-17)", () => {
    const spec = but(b1(), {
      vgws: { "vgw-1": { vpc: "v1" } },
      tables: { "rt-prv-a": { routes: and("192.168.0.0/16 -> vgw-1 propagated"), propagating: [] } },
    });
    expect(rules("rt-prv-a", "Route table", spec)).toContain("192.168.0.0/16 → vgw-1: not used");
  });

  it("a group that is not in the input are not known", () => {
    const spec = but(b1(), { vms: { "app-a": { groups: and("sg-gone") } } });
    const list = detail("app-a", spec).rules.find(({ element }) => element.id === "sg-gone");
    expect(list?.rows[0]).toMatchObject({ verdict: "unknown" });
  });

  it("each interface of a host that has several", () => {
    const spec = but(b1(), {
      interfaces: {
        "eni-2": { vm: "app-a", device: 1, subnet: "prv-b", addresses: ["10.0.11.99"], groups: [] },
      },
    });
    expect(detail("app-a", spec).rules.map(({ title }) => title)).toContain("Route table on eni-2");
  });
});

describe("a resource", () => {
  it("is absent when nothing has its id", () => {
    expect(describeResource(hold(b1()), "nobody")).toBeNull();
    expect(describeResource(hold(b1()), "__proto__")).toBeNull();
  });

  it("tells what it refers to from what refers to it, each by kind and id", () => {
    const { refersTo, referredBy, neighbourCount } = detail("nat-a");
    expect(refersTo.map(({ id }) => id)).toEqual(expect.arrayContaining(["pub-a", "v1"]));
    expect(referredBy.map(({ id }) => id)).toContain("rt-prv-a");
    expect(refersTo.map(({ id }) => id)).not.toContain("rt-prv-a");
    expect(neighbourCount).toBe(new Set([...refersTo, ...referredBy].map(({ id }) => id)).size);
    const ids = detail("sg-app").referredBy.map(({ kind, id }) => `${kind} ${id}`);
    expect(ids).toEqual(ids.toSorted());
    expect(ids).toEqual(expect.arrayContaining(["networkInterface eni-app-a", "securityGroup sg-db"]));
  });

  it.each([
    { id: "db-a", at: "a host", expected: true },
    { id: "eni-db-a", at: "its interface", expected: true },
    { id: "prv-a", at: "its subnet", expected: true },
    { id: "v1", at: "its VPC", expected: true },
    { id: "zone-a", at: "its zone", expected: true },
    { id: "sg-db", at: "its group", expected: true },
    { id: "prv-b", at: "another subnet: a caller stands there", expected: true },
    { id: "igw-1", at: "a gateway", expected: false },
  ])("names the required flows that begin or end at $at", ({ id, expected }) => {
    const toDatabase = ({ to }: { to: IntentEnd }) => to.kind === "tier" && to.members.includes("db-a");
    expect(detail(id).flows.some(toDatabase)).toBe(expected);
  });

  it("says the addresses and subnet of a host, which its interfaces have", () => {
    const { facts } = detail("web-a");
    expect(facts).toContainEqual({ label: "Private address", value: "10.0.0.10", copy: true });
    expect(facts).toContainEqual({ label: "Public address", value: "198.51.100.10", copy: true });
    expect(facts).toContainEqual({ label: "Subnet", value: "pub-a", copy: true });
    expect(facts.map(({ label }) => label)).not.toContain("Kind");
  });

  it("labels facts in words", () => {
    const { facts } = detail("pub-a");
    expect(facts).toContainEqual({ label: "VPC ID", value: "v1" });
    expect(facts).toContainEqual(expect.objectContaining({ label: "Map public IP on launch" }));
  });

  it("can be read as it is", () => {
    expect(JSON.parse(detail("nat-a").raw)).toMatchObject({ kind: "natGateway", id: "nat-a" });
  });
});
