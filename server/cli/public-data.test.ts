import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { testData } from "../testing/test-data";
import { wireLocal } from "../wiring-local";
import { run } from "./run";

/** Runs a command line on public inputs and parses its answer. The shape of an answer is what the test looks at. */
async function answer(...args: string[]): Promise<{ code: number; json: Answer }> {
  const lines: string[] = [];
  const output = { out: (text: string) => lines.push(text), error: () => undefined, isWatched: false };
  const code = await run([...args, "--json"], wireLocal(), output);
  return { code, json: JSON.parse(lines.join("\n")) as Answer };
}

interface Row {
  readonly from: { readonly id: string; readonly address?: string };
  readonly to: { readonly id: string; readonly address?: string };
  readonly protocol: string;
  readonly ports: readonly (readonly [number, number])[];
}
interface Flow {
  readonly from: string;
  readonly to: string;
  readonly members: readonly { readonly id: string }[];
}
interface AlertAnswer {
  readonly kind: string;
  readonly subject: { readonly id: string };
  readonly description: string;
  readonly affected: readonly Flow[];
  readonly recommendations: readonly { readonly title: string }[];
}
interface Answer {
  readonly schemaVersion: number;
  readonly verdict: string;
  readonly at: { readonly id: string } | null;
  readonly alerts: readonly AlertAnswer[];
  readonly checks: readonly { readonly outcome: string }[];
  readonly rows: readonly Row[];
  readonly lost: readonly { readonly lostMembers: readonly { readonly id: string }[] }[];
}

const batfish = (name: string) => testData(`batfish-aws/snapshots/${name}`);

const nat = batfish("test-nat-gateway");
it.runIf(nat !== undefined)(
  "the NAT gateway of test-nat-gateway: an alert with the host behind it",
  async () => {
    const { alerts } = (await answer("analyze", nat ?? "")).json;
    const alert = alerts.find(({ subject }) => subject.id === "nat-07ab4846da51f4612");
    expect(alert?.kind).toBe("single-point-of-failure");
    expect(alert?.affected.map(({ to, members }) => [to, members.map(({ id }) => id)])).toEqual([
      ["internet", ["i-0a128d26e59be60f3"]],
    ]);
    const whatIf = await answer("whatif", nat ?? "", "--fail", "nat-07ab4846da51f4612");
    expect(whatIf.code).toBe(2);
    expect(whatIf.json.lost.flatMap(({ lostMembers }) => lostMembers.map(({ id }) => id))).toEqual([
      "i-0a128d26e59be60f3",
    ]);
  },
);

const igw = batfish("test-public-private-subnet");
it.runIf(igw !== undefined)(
  "the internet gateway of test-public-private-subnet: both directions of the public host",
  async () => {
    const { alerts } = (await answer("analyze", igw ?? "")).json;
    const alert = alerts.find(({ subject }) => subject.id === "igw-0eac198308206c358");
    expect(alert?.affected.map(({ from, to }) => `${from} > ${to}`).sort()).toEqual([
      "internet > launch-wizard-2",
      "launch-wizard-2 > internet",
    ]);
  },
);

const tgw = batfish("test-transit-gateway");
it.runIf(tgw !== undefined)(
  "a transit gateway attachment of test-transit-gateway: the trace changes",
  async () => {
    const flow = [
      "--from",
      "i-06ba034d88c84ef07",
      "--to",
      "192.168.1.106",
      "--protocol",
      "tcp",
      "--port",
      "22",
    ];
    const before = await answer("trace", tgw ?? "", ...flow);
    expect([before.code, before.json.verdict]).toEqual([0, "REACHABLE"]);
    const { resources } = await configurationOf(tgw ?? "");
    const attachments = resources.transitGatewayAttachment.filter(
      ({ resourceType }) => resourceType === "vpc",
    );
    expect(attachments).toHaveLength(2);
    for (const { id } of attachments) {
      const after = await answer("trace", tgw ?? "", ...flow, "--fail", id);
      expect([after.code, after.json.verdict]).toEqual([2, "NOT_REACHABLE"]);
    }
  },
);

async function configurationOf(path: string) {
  return (await wireLocal().readInput(path, { assumeDefaultRoutes: false })).configuration;
}

const zones = testData("c7n-recordings/test_cross_az_nat_gateway_route_filter");
it.runIf(zones !== undefined)(
  "the three-zone recording: zonal dependence of exactly its two subnets, and what is missing",
  async () => {
    const { alerts } = (await answer("analyze", zones ?? "")).json;
    expect(alerts.map(({ kind }) => kind)).toEqual(["zonal-dependence"]);
    const subnets = alerts[0]?.affected.map(({ members }) => members[0]?.id).sort();
    expect(subnets).toEqual(["subnet-01989283067fcc12f", "subnet-06b85e2b5aac87c58"]);
    for (const kind of ["instances", "network interfaces", "security groups", "network ACLs"])
      expect(alerts[0]?.description).toContain(kind);
    const titles = alerts[0]?.recommendations.map(({ title }) => title) ?? [];
    expect(titles.find((title) => title.includes("subnet-06b85e2b5aac87c58"))).toContain(
      "idle NAT gateway `nat-0df07e596f7513ead`",
    );
    expect(titles.find((title) => title.includes("subnet-01989283067fcc12f"))).toContain(
      "Create a NAT gateway in zone us-west-2c",
    );
  },
);

const INPUTS = [
  ...["test", "test-load-balancer", "test-multi-account", "test-nat-gateway", "test-public-private-subnet"],
  ...["test-public-subnet", "test-subnet", "test-transit-gateway", "test-transit-gateway-multi-table"],
  ...["test-vpc-endpoint-gateway", "test-vpc-peering", "test-vpn-gateway"],
].map((name) => `batfish-aws/snapshots/${name}`);
const OTHERS = [
  "npguard-aws/input/input_aws_acl_1.json",
  "npguard-aws/input/input_aws_sg_1.json",
  "npguard-aws/input/input_basic_config_with_sg.json",
  "cloudmapper-demo",
];
for (const name of [...INPUTS, ...OTHERS]) {
  const path = testData(name);
  it.runIf(path !== undefined)(`${name}: at most 25 alerts`, async () => {
    const { code, json } = await answer("analyze", path ?? "", "--assume-default-routes");
    expect(json.alerts.length).toBeLessThanOrEqual(25);
    const undecided = json.checks.some(({ outcome }) => outcome === "unknown");
    expect(code).toBe(json.alerts.length > 0 || undecided ? 2 : 0);
  });
}

it("the sample: its planted weaknesses, nothing undecided", async () => {
  const { json } = await answer("analyze", "prisma/sample");
  const found = json.alerts.map(({ kind, subject }) => `${kind} ${subject.id}`);
  expect(found[0]).toBe("internet-exposure i-0b4d3697424035861");
  expect(found).toContain("single-point-of-failure nat-0681ddf556520aef4");
  expect(found).toContain("zonal-dependence nat-0681ddf556520aef4");
  expect(found.length).toBeLessThanOrEqual(25);
  expect(json.checks.filter(({ outcome }) => outcome === "unknown")).toEqual([]);
});

/** np-guard's complete relation of requests, as pairs and protocols; TCP rows may narrow the destination port. */
interface Expected {
  readonly snapshot: string;
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly dstPorts?: string | null;
}
const npguard = testData("npguard-aws/expected.dev.json");
const { endpoints } = npguard
  ? (JSON.parse(readFileSync(npguard, "utf8")) as { readonly endpoints: readonly Expected[] })
  : { endpoints: [] };

it.runIf(npguard !== undefined).each([...new Set(endpoints.map(({ snapshot }) => snapshot))])(
  "%s: the whole relation of np-guard, and nothing else",
  async (snapshot) => {
    const path = testData(`npguard-aws/input/${snapshot}`) ?? "";
    const { json } = await answer("reach", path, "--assume-default-routes", "--one-way");
    const end = (text: string) => /\[(.*)\]/.exec(text)?.[1] ?? "internet";
    const expected = new Set(
      endpoints
        .filter((each) => each.snapshot === snapshot)
        .flatMap(({ from, to, protocol, dstPorts }) => {
          const port = dstPorts ? ` ${dstPorts}` : "";
          const protocols = protocol === "all" ? ["tcp", "udp", "icmp"] : [protocol];
          return protocols.map((each) => `${end(from)} > ${end(to)} ${each}${port}`);
        }),
    );
    const found = new Set(
      json.rows
        .filter(({ protocol }) => protocol !== "0")
        .map(({ from, to, protocol, ports }) => {
          const [lo, hi] = ports[0] ?? [0, 65535];
          return `${from.address ?? "internet"} > ${to.address ?? "internet"} ${protocol}${lo === 0 && hi === 65535 ? "" : ` ${lo}`}`;
        }),
    );
    expect([...found].sort()).toEqual([...expected].sort());
  },
);
