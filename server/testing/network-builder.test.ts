import { describe, expect, it } from "vitest";
import { configurationSchema } from "../engine/configuration";
import { buildConfiguration } from "./network-builder";
import { b1, b1v6, b2, b3, b5 } from "./network-builder-bases";
import { and, but, network, without } from "./network-builder-change";
import { parseAclEntry, parseGroupRule, parseRoute } from "./network-builder-text";

describe("the base networks", () => {
  it.each([
    ["B1", b1],
    ["B1-6", b1v6],
    ["B2", b2],
    ["B3", b3],
    ["B5", b5],
  ])("%s is a configuration, with no reference to nothing", (_, base) => {
    const { resources } = buildConfiguration(base());
    expect(configurationSchema.parse(buildConfiguration(base()))).toEqual(buildConfiguration(base()));
    const all = Object.values(resources).flat();
    const ids = new Set(all.map(({ id }) => id));
    expect(ids.size).toBe(all.length);
    for (const table of resources.routeTable)
      for (const { target } of table.routes) if (target.kind !== "local") expect(ids).toContain(target.id);
    for (const nic of resources.networkInterface)
      for (const id of [nic.subnetId, nic.vpcId, ...nic.securityGroupIds]) expect(ids).toContain(id);
    for (const rule of resources.securityGroup.flatMap((group) => [...group.ingress, ...group.egress]))
      if (rule.peer.kind === "securityGroup") expect(ids).toContain(rule.peer.securityGroupId);
  });

  it("gives every VPC a main table, local routes and a default ACL that serves the subnets without their own", () => {
    const { resources } = buildConfiguration(
      but(b1v6(), { acls: { "acl-x": { vpc: "v1", subnets: ["prv-b"], in: [], out: [] } } }),
    );
    const main = resources.routeTable.find(({ id }) => id === "rt-main-v1");
    expect(main?.routes.map((route) => route.destination)).toEqual([
      { prefix: "10.0.0.0/16" },
      { prefix: "2001:db8:1::/56" },
    ]);
    const acl = resources.networkAcl.find(({ id }) => id === "acl-v1");
    expect(acl?.subnetIds).toEqual(["pub-a", "pub-b", "prv-a"]);
    expect(acl?.entries.map((entry) => entry.prefix)).toEqual(["0.0.0.0/0", "::/0", "0.0.0.0/0", "::/0"]);
  });
});

describe("but", () => {
  it("replaces fields, adds parts, removes parts and leaves the base alone", () => {
    const base = b1();
    const copy = structuredClone(base);
    const changed = but(base, {
      groups: { "sg-web": { in: and("tcp 22 from 10.0.0.0/8") }, "sg-none": { vpc: "v1", in: [], out: [] } },
      tables: { "rt-pub": { subnets: without("pub-a") } },
      vms: { "db-a": null },
    });
    expect(changed.groups["sg-web"]?.in).toHaveLength(3);
    expect(changed.groups["sg-none"]?.out).toEqual([]);
    expect(changed.tables["rt-pub"]?.subnets).toEqual(["pub-b"]);
    expect(Object.keys(changed.vms)).toEqual(["web-a", "app-a", "app-b"]);
    expect(base).toEqual(copy);
  });

  it("refuses to take out what is not there", () => {
    expect(() => but(b1(), { vms: { nobody: null } })).toThrow("nobody");
    expect(() => but(b1(), { tables: { "rt-pub": { routes: without("::/0 -> igw-1") } } })).toThrow("::/0");
    expect(() =>
      buildConfiguration(network({ tables: { t: { vpc: "v", routes: ["0.0.0.0/0 -> x"] } } })),
    ).toThrow("no such route target");
  });
});

describe("one-line rules", () => {
  it.each([
    ["tcp 443 from 0.0.0.0/0", { protocol: 6, fromPort: 443, toPort: 443, peer: "prefix" }],
    ["tcp 0-65535 to pl-1", { protocol: 6, fromPort: 0, toPort: 65535, peer: "prefixList" }],
    ["all from sg-web", { protocol: -1, peer: "securityGroup" }],
    ["icmp 8/-1 from 10.0.0.0/16", { protocol: 1, fromPort: 8, toPort: -1, peer: "prefix" }],
    ["50 500 from 10.0.0.0/16", { protocol: 50, fromPort: 500, toPort: 500, peer: "prefix" }],
  ])("group rule: %s", (text, { peer, ...fields }) => {
    expect(parseGroupRule(text)).toMatchObject({ ...fields, peer: { kind: peer } });
    expect("fromPort" in parseGroupRule(text)).toBe("fromPort" in fields);
  });

  it.each([
    ["100 allow all 0.0.0.0/0", { ruleNumber: 100, protocol: -1, action: "allow", prefix: "0.0.0.0/0" }],
    [
      "90 deny tcp 443 ::/0",
      { ruleNumber: 90, protocol: 6, action: "deny", portRange: { from: 443, to: 443 } },
    ],
    ["5 allow icmp 0/-1 10.0.0.0/8", { protocol: 1, icmp: { type: 0, code: -1 } }],
  ])("ACL entry: %s", (text, entry) => {
    expect(parseAclEntry(true, text)).toMatchObject({ ...entry, egress: true });
  });

  it("route, and what it refuses", () => {
    expect(parseRoute("10.0.0.0/8 -> vgw-1 propagated")).toEqual({
      destination: { prefix: "10.0.0.0/8" },
      target: "vgw-1",
      propagated: true,
      recordedState: "active",
    });
    expect(parseRoute("pl-1 -> nat-a").destination).toEqual({ prefixListId: "pl-1" });
    for (const read of [parseGroupRule, parseRoute]) expect(() => read("tcp 443 0/0")).toThrow("cannot read");
    expect(() => parseAclEntry(false, "allow tcp 0.0.0.0/0")).toThrow("cannot read");
  });
});
