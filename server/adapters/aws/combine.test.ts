import { describe, expect, it } from "vitest";
import { exportConfiguration, indexConfiguration } from "../../engine/configuration";
import { readAwsInput } from ".";
import { file } from "./fixtures";

const OWNER = "111122223333";
const GUEST = "444455556666";
const vpc = { VpcId: "vpc-1", CidrBlock: "10.0.0.0/16", OwnerId: OWNER };
const subnet = { SubnetId: "subnet-1", VpcId: "vpc-1", CidrBlock: "10.0.0.0/24", OwnerId: OWNER };

describe("one network seen by several accounts (SHR-3, M-2)", () => {
  const at = (account: string, key: string, list: object[]) =>
    file(`accounts/${account}/eu-west-1/${key}.json`, { [key]: list });
  const guests = at(GUEST, "Subnets", [
    { ...subnet, AvailabilityZone: "eu-west-1b", AvailabilityZoneId: "euw1-az1", Tags: [] },
  ]);
  const owners = at(OWNER, "Subnets", [
    {
      ...subnet,
      AvailabilityZone: "eu-west-1a",
      AvailabilityZoneId: "euw1-az1",
      Tags: [{ Key: "Name", Value: "shared" }],
    },
  ]);

  it.each([
    { name: "the owner's file first", files: [owners, guests] },
    { name: "the guest's file first", files: [guests, owners] },
  ])("merges by id, the owner's view wins: $name", ({ files }) => {
    const { configuration, diagnostics } = readAwsInput(files);
    expect(configuration.resources.subnet).toHaveLength(1);
    expect(configuration.resources.subnet[0]).toMatchObject({
      name: "shared",
      accountId: OWNER,
      zoneName: "eu-west-1a",
    });
    expect(diagnostics.map((each) => each.code)).not.toContain("duplicate-id");
  });

  it("knows one zone that two accounts call by different names", () => {
    const { resources } = readAwsInput([guests, owners]).configuration;
    expect(resources.zone.map((zone) => [zone.id, zone.accountId])).toEqual([["euw1-az1", OWNER]]);
  });

  it("keeps what only the guest sees under the account that saw it", () => {
    const { resources } = readAwsInput([guests]).configuration;
    expect(resources.subnet[0]).toMatchObject({ accountId: GUEST, ownerId: OWNER });
  });
});

describe("zone ids (M-2)", () => {
  const zones = file("AvailabilityZones.json", {
    AvailabilityZones: [
      { ZoneName: "eu-west-1a", ZoneId: "euw1-az3", RegionName: "eu-west-1", State: "available" },
    ],
  });
  const named = file("Subnets.json", { Subnets: [{ ...subnet, AvailabilityZone: "eu-west-1a" }] });

  it("come from the list of zones where the subnet does not say", () => {
    const { subnet: subnets, zone } = readAwsInput([zones, named]).configuration.resources;
    expect([subnets[0]?.zoneId, zone.map((each) => each.id)]).toEqual(["euw1-az3", ["euw1-az3"]]);
  });

  it("come from another subnet of the account that says both", () => {
    const both = file("More.json", {
      Subnets: [
        { ...subnet, SubnetId: "subnet-2", AvailabilityZone: "eu-west-1a", AvailabilityZoneId: "euw1-az3" },
      ],
    });
    expect(readAwsInput([named, both]).configuration.resources.subnet.map((each) => each.zoneId)).toEqual([
      "euw1-az3",
      "euw1-az3",
    ]);
  });

  it("fall back to the name qualified by the account, with a zone of that id to fail", () => {
    const { configuration } = readAwsInput([named]);
    expect(configuration.resources.subnet[0]?.zoneId).toBe(`${OWNER}:eu-west-1a`);
    expect(indexConfiguration(configuration).get("zone", `${OWNER}:eu-west-1a`)).toMatchObject({
      zoneName: "eu-west-1a",
      region: "eu-west-1",
    });
  });

  it("also of a list of zones that carries names only", () => {
    const old = file("AvailabilityZones.json", {
      AvailabilityZones: [{ ZoneName: "eu-west-1a", RegionName: "eu-west-1" }],
    });
    expect(readAwsInput([named, old]).configuration.resources.zone.map((zone) => zone.id)).toEqual([
      `${OWNER}:eu-west-1a`,
    ]);
  });
});

describe("accounts and regions", () => {
  it.each([
    {
      name: "the path",
      files: [file("accounts/999900001111/eu-west-3/Vpcs.json", { Vpcs: [vpc] })],
      expected: ["999900001111", "eu-west-3"],
    },
    {
      name: "the owner, and the zone of a subnet",
      files: [
        file("Vpcs.json", { Vpcs: [vpc] }),
        file("Subnets.json", { Subnets: [{ ...subnet, AvailabilityZone: "eu-west-3b" }] }),
      ],
      expected: [OWNER, "eu-west-3"],
    },
    {
      name: "a recorded caller identity",
      files: [
        file("Vpcs.json", { Vpcs: [{ ...vpc, OwnerId: null }] }),
        file("sts-get-caller-identity.json", { Account: GUEST, UserId: "x", Arn: "arn" }),
      ],
      expected: [GUEST, ""],
    },
    {
      name: "what the rest of the input belongs to",
      files: [
        file("x.json", {
          Vpcs: [{ ...vpc, OwnerId: undefined }],
          SecurityGroups: [{ GroupId: "sg-1", OwnerId: GUEST, VpcId: "vpc-1" }],
        }),
      ],
      expected: [GUEST, ""],
    },
    {
      name: "nothing at all",
      files: [file("Vpcs.json", { Vpcs: [{ ...vpc, OwnerId: undefined }] })],
      expected: ["", ""],
    },
  ])("come from $name", ({ files, expected }) => {
    const [found] = readAwsInput(files).configuration.resources.vpc;
    expect([found?.accountId, found?.region]).toEqual(expected);
  });
});

describe("interfaces of instances", () => {
  const instance = {
    InstanceId: "i-1",
    State: { Name: "running" },
    SubnetId: "subnet-1",
    VpcId: "vpc-1",
    PrivateIpAddress: "10.0.0.5",
    PublicIpAddress: "203.0.113.5",
    SecurityGroups: [{ GroupId: "sg-1" }],
  };
  const nic = {
    NetworkInterfaceId: "eni-1",
    SubnetId: "subnet-1",
    VpcId: "vpc-1",
    PrivateIpAddress: "10.0.0.5",
    Groups: [{ GroupId: "sg-1" }],
    Attachment: { DeviceIndex: 0, Status: "attached" },
  };
  const reservations = (each: object) =>
    file("Reservations.json", { Reservations: [{ OwnerId: OWNER, Instances: [each] }] });
  const interfaces = file("NetworkInterfaces.json", {
    NetworkInterfaces: [
      {
        ...nic,
        Attachment: { InstanceId: "i-1", DeviceIndex: 0, Status: "attached" },
        SourceDestCheck: false,
      },
    ],
  });

  it.each([
    {
      name: "are taken from their own list",
      files: [reservations({ ...instance, NetworkInterfaces: [nic] }), interfaces],
      expected: { id: "eni-1", sourceDestCheck: false },
    },
    {
      name: "are taken from the instance where there is no such list (M-5: the check is on)",
      files: [reservations({ ...instance, NetworkInterfaces: [nic] })],
      expected: { id: "eni-1", sourceDestCheck: true, accountId: OWNER },
    },
    {
      name: "are made of the instance's address in old recordings",
      files: [reservations(instance)],
      expected: {
        id: "i-1/primary-interface",
        securityGroupIds: ["sg-1"],
        privateAddresses: [{ address: "10.0.0.5", primary: true, publicAddress: "203.0.113.5" }],
      },
    },
  ])("$name", ({ files, expected }) => {
    const { configuration } = readAwsInput(files);
    expect(indexConfiguration(configuration).interfacesOfInstance("i-1")).toHaveLength(1);
    expect(configuration.resources.networkInterface[0]).toMatchObject(expected);
  });

  it("get the Elastic IP address that only the list of addresses shows", () => {
    const addresses = file("Addresses.json", {
      Addresses: [
        {
          AllocationId: "eipalloc-1",
          PublicIp: "203.0.113.9",
          NetworkInterfaceId: "eni-1",
          PrivateIpAddress: "10.0.0.5",
        },
      ],
    });
    const { configuration } = readAwsInput([interfaces, addresses]);
    expect(indexConfiguration(configuration).interfaceByPublicAddress("203.0.113.9")?.id).toBe("eni-1");
  });

  it("of a terminated instance are not invented", () => {
    const { SubnetId, PrivateIpAddress, ...gone } = instance;
    const { resources } = readAwsInput([
      reservations({ ...gone, State: { Name: "terminated" } }),
    ]).configuration;
    expect([resources.instance.length, resources.networkInterface.length]).toEqual([1, 0]);
  });
});

describe("assumed route tables", () => {
  const network = [
    file("Vpcs.json", { Vpcs: [vpc] }),
    file("Subnets.json", {
      Subnets: [
        { ...subnet, MapPublicIpOnLaunch: true },
        { ...subnet, SubnetId: "subnet-2", CidrBlock: "10.0.1.0/24" },
      ],
    }),
    file("InternetGateways.json", {
      InternetGateways: [
        { InternetGatewayId: "igw-1", Attachments: [{ VpcId: "vpc-1", State: "available" }] },
      ],
    }),
  ];
  const routesOf = (files: Parameters<typeof readAwsInput>[0], assumeDefaultRoutes: boolean) => {
    const { configuration, diagnostics } = readAwsInput(files, { assumeDefaultRoutes });
    const index = indexConfiguration(configuration);
    const targets = ["subnet-1", "subnet-2"].map(
      (id) => index.routeTableOf(id)?.routes.map((route) => route.target.kind) ?? [],
    );
    return { targets, said: diagnostics.filter((each) => each.code === "assumed-route-table").length };
  };

  it("are supplied only when asked for, and every one is named", () => {
    expect(routesOf(network, false)).toEqual({ targets: [[], []], said: 0 });
    expect(routesOf(network, true)).toEqual({ targets: [["local", "internetGateway"], ["local"]], said: 2 });
  });

  it("never replace what the input has", () => {
    const tables = file("RouteTables.json", {
      RouteTables: [{ RouteTableId: "rtb-1", VpcId: "vpc-1", Associations: [{ Main: true }], Routes: [] }],
    });
    expect(routesOf([...network, tables], true)).toEqual({ targets: [[], []], said: 0 });
  });
});

describe("coverage", () => {
  it("says of every kind, account and region whether it was read, refused or never there", () => {
    const { configuration, diagnostics } = readAwsInput([
      file("accounts/111122223333/eu-west-1/Vpcs.json", { Vpcs: [] }),
      file("accounts/111122223333/eu-north-1/Vpcs.json", { Vpcs: [vpc] }),
      file("accounts/111122223333/eu-north-1/NetworkAcls.json", { Error: { Code: "UnauthorizedOperation" } }),
    ]);
    const status = (region: string, kind: string) =>
      configuration.coverage.find((row) => row.region === region && row.kind === kind)?.status;
    expect([
      status("eu-west-1", "vpc"),
      status("eu-north-1", "vpc"),
      status("eu-north-1", "networkAcl"),
      status("eu-west-1", "networkAcl"),
    ]).toEqual(["ok", "ok", "denied", "absent"]);
    const missing = diagnostics.filter((each) => each.code === "missing-kind").map((each) => each.message);
    expect(
      missing.filter((message) => message.includes("eu-north-1") && message.includes("DescribeNetworkAcls")),
    ).toEqual([]);
    expect(
      missing.filter((message) => message.includes("eu-west-1") && message.includes("DescribeNetworkAcls")),
    ).toHaveLength(1);
  });

  const subnets = (...list: object[]) => file("eu-west-1/Subnets.json", { Subnets: list });
  const tables = { TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: "r", TransitGatewayId: "t" }] };

  it.each([
    {
      name: "a resource that cannot be read",
      files: [subnets(subnet, { VpcId: "vpc-1" })],
      kind: "subnet",
      status: "suspicious",
    },
    {
      name: "an attribute that cannot be read",
      files: [subnets({ ...subnet, CidrBlock: "10/8" })],
      kind: "subnet",
      status: "suspicious",
    },
    {
      name: "a second page that is cut off",
      files: [subnets(subnet), file("eu-west-1/Subnets_2.json", '{"Subnets": [')],
      kind: "subnet",
      status: "suspicious",
    },
    {
      name: "a second page that was not recorded",
      files: [file("eu-west-1/Subnets.json", { Subnets: [subnet], NextToken: "more" })],
      kind: "subnet",
      status: "suspicious",
    },
    {
      name: "a second page that was",
      files: [
        file("eu-west-1/Subnets_1.json", { Subnets: [subnet], NextToken: "more" }),
        file("eu-west-1/Subnets_2.json", { Subnets: [] }),
      ],
      kind: "subnet",
      status: "ok",
    },
    {
      name: "a refused page beside one that was read",
      files: [subnets(subnet), file("eu-west-1/Subnets_2.json", { Error: { Code: "AccessDenied" } })],
      kind: "subnet",
      status: "denied",
    },
    {
      name: "a table left out because half of it is missing",
      files: [file("eu-west-1/x.json", tables)],
      kind: "transitGatewayRouteTable",
      status: "unsupported",
    },
    {
      name: "an interface inside an instance that cannot be read",
      files: [
        file("eu-west-1/Reservations.json", {
          Reservations: [
            {
              Instances: [
                {
                  InstanceId: "i-1",
                  State: { Name: "running" },
                  NetworkInterfaces: [{ NetworkInterfaceId: "eni-1" }],
                },
              ],
            },
          ],
        }),
      ],
      kind: "networkInterface",
      status: "suspicious",
    },
    {
      name: "a rule that matches nothing: nothing is lost",
      files: [
        file("eu-west-1/S.json", {
          SecurityGroups: [
            { GroupId: "sg-1", IpPermissions: [{ IpProtocol: "tcp", FromPort: 9, ToPort: 8 }] },
          ],
        }),
      ],
      kind: "securityGroup",
      status: "ok",
    },
    {
      name: "a kind that is not modeled",
      files: [file("eu-west-1/x.json", { Vpcs: [], CarrierGateways: [{}] })],
      kind: "CarrierGateways",
      status: "unsupported",
    },
  ])("of $name is $status", ({ files, kind, status }) => {
    const { configuration } = readAwsInput(files);
    expect(configuration.coverage.filter((row) => row.kind === kind).map((row) => row.status)).toEqual([
      status,
    ]);
    const again = readAwsInput([file("export.json", exportConfiguration(configuration))]);
    expect(again.configuration.coverage).toEqual(configuration.coverage);
  });
});
