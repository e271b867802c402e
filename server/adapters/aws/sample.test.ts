import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { indexConfiguration } from "../../engine/configuration";
import { type AwsInput, readAwsInput, readDirectory } from ".";

/** The sample estate is a promise to every new user: what it holds, and that nothing in it is open. */
describe("the sample estate", () => {
  let input: AwsInput;
  beforeAll(async () => {
    input = readAwsInput(await readDirectory(join(process.cwd(), "prisma/sample/accounts")));
  });

  it("imports without a diagnostic and without anything ignored", () => {
    expect(input.diagnostics).toEqual([]);
    expect(input.ignored).toEqual([]);
  });

  it("has 60 resources, in three tiers and two zones", () => {
    const lists = Object.entries(input.configuration.resources);
    const counts = lists
      .filter(([, list]) => list.length > 0)
      .map(([kind, list]) => `${kind} ${list.length}`);
    expect(counts).toEqual([
      "zone 2",
      "vpc 1",
      "subnet 6",
      "instance 14",
      "networkInterface 15",
      "publicAddress 2",
      "routeTable 4",
      "securityGroup 9",
      "networkAcl 4",
      "internetGateway 1",
      "blockPublicAccess 1",
      "natGateway 1",
    ]);
    expect(lists.reduce((sum, [, list]) => sum + list.length, 0)).toBe(60);
  });

  it("knows every kind, so that nothing in it is undecided", () => {
    expect(new Set(input.configuration.coverage.map((row) => row.status))).toEqual(new Set(["ok"]));
    const { loadBalancer, vpnConnection, vpcEndpoint, firewall } = input.configuration.resources;
    expect([...loadBalancer, ...vpnConnection, ...vpcEndpoint, ...firewall]).toEqual([]);
    expect(
      input.configuration.resources.networkInterface.every(
        (nic) => nic.sourceDestCheck || nic.interfaceType === "nat_gateway",
      ),
    ).toBe(true);
  });

  it("plants the NAT gateway that both zones depend on", () => {
    const index = indexConfiguration(input.configuration);
    const [nat] = input.configuration.resources.natGateway;
    const zones = input.configuration.resources.subnet.flatMap((subnet) => {
      const routes = index.routeTableOf(subnet.id)?.routes ?? [];
      return routes.some((route) => route.target.kind === "natGateway") ? (subnet.zoneName ?? "") : [];
    });
    expect(nat?.name).toBe("nat-gw-1a");
    expect(zones.sort()).toEqual(["us-east-1a", "us-east-1a", "us-east-1b", "us-east-1b"]);
  });

  it("plants one database that the internet reaches", () => {
    const open = input.configuration.resources.securityGroup.flatMap((group) =>
      group.ingress.flatMap((rule) =>
        rule.peer.kind === "prefix" && rule.peer.prefix === "0.0.0.0/0"
          ? `${group.name} ${rule.fromPort}`
          : [],
      ),
    );
    expect(open.sort()).toEqual(["report-db 3306", "web 443", "web 80"]);
  });
});
