import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  contentHash,
  exportConfiguration,
  RESOURCE_KINDS,
  type SecurityGroupRule,
} from "../../engine/configuration";
import { testData, testDataNames } from "../../testing/test-data";
import { type AwsInput, readAwsInput, readPath } from ".";
import { file } from "./fixtures";

async function read(relativePath: string, options: { assumeDefaultRoutes?: boolean } = {}) {
  const input = readAwsInput(await readPath(join(testData(relativePath) ?? "", "")), options);
  const lists = RESOURCE_KINDS.map((kind) => [kind, input.configuration.resources[kind].length] as const);
  const counts = Object.fromEntries(lists.filter(([, count]) => count > 0));
  const errors = input.diagnostics.filter((each) => each.severity === "error");
  const ignored = input.ignored.map((each) => `${each.name} ${each.count}`);
  return { ...input, counts, errors, ignored };
}

const snapshots = testDataNames("batfish-aws/snapshots");
describe.runIf(snapshots.length > 0)("accounts in Batfish's layouts", () => {
  it.each(snapshots)("%s imports without an error, and its export reads back the same", async (name) => {
    const { configuration, errors } = await read(`batfish-aws/snapshots/${name}`);
    expect(errors).toEqual([]);
    const text = exportConfiguration(configuration);
    const again = readAwsInput([file("export.json", text)]).configuration;
    expect(contentHash(again)).toBe(contentHash(configuration));
    expect(exportConfiguration(again) === text).toBe(true);
  });

  it.each([
    { name: "test", ignored: [] },
    { name: "test-load-balancer", ignored: ["ServiceDetails 64", "ServiceNames 64"] },
    { name: "test-nat-gateway", ignored: [] },
    { name: "test-transit-gateway", ignored: [] },
    {
      name: "test-vpc-endpoint-gateway",
      ignored: ["ServiceDetails 77", "ServiceNames 77"],
    },
    { name: "test-vpn-gateway", ignored: ["not JSON 1"] },
  ])("$name says what it ignored", async ({ name, ignored }) => {
    expect((await read(`batfish-aws/snapshots/${name}`)).ignored).toEqual(ignored);
  });

  it.each([
    {
      name: "test-nat-gateway",
      counts: {
        zone: 1,
        vpc: 1,
        subnet: 3,
        instance: 3,
        networkInterface: 4,
        routeTable: 3,
        securityGroup: 3,
        networkAcl: 2,
        internetGateway: 1,
        natGateway: 1,
      },
    },
    {
      name: "test-transit-gateway",
      counts: {
        zone: 3,
        vpc: 2,
        subnet: 3,
        instance: 4,
        networkInterface: 5,
        publicAddress: 1,
        routeTable: 2,
        securityGroup: 5,
        networkAcl: 2,
        internetGateway: 1,
        transitGateway: 1,
        transitGatewayAttachment: 3,
        transitGatewayRouteTable: 1,
        customerGateway: 1,
        vpnConnection: 1,
      },
    },
    {
      name: "test-vpc-peering",
      counts: {
        zone: 3,
        vpc: 3,
        subnet: 3,
        instance: 3,
        networkInterface: 3,
        routeTable: 3,
        securityGroup: 6,
        networkAcl: 3,
        vpcPeeringConnection: 2,
      },
    },
  ])("$name has what its files have", async ({ name, counts }) => {
    expect((await read(`batfish-aws/snapshots/${name}`)).counts).toEqual(counts);
  });

  it("test-multi-account: both VPCs of two accounts in two regions exist (facts.json)", async () => {
    const { configuration } = await read("batfish-aws/snapshots/test-multi-account");
    expect(configuration.resources.vpc.map((vpc) => [vpc.id, vpc.accountId, vpc.region])).toEqual([
      ["vpc-0008a7b45e3ddf1dd", "222", "us-west-2"],
      ["vpc-015b20578b48c1349", "111", "us-west-1"],
    ]);
  });
});

const files = testDataNames("batfish-aws/files");
describe.runIf(files.length > 0)("one file of one kind, with odd attributes", () => {
  /** No Describe* reply of a network: the only ones of which nothing can be read. */
  const OTHERS: Record<string, string> = {
    "DefaultAction.json": "`DefaultAction`",
    "RoutePrefixListId.json": "`RoutePrefixListId`",
    "DirectConnectGatewayTest.json": "`DirectConnectGateways`",
  };

  it.each(files.filter((name) => !(name in OTHERS)))("%s imports without an error", async (name) => {
    const { errors, configuration, diagnostics } = await read(`batfish-aws/files/${name}`);
    expect(errors).toEqual([]);
    // Either something was read, or it is said why not.
    const resourceCount = RESOURCE_KINDS.reduce((sum, kind) => sum + configuration.resources[kind].length, 0);
    expect(resourceCount + diagnostics.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(OTHERS))("%s is refused by the name of what it holds", async (name, says) => {
    await expect(read(`batfish-aws/files/${name}`)).rejects.toMatchObject({ code: "BAD_INPUT", file: name });
    await expect(read(`batfish-aws/files/${name}`)).rejects.toThrow(says);
  });

  it("SecurityGroupTest: ports are kept as written, the pair -1/9 of icmp is warned about (facts.json)", async () => {
    const groups = JSON.parse(
      await readFile(testData("batfish-aws/files/SecurityGroupTest.json") ?? "", "utf8"),
    );
    // The file gives its three icmp groups one id, which no account has: read one by one.
    const inputs = groups.SecurityGroups.map((group: object) =>
      readAwsInput([file("S.json", { SecurityGroups: [group] })]),
    );
    const rules = inputs.flatMap(
      (input: AwsInput) => input.configuration.resources.securityGroup[0]?.ingress ?? [],
    );
    const pairs = rules.map((rule: SecurityGroupRule) => `${rule.protocol} ${rule.fromPort}..${rule.toPort}`);
    expect(pairs).toEqual(
      expect.arrayContaining([
        "6 -1..50",
        "6 30..-1",
        "6 0..65535",
        "-1 undefined..undefined",
        "1 8..-1",
        "1 8..9",
        "1 -1..9",
      ]),
    );
    const codes = inputs.flatMap((input: AwsInput) => input.diagnostics.map((each) => each.code));
    expect(codes.filter((code: string) => code === "icmp-code-without-type")).toHaveLength(1);
    const together = await read("batfish-aws/files/SecurityGroupTest.json");
    expect(together.diagnostics.map((each) => each.code)).toContain("duplicate-id");
  });

  it("all of them together import, with a truthful list of what was ignored", async () => {
    const { errors, ignored, counts } = await read("batfish-aws/files");
    expect(errors).toEqual([]);
    expect(ignored).toEqual(["DefaultAction 1", "DirectConnectGateways 2", "RoutePrefixListId 1"]);
    expect(Object.keys(counts).length).toBeGreaterThan(20);
  });
});

const recordings = testDataNames("c7n-recordings").filter((name) => name !== "PROVENANCE.txt");
describe.runIf(recordings.length > 0)("recorded replies", () => {
  it.each(recordings)("%s imports without an error", async (name) => {
    expect((await read(`c7n-recordings/${name}`)).errors).toEqual([]);
  });

  it("the three-zone VPC says what was not recorded", async () => {
    const { counts, diagnostics } = await read("c7n-recordings/test_cross_az_nat_gateway_route_filter");
    expect(counts).toEqual({ zone: 3, subnet: 13, routeTable: 13, natGateway: 2 });
    const missing = diagnostics
      .filter((each) => each.code === "missing-kind")
      .map((each) => /Describe\w+/.exec(each.message)?.[0]);
    expect(missing).toEqual([
      "DescribeInstances",
      "DescribeNetworkAcls",
      "DescribeNetworkInterfaces",
      "DescribeSecurityGroups",
      "DescribeVpcs",
    ]);
  });

  it("adds up the pages of one reply, and takes `Rules` of another service for what they are", async () => {
    const { counts, ignored } = await read("c7n-recordings/test_security_group_used");
    expect(counts).toEqual({ networkInterface: 4, securityGroup: 7 });
    expect(ignored).toEqual([
      "EventBuses 1",
      "Functions 2",
      "LaunchConfigurations 0",
      "ResourceTagMappingList 0",
      "Rules 0",
      "SecurityGroupReferenceSet 0",
      "computeEnvironments 0",
      "projects 0",
    ]);
  });
});

describe.runIf(testData("cloudmapper-demo") !== undefined)("files named after the command line", () => {
  it("cloudmapper-demo imports, and everything missing is said", async () => {
    const { counts, errors, ignored, diagnostics } = await read("cloudmapper-demo");
    expect(errors).toEqual([]);
    expect(counts).toEqual({
      zone: 6,
      vpc: 1,
      subnet: 4,
      instance: 3,
      networkInterface: 2,
      securityGroup: 8,
      vpcEndpoint: 2,
      loadBalancer: 1,
      classicLoadBalancer: 1,
      databaseInstance: 1,
      dataStore: 2,
    });
    expect(ignored.length).toBeGreaterThan(30);
    const codes = diagnostics.map((each) => each.code);
    expect(codes.filter((code) => code === "missing-kind")).toHaveLength(2);
    expect(codes).toContain("host-bits");
  });
});

const accounts = testDataNames("npguard-aws/input");
describe.runIf(accounts.length > 0)("one file per account with SDK objects", () => {
  it.each(accounts)(
    "%s imports; its missing route tables are said, or assumed when asked for",
    async (name) => {
      const plain = await read(`npguard-aws/input/${name}`);
      expect(plain.errors).toEqual([]);
      expect(plain.ignored).toEqual([]);
      expect(plain.counts.routeTable).toBeUndefined();
      expect(plain.diagnostics.some((each) => each.message.includes("DescribeRouteTables"))).toBe(true);
      const assumed = await read(`npguard-aws/input/${name}`, { assumeDefaultRoutes: true });
      expect(assumed.counts.routeTable).toBeGreaterThanOrEqual(assumed.counts.vpc ?? 1);
      expect(assumed.diagnostics.filter((each) => each.code === "assumed-route-table")).toHaveLength(
        assumed.counts.routeTable ?? 0,
      );
    },
  );
});
