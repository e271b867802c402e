import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkArbitrary } from "../../testing/network-arbitrary";
import { buildConfiguration } from "../../testing/network-builder";
import { b4n } from "../../testing/network-builder-balanced";
import { b1 } from "../../testing/network-builder-bases";
import { parseGroupRule, parseRoute } from "../../testing/network-builder-text";
import { applyChanges } from "./apply-changes";
import { type Change, changeSchema } from "./change.schema";
import type { Configuration } from "./configuration.schema";
import { configurationSchema } from "./configuration.schema";
import { canonicalJson } from "./content-hash";
import { checkIntegrity } from "./integrity";

const base = buildConfiguration(b1());
const balanced = buildConfiguration(b4n());
const any = { prefix: "0.0.0.0/0" };
const natA = { kind: "natGateway", id: "nat-a" } as const;
const web = parseGroupRule("tcp 80 from 0.0.0.0/0");
const newNat: Change = {
  kind: "add-nat-gateway",
  id: "new-nat-b",
  name: "nat-b2",
  subnetId: "pub-b",
  networkInterfaceId: "new-eni-b",
  allocationId: "new-eipalloc-b",
  privateAddress: "10.0.1.9",
  publicAddress: "192.0.2.1",
};

const newAddress: Change = {
  kind: "add-nat-address",
  natGatewayId: "nat-a",
  allocationId: "new-eipalloc-a",
  privateAddress: "10.0.0.9",
  publicAddress: "192.0.2.1",
};

function changed(configuration: Configuration, ...changes: Change[]): Configuration {
  const result = applyChanges(configuration, changes);
  if (result.kind === "conflict") throw new Error(result.message);
  return result.configuration;
}

it("a gateway's further address stands on its interface too, and the copy is whole", () => {
  const copy = changed(base, newAddress);
  const { natGateway, networkInterface, publicAddress } = copy.resources;
  const held = natGateway.find(({ id }) => id === "nat-a")?.addresses ?? [];
  expect(held.map((each) => [each.publicAddress, each.primary])).toEqual([
    ["198.51.100.5", true],
    ["192.0.2.1", false],
  ]);
  const nic = networkInterface.find(({ id }) => id === held[1]?.networkInterfaceId);
  expect(nic?.privateAddresses.map(({ address }) => address)).toEqual(["10.0.0.5", "10.0.0.9"]);
  expect(publicAddress.some(({ id }) => id === "new-eipalloc-a")).toBe(true);
  expect(checkIntegrity(copy)).toEqual(checkIntegrity(base));
  expect(configurationSchema.parse(copy)).toEqual(copy);
});

it("crossing zones is switched on once, where it says what was expected", () => {
  const change: Change = { kind: "set-cross-zone", holderId: "nlb-1", from: "false" };
  const copy = changed(balanced, change);
  const said = copy.resources.loadBalancer.find(({ id }) => id === "nlb-1")?.attributes;
  expect(said?.find(({ key }) => key === "load_balancing.cross_zone.enabled")?.value).toBe("true");
  expect(applyChanges(copy, [change])).toMatchObject({
    kind: "conflict",
    message: "what `nlb-1` says of balancing across zones was changed since",
  });
  const group = changed(balanced, { kind: "set-cross-zone", holderId: "tg-n", from: null });
  expect(group.resources.targetGroup.find(({ id }) => id === "tg-n")?.attributes).toContainEqual({
    key: "load_balancing.cross_zone.enabled",
    value: "true",
  });
});

describe("a change that does not fit is refused with the reason", () => {
  it.each<{ name: string; change: Change; message: string }>([
    {
      name: "the group is not there",
      change: { kind: "remove-group-rule", securityGroupId: "sg-x", direction: "ingress", rule: web },
      message: "security group `sg-x` is not in the configuration",
    },
    {
      name: "the rule was changed since",
      change: {
        kind: "remove-group-rule",
        securityGroupId: "sg-web",
        direction: "ingress",
        rule: { ...web, toPort: 81 },
      },
      message: "security group `sg-web` has no such rule: it was changed since",
    },
    {
      name: "the rule stands in the other direction only",
      change: { kind: "remove-group-rule", securityGroupId: "sg-web", direction: "egress", rule: web },
      message: "security group `sg-web` has no such rule: it was changed since",
    },
    {
      name: "a rule twice",
      change: { kind: "add-group-rule", securityGroupId: "sg-web", direction: "ingress", rule: web },
      message: "security group `sg-web` has this rule already",
    },
    {
      name: "the route leads elsewhere by now",
      change: { kind: "retarget-route", routeTableId: "rt-prv-b", destination: any, from: natA, to: natA },
      message: "route table `rt-prv-b` has no such route: it was changed since",
    },
    {
      name: "a second route to one destination",
      change: { kind: "add-route", routeTableId: "rt-prv-b", destination: any, target: natA },
      message: "route table `rt-prv-b` has a route to this destination already",
    },
    {
      name: "the local route",
      change: {
        kind: "remove-route",
        routeTableId: "rt-prv-b",
        destination: { prefix: "10.0.0.0/16" },
        target: { kind: "local" },
      },
      message: "the local route of a VPC cannot be changed",
    },
    {
      name: "a gateway with an id that is taken",
      change: { ...newNat, id: "nat-a" },
      message: "`nat-a` is there already",
    },
    {
      name: "the subnet uses another table by now",
      change: {
        kind: "associate-route-table",
        subnetId: "prv-b",
        from: { routeTableId: "rt-prv-a", isExplicit: true },
        to: "rt-pub",
      },
      message: "subnet `prv-b` does not use `rt-prv-a`: it was changed since",
    },
    {
      name: "crossing zones where nothing balances",
      change: { kind: "set-cross-zone", holderId: "nlb-1", from: null },
      message: "target group or load balancer `nlb-1` is not in the configuration",
    },
    {
      name: "an address for a gateway that is not there",
      change: { ...newAddress, natGatewayId: "nat-x" },
      message: "NAT gateway `nat-x` is not in the configuration",
    },
    {
      name: "an address whose id is taken",
      change: { ...newAddress, allocationId: "nat-b" },
      message: "`nat-b` is there already",
    },
    {
      name: "an entry number that is taken",
      change: {
        kind: "add-acl-entry",
        networkAclId: "acl-v1",
        entry: { ruleNumber: 100, egress: false, protocol: 6, action: "deny", prefix: "0.0.0.0/0" },
      },
      message: "network ACL `acl-v1` has an entry 100 already",
    },
  ])("$name", ({ change, message }) => {
    expect(changeSchema.parse(change)).toEqual(change);
    expect(applyChanges(base, [change])).toEqual({ kind: "conflict", change, message });
  });

  it("makes all of them or none", () => {
    const before = canonicalJson(base);
    const removal = {
      kind: "remove-group-rule",
      securityGroupId: "sg-web",
      direction: "ingress",
      rule: web,
    } as const;
    expect(applyChanges(base, [removal, removal]).kind).toBe("conflict");
    expect(canonicalJson(base)).toBe(before);
  });
});

it("adds a NAT gateway with its interface and its Elastic IP", () => {
  const { resources } = changed(base, newNat);
  expect(resources.natGateway.map(({ id }) => id)).toEqual(["nat-a", "nat-b", "new-nat-b"]);
  const nic = resources.networkInterface.find(({ id }) => id === "new-eni-b");
  expect(nic).toMatchObject({
    interfaceType: "nat_gateway",
    subnetId: "pub-b",
    vpcId: "v1",
    securityGroupIds: [],
  });
  const address = resources.publicAddress.find(({ id }) => id === "new-eipalloc-b");
  expect(address).toMatchObject({ publicAddress: "192.0.2.1", networkInterfaceId: "new-eni-b" });
});

it("gives a subnet a table of its own and leaves its neighbours alone", () => {
  const { resources } = changed(
    base,
    { kind: "add-route-table", id: "new-rtb", name: "own", copyOf: "rt-pub" },
    {
      kind: "associate-route-table",
      subnetId: "pub-b",
      from: { routeTableId: "rt-pub", isExplicit: true },
      to: "new-rtb",
    },
  );
  const tables = resources.routeTable.filter(({ id }) => ["rt-pub", "new-rtb"].includes(id));
  expect(tables.map(({ id, associations }) => [id, associations.map(({ subnetId }) => subnetId)])).toEqual([
    ["new-rtb", ["pub-b"]],
    ["rt-pub", ["pub-a"]],
  ]);
  expect(tables[0]?.routes).toEqual(tables[1]?.routes);
});

describe("laws", () => {
  /** Sorted as a reader sorts it. */
  const sortedRules = networkArbitrary().map((spec) => {
    const built = buildConfiguration(spec);
    return changed(built, ...built.resources.securityGroup.flatMap(resorted));
  });

  it("removing a rule and adding it again is the identity, and so is retargeting there and back", () => {
    fc.assert(
      fc.property(sortedRules, (configuration) => {
        for (const group of configuration.resources.securityGroup)
          for (const rule of group.ingress) {
            const about = { securityGroupId: group.id, direction: "ingress", rule } as const;
            const back = changed(
              configuration,
              { kind: "remove-group-rule", ...about },
              { kind: "add-group-rule", ...about },
            );
            expect(canonicalJson(back)).toBe(canonicalJson(configuration));
          }
      }),
      { numRuns: 30 },
    );
    const to = { kind: "natGateway", id: "nat-b" } as const;
    const about = { routeTableId: "rt-prv-a", destination: any } as const;
    const thereAndBack: Change[] = [
      { kind: "retarget-route", ...about, from: natA, to },
      { kind: "retarget-route", ...about, from: to, to: natA },
    ];
    const sorted = changed(base, ...thereAndBack);
    expect(canonicalJson(changed(sorted, ...thereAndBack))).toBe(canonicalJson(sorted));
  });

  it("what is changed is still a configuration, and as whole as before", () => {
    const route = parseRoute("0.0.0.0/0 -> nat-b");
    const after = changed(
      base,
      newNat,
      {
        kind: "replace-group-rule",
        securityGroupId: "sg-web",
        direction: "ingress",
        rule: web,
        by: [{ ...web, toPort: 81 }],
      },
      {
        kind: "retarget-route",
        routeTableId: "rt-prv-b",
        destination: route.destination,
        from: { kind: "natGateway", id: "nat-b" },
        to: { kind: "natGateway", id: "new-nat-b" },
      },
      { kind: "add-route-table", id: "new-rtb", name: "own", copyOf: "rt-prv-b" },
    );
    expect(configurationSchema.parse(after)).toEqual(after);
    expect(checkIntegrity(after)).toEqual(checkIntegrity(base));
  });
});

/** Each rule of a group taken out and put in: into its place. */
function resorted(group: Configuration["resources"]["securityGroup"][number]): Change[] {
  const distinct = [...new Map(group.ingress.map((rule) => [canonicalJson(rule), rule])).values()];
  return distinct.flatMap((rule): Change[] => {
    const copies = group.ingress.filter((each) => canonicalJson(each) === canonicalJson(rule)).length;
    const about = { securityGroupId: group.id, direction: "ingress", rule } as const;
    return [
      ...Array.from({ length: copies }, (): Change => ({ kind: "remove-group-rule", ...about })),
      { kind: "add-group-rule", ...about },
    ];
  });
}
