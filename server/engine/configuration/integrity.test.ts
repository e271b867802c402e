import { describe, expect, it } from "vitest";
import type { Resource, Resources } from "./configuration.schema";
import { configurationFrom } from "./empty-configuration";
import { checkIntegrity } from "./integrity";

const common = { accountId: "1", region: "r", tags: [] };
const vpc: Resource = { kind: "vpc", id: "vpc-1", ...common, prefixes: ["10.0.0.0/16"], isDefault: false };
const subnet: Resource = {
  kind: "subnet",
  id: "subnet-1",
  ...common,
  vpcId: "vpc-1",
  prefixes: ["10.0.0.0/24"],
  mapPublicIpOnLaunch: false,
};
const table: Resources["routeTable"][number] = {
  kind: "routeTable",
  id: "rtb-1",
  ...common,
  vpcId: "vpc-1",
  associations: [{ main: true }],
  propagatingVgwIds: [],
  routes: [],
};
const acl: Resources["networkAcl"][number] = {
  kind: "networkAcl",
  id: "acl-1",
  ...common,
  vpcId: "vpc-1",
  isDefault: true,
  subnetIds: [],
  entries: [],
};
const group: Resources["securityGroup"][number] = {
  kind: "securityGroup",
  id: "sg-1",
  ...common,
  vpcId: "vpc-1",
  ingress: [],
  egress: [],
};
const nic: Resources["networkInterface"][number] = {
  kind: "networkInterface",
  id: "eni-1",
  ...common,
  interfaceType: "interface",
  subnetId: "subnet-1",
  vpcId: "vpc-1",
  status: "in-use",
  privateAddresses: [],
  ipv6Addresses: [],
  delegatedPrefixes: [],
  securityGroupIds: ["sg-1"],
  sourceDestCheck: true,
  requesterManaged: false,
};
const route = (target: Resources["routeTable"][number]["routes"][number]["target"], state = "active") => ({
  ...table,
  routes: [{ destination: { prefix: "0.0.0.0/0" }, target, origin: "CreateRoute", state }],
});
const peer = (accountId: string) => ({
  ...group,
  ingress: [{ protocol: 6, peer: { kind: "securityGroup" as const, securityGroupId: "sg-9", accountId } }],
});
const APPLIANCE = { kind: "networkInterface", id: "eni-1" } as const;
const PEERING = { kind: "vpcPeeringConnection", id: "pcx-1" } as const;
const peeringConnection: Resource = {
  ...PEERING,
  ...common,
  status: "active",
  requester: { vpcId: "vpc-1", prefixes: [] },
  accepter: { vpcId: "vpc-1", prefixes: [] },
};
const whole = [vpc, subnet, table, acl, group, nic];

/** `severity code resource` per finding. */
const check = (resources: readonly Resource[]) =>
  checkIntegrity(configurationFrom(resources, [])).map(
    (each) => `${each.severity} ${each.code} ${each.resource?.id}`,
  );

describe("checkIntegrity", () => {
  it.each<{ name: string; resources: Resource[]; expected: string[] }>([
    { name: "a whole network: nothing", resources: whole, expected: [] },
    { name: "nothing at all: nothing", resources: [], expected: [] },
    {
      name: "a name that leads nowhere, said once for all who use it",
      resources: [subnet, table, acl, group, nic],
      expected: ["warning dangling-reference subnet-1"],
    },
    {
      name: "a route into the void",
      resources: [vpc, subnet, route({ kind: "natGateway", id: "nat-9" }), acl],
      expected: ["warning dangling-reference rtb-1"],
    },
    {
      name: "a route that the provider calls a blackhole: known to be gone",
      resources: [vpc, subnet, route({ kind: "natGateway", id: "nat-9" }, "blackhole"), acl],
      expected: ["info dangling-reference rtb-1"],
    },
    {
      name: "a route to what exists under another kind",
      resources: [vpc, subnet, route({ kind: "instance", id: "subnet-1" }), acl],
      expected: ["warning dangling-reference rtb-1"],
    },
    {
      name: "a route to a kind that is not modeled",
      resources: [vpc, subnet, route({ kind: "unknown", id: "cagw-1", name: "CarrierGatewayId" }), acl],
      expected: ["warning route-target-not-modeled rtb-1"],
    },
    ...[
      {
        name: "a whole subnet to an interface: taken (R-6)",
        to: "10.0.0.0/24",
        target: APPLIANCE,
        isWarned: false,
      },
      {
        name: "the whole VPC to an interface: taken (R-6)",
        to: "10.0.0.0/16",
        target: APPLIANCE,
        isWarned: false,
      },
      {
        name: "everything to anywhere: not inside the VPC",
        to: "10.0.0.0/8",
        target: PEERING,
        isWarned: false,
      },
      { name: "a part of a subnet (R-6)", to: "10.0.0.0/25", target: APPLIANCE, isWarned: true },
      { name: "two subnets at once (R-6)", to: "10.0.0.0/23", target: APPLIANCE, isWarned: true },
      {
        name: "a whole subnet to a peering connection (R-6)",
        to: "10.0.0.0/24",
        target: PEERING,
        isWarned: true,
      },
      {
        name: "a part of a subnet, propagated: R-5 ignores it",
        to: "10.0.0.0/25",
        target: PEERING,
        isWarned: false,
        origin: "EnableVgwRoutePropagation",
      },
    ].map(({ name, to, target, isWarned, origin = "CreateRoute" }) => ({
      name: `a route to ${name}`,
      resources: [
        ...whole.filter((each) => each !== table),
        peeringConnection,
        { ...table, routes: [{ destination: { prefix: to }, target, origin, state: "active" }] },
      ],
      expected: isWarned ? ["warning route-not-legal rtb-1"] : [],
    })),
    { name: "a local route", resources: [vpc, subnet, route({ kind: "local" }), acl], expected: [] },
    {
      name: "a group of the same account that is missing",
      resources: [vpc, peer("1")],
      expected: ["warning dangling-reference sg-1"],
    },
    {
      name: "a group of another account: usual",
      resources: [vpc, peer("2")],
      expected: ["info dangling-reference sg-1"],
    },
    {
      name: "a subnet without a main table",
      resources: [vpc, subnet, { ...table, associations: [] }, acl],
      expected: ["warning no-route-table subnet-1"],
    },
    {
      name: "a subnet without a default ACL",
      resources: [vpc, subnet, table, { ...acl, isDefault: false }],
      expected: ["warning no-network-acl subnet-1"],
    },
    {
      name: "no table and no ACL anywhere: the importer has said so",
      resources: [vpc, subnet],
      expected: [],
    },
    {
      name: "an instance's interface without a group",
      resources: [...whole, { ...nic, id: "eni-2", securityGroupIds: [], attachment: { instanceId: "i-1" } }],
      expected: ["warning dangling-reference eni-2", "warning no-security-group eni-2"],
    },
    {
      name: "a gateway's interface without a group: usual",
      resources: [...whole, { ...nic, id: "eni-2", securityGroupIds: [] }],
      expected: [],
    },
    {
      name: "one id for two kinds",
      resources: [...whole, { ...subnet, id: "vpc-1" }],
      expected: ["error duplicate-id vpc-1"],
    },
  ])("$name", ({ resources, expected }) => {
    expect(check(resources)).toEqual(expected);
    expect(check([...resources].reverse())).toEqual(expected);
  });

  it("says how each finding weakens the answers and what to do", () => {
    const [finding] = checkIntegrity(
      configurationFrom([vpc, subnet, route({ kind: "natGateway", id: "nat-9" }), acl], []),
    );
    expect(finding?.message).toBe(
      "`nat-9`, named in `routes` of `rtb-1`, is not in the input; add the replies of its account and region",
    );
    expect(finding?.weakens).toBe("answers that pass through `nat-9`");
  });
});

it("names the table, the route and what is wrong with it (R-6)", () => {
  const routes = [
    { destination: { prefix: "10.0.0.0/25" }, target: PEERING, origin: "CreateRoute", state: "active" },
  ];
  const [found] = checkIntegrity(
    configurationFrom([vpc, subnet, acl, peeringConnection, { ...table, routes }], []),
  );
  expect(found).toMatchObject({
    code: "route-not-legal",
    message:
      "the route `10.0.0.0/25 → pcx-1` of `rtb-1` lies inside the VPC and is for no whole subnet and leads to no interface, NAT gateway or inspecting endpoint, which the provider does not take; it is followed as it stands, record the table again",
    weakens: "answers that use the route `10.0.0.0/25 → pcx-1` of `rtb-1`",
  });
});
