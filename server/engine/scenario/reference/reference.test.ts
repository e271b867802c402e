import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4 } from "../../../testing/network-builder-balanced";
import { b1, b2, b3, b5, twoRegions } from "../../../testing/network-builder-bases";
import { but } from "../../../testing/network-builder-change";
import type { NetworkSpec } from "../../../testing/network-builder-spec";
import { type Configuration, indexConfiguration } from "../../configuration";
import { resolveDetachment, resolveFailures, resolveWithdrawal } from "./failure-reference";
import { resolveReference } from "./reference";

/** B1 with some names, one of them twice, and an application tag. */
function named(): Configuration {
  const configuration = buildConfiguration(b1());
  const names: Readonly<Record<string, string>> = { "app-a": "twin", "app-b": "twin", "db-a": "orders-db" };
  const instance = configuration.resources.instance.map((each) => ({
    ...each,
    ...(names[each.id] === undefined ? {} : { name: names[each.id] }),
    arn: `arn:aws:ec2:::instance/${each.id}`,
    tags: each.id === "db-a" ? [{ key: "app", value: "orders" }] : [],
  }));
  return { ...configuration, resources: { ...configuration.resources, instance } };
}

const index = indexConfiguration(named());
const of = (network: NetworkSpec) => indexConfiguration(buildConfiguration(network));

it.each([
  { name: "an id", text: "web-a", end: { kind: "instance", id: "web-a" } },
  { name: "spaces around it", text: " web-a ", end: { kind: "instance", id: "web-a" } },
  { name: "an ARN", text: "arn:aws:ec2:::instance/web-a", end: { kind: "instance", id: "web-a" } },
  { name: "a unique name", text: "orders-db", end: { kind: "instance", id: "db-a" } },
  { name: "an interface", text: "eni-web-a", end: { kind: "networkInterface", id: "eni-web-a" } },
  { name: "a subnet", text: "prv-a", end: { kind: "subnet", id: "prv-a" } },
  { name: "a subnet by its prefix", text: "10.0.10.0/24", end: { kind: "subnet", id: "prv-a" } },
  { name: "the internet", text: "internet", end: { kind: "internet" } },
  {
    name: "an owned address",
    text: "10.0.10.10",
    end: { kind: "address", address: "10.0.10.10", vpcId: "v1" },
  },
  {
    name: "a public address of the estate",
    text: "198.51.100.10",
    end: { kind: "address", address: "198.51.100.10" },
  },
  { name: "a public address of someone else", text: "8.8.8.8", end: { kind: "address", address: "8.8.8.8" } },
  {
    name: "a free address of a subnet",
    text: "10.0.10.99",
    end: { kind: "subnet", id: "prv-a", address: "10.0.10.99" },
  },
  {
    name: "a subnet with an address",
    text: "prv-a@10.0.10.98",
    end: { kind: "subnet", id: "prv-a", address: "10.0.10.98" },
  },
  { name: "one address as a prefix", text: "8.8.8.8/32", end: { kind: "address", address: "8.8.8.8" } },
  { name: "an application of one host", text: "app:orders", end: { kind: "instance", id: "db-a" } },
  { name: "a gateway", text: "igw-1", end: { kind: "gateway", id: "igw-1" } },
  { name: "a VPC as its router", text: "v1", end: { kind: "vpcRouter", id: "v1" } },
])("source: $name", ({ text, end }) => {
  expect(resolveReference(index, text)).toMatchObject({ kind: "end", end });
});

it("takes a public prefix as a part of the internet", () => {
  const resolved = resolveReference(index, "203.0.113.0/24");
  expect(resolved).toMatchObject({ kind: "end", end: { kind: "internet", prefixes: [{ length: 24 }] } });
});

it.each([
  { name: "a name of two", text: "twin", kind: "ambiguous", candidates: ["app-a", "app-b"] },
  { name: "a slip of the pen", text: "web-b", kind: "nothing", candidates: ["web-a"] },
  { name: "a part of a name", text: "orders", kind: "nothing", candidates: ["db-a"] },
  { name: "nonsense", text: "zzzzzz", kind: "nothing", candidates: [] },
  { name: "host bits", text: "10.0.10.5/24", kind: "nothing", candidates: [] },
  {
    name: "a part of the estate",
    text: "10.0.0.0/16",
    kind: "unsupported",
    candidates: ["prv-a", "prv-b", "pub-a", "pub-b"],
  },
  { name: "a rule set", text: "sg-web", kind: "unsupported", candidates: ["web-a"] },
  { name: "a NAT gateway", text: "nat-a", kind: "unsupported", candidates: [] },
  { name: "a zone", text: "az:zone-a", kind: "unsupported", candidates: [] },
  { name: "an unknown site", text: "site:office", kind: "nothing", candidates: [] },
  { name: "an unknown application", text: "app:none", kind: "nothing", candidates: [] },
  {
    name: "an application of several hosts",
    text: "app:v1",
    kind: "ambiguous",
    candidates: ["app-a", "app-b", "web-a"],
  },
])("refuses $name and says what could be meant", ({ text, kind, candidates }) => {
  const resolved = resolveReference(index, text);
  expect(resolved.kind).toBe(kind);
  const found = resolved.kind === "end" ? [] : resolved.candidates.map(({ id }) => id);
  for (const id of candidates) expect(found).toContain(id);
  if (candidates.length === 0) expect(found).toEqual([]);
});

it("asks whose address it is as a source, and lets routes decide as a destination", () => {
  const twins = of(
    but(b2(), {
      vpcs: { C: { prefixes: ["10.0.0.0/16"] } },
      subnets: { c1: { prefixes: ["10.0.1.0/24"] } },
      vms: { c: { addresses: ["10.0.1.10"] } },
    }),
  );
  expect(resolveReference(twins, "10.0.1.10").kind).toBe("ambiguous");
  expect(resolveReference(twins, "10.0.1.10", "destination")).toEqual({
    kind: "end",
    end: { kind: "address", address: "10.0.1.10" },
  });
});

it("names a VPN connection, its gateway, one tunnel and the site behind it", () => {
  const site = of(b5());
  expect(resolveReference(site, "vpn-1")).toMatchObject({ end: { kind: "gateway", id: "vpn-1" } });
  expect(resolveReference(site, "vgw-1")).toMatchObject({ end: { kind: "gateway", id: "vgw-1" } });
  expect(resolveReference(site, "vpn-1#2")).toMatchObject({ end: { kind: "gateway", id: "vpn-1#2" } });
  expect(resolveReference(site, "site:cgw-vpn-1@192.168.1.5")).toMatchObject({
    end: { kind: "site", name: "cgw-vpn-1", address: "192.168.1.5" },
  });
});

it.each([
  { name: "a gateway", text: "nat-a", mode: "down", expected: ["natGateway nat-a down"] },
  { name: "a zone by name or id", text: "az:zone-a", mode: "down", expected: ["zone zone-a down"] },
  { name: "an address", text: "10.0.10.10", mode: "down", expected: ["networkInterface eni-app-a down"] },
  {
    name: "every host of an application",
    text: "app:orders",
    mode: "down",
    expected: ["instance db-a down"],
  },
  {
    name: "a group that blocks",
    text: "sg-web",
    mode: "blocked",
    expected: ["securityGroup sg-web blocked"],
  },
  { name: "a group does not fail", text: "sg-web", mode: "down", expected: "unsupported" },
  { name: "a gateway does not block", text: "nat-a", mode: "blocked", expected: "unsupported" },
  { name: "a name of two", text: "twin", mode: "down", expected: "ambiguous" },
  { name: "nothing", text: "zzzzzz", mode: "down", expected: "nothing" },
  { name: "an unknown zone", text: "az:nowhere", mode: "down", expected: "nothing" },
] as const)("failure: $name", ({ text, mode, expected }) => {
  const resolved = resolveFailures(index, text, mode);
  const found =
    resolved.kind === "failures"
      ? resolved.failures.map((failure) => `${failure.kind} ${failure.id} ${failure.mode}`)
      : resolved.kind;
  expect(found).toEqual(expected);
});

it.each([
  { text: "rt-prv-a=0.0.0.0/0", kind: "failures" },
  { text: "rt-prv-a=10.9.0.0/16", kind: "nothing" },
  { text: "rt-none=0.0.0.0/0", kind: "nothing" },
  { text: "rt-prv-a", kind: "unsupported" },
])("withdrawal $text: $kind", ({ text, kind }) => {
  expect(resolveWithdrawal(index, text).kind).toBe(kind);
});

const transit = of(but(b3(), { tgwTables: { "rt-t": { routes: ["10.9.0.0/16 -> att-b"] } } }));

it.each([
  { text: "rt-t=att-b", route: "att-b" },
  { text: "rt-t=10.9.0.0/16", route: "10.9.0.0/16" },
  // What is propagated goes with its attachment's propagation, not by itself.
  { text: "rt-t=10.1.0.0/16", route: null },
  { text: "rt-w-a1=att-b", route: null },
])("F-23: withdrawal of $text from a transit gateway's table: $route", ({ text, route }) => {
  const resolved = resolveWithdrawal(transit, text);
  if (route === null) expect(resolved.kind).toBe("nothing");
  else
    expect(resolved).toEqual({
      kind: "failures",
      failures: [{ kind: "transitGatewayRouteTable", id: "rt-t", mode: "withdrawn", route }],
    });
});

it.each([
  { text: "att-a", kind: "failures", candidates: undefined },
  { text: "t", kind: "nothing", candidates: ["att-a", "att-b"] },
])("F-23: detachment of $text: $kind", ({ text, kind, candidates }) => {
  const resolved = resolveDetachment(transit, text);
  expect(resolved.kind).toBe(kind);
  if (resolved.kind === "failures")
    expect(resolved.failures).toEqual([{ kind: "transitGatewayAttachment", id: "att-a", mode: "detached" }]);
  else expect(resolved.candidates.map(({ id }) => id)).toEqual(candidates);
});

it("F-3: a region by its name; another name lists those there are", () => {
  const regions = of(twoRegions());
  expect(resolveFailures(regions, "region:eu-west-1")).toEqual({
    kind: "failures",
    failures: [{ kind: "region", id: "eu-west-1", mode: "down" }],
  });
  expect(resolveFailures(regions, "region:eu-west-3")).toMatchObject({
    kind: "nothing",
    candidates: [{ id: "eu-central-1" }, { id: "eu-west-1" }],
  });
  expect(resolveFailures(regions, "region:eu-west-1", "blocked").kind).toBe("nothing");
});

it("takes a load balancer by its name, and one node of it by its address", () => {
  const balanced = of(b4());
  const end = { kind: "loadBalancer", id: "alb-1" };
  expect(resolveReference(balanced, "alb-1", "destination")).toMatchObject({ kind: "end", end });
  const { arn } = balanced.get("loadBalancer", "alb-1") ?? {};
  expect(resolveReference(balanced, arn ?? "", "destination")).toMatchObject({ kind: "end", end });
  const node = { kind: "address", address: "10.0.0.20" };
  expect(resolveReference(balanced, "alb-1@10.0.0.20")).toMatchObject({ kind: "end", end: node });
});
