import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { LocalFixes } from "../application/local-fixes";
import { testData } from "../testing/test-data";
import { PROJECT_ROOT } from "../testing/test-databases";
import { wireLocal } from "../wiring-local";
import { run } from "./run";

async function umbra(...args: string[]): Promise<{ code: number; text: string; errors: string }> {
  const [lines, errors]: [string[], string[]] = [[], []];
  const output = {
    out: (text: string) => lines.push(text),
    error: (text: string) => errors.push(text),
    isWatched: false,
  };
  const code = await run(args, wireLocal(), output);
  return { code, text: lines.join("\n"), errors: errors.join("\n") };
}

/** The fixes for the alert of this kind on this subject. */
async function fixes(config: string, kind: string, subject: string): Promise<LocalFixes & { code: number }> {
  const { alerts } = JSON.parse((await umbra("analyze", config, "--json")).text) as {
    alerts: { fingerprint: string; kind: string; subject: { id: string; name?: string } }[];
  };
  const alert = alerts.find(
    (each) => each.kind === kind && [each.subject.id, each.subject.name].includes(subject),
  );
  const { code, text } = await umbra("fix", config, "--alert", alert?.fingerprint ?? "none", "--json");
  return { ...(JSON.parse(text) as LocalFixes), code };
}

const sample = join(PROJECT_ROOT, "prisma/sample/accounts");

describe("the sample network", () => {
  it("the exposed database: removing the rule is verified, and every closed flow is told", async () => {
    const { code, options } = await fixes(sample, "internet-exposure", "orders-report-db-1b");
    expect(code).toBe(0);
    expect(options.map(({ id, trial }) => [id, trial.verdict])).toEqual([
      ["remove-rule", "verified"],
      ["narrow-to-network", "verified"],
    ]);
    const closed = options[1]?.verified?.closed.map(({ from, to, ports }) => [
      from[0]?.id,
      to[0]?.name,
      ports,
    ]);
    expect(closed).toEqual([["internet", "orders-report-db-1b", [[3306, 3306]]]]);
    const hosts = options[0]?.verified?.closed.flatMap(({ from }) => from.map(({ name }) => name)).sort();
    // The two that call it by their group stay, everyone else of the network and the internet goes.
    expect(hosts).toEqual(
      [
        "admin-1a",
        "app-1a",
        "app-1b",
        "app-2a",
        "app-2b",
        "bastion-1a",
        "cache-1a",
        "db-1a",
        "db-1b",
        "web-1a",
        "web-1b",
        undefined,
      ].sort(),
    );
    expect(options[0]?.cli).toContain("aws ec2 revoke-security-group-ingress");
    expect(options[0]?.terraform).toContain("aws_vpc_security_group_ingress_rule");
  });

  it("the private subnets of zone b: a NAT gateway of their own is verified", async () => {
    const { options } = await fixes(sample, "zonal-dependence", "nat-gw-1a");
    expect(
      options.map(({ operations, verified }) => [operations.map(({ kind }) => kind), verified !== null]),
    ).toEqual([[["add-nat-gateway", "retarget-route"], true]]);
    expect(options[0]?.verified).toMatchObject({ opened: [], closed: [], lost: [], undecided: [] });
  });

  it("does not claim that a gateway of its own zone stops being one: the finding is still there", async () => {
    const { code, options } = await fixes(sample, "single-point-of-failure", "nat-gw-1a");
    expect(code).toBe(2);
    expect(options.map(({ verified, trial }) => [verified, trial.reasons.map((each) => each.code)])).toEqual([
      [null, ["still-there"]],
    ]);
  });

  it("lists the alerts when none has the fingerprint, and prints all of it for people", async () => {
    const missing = await umbra("fix", sample, "--alert", "nothing");
    expect([missing.code, missing.errors]).toEqual([
      1,
      expect.stringContaining("no alert has this fingerprint"),
    ]);
    expect((await umbra("fix", sample)).code).toBe(1);
    const { alert } = await fixes(sample, "internet-exposure", "orders-report-db-1b");
    const { text } = await umbra("fix", sample, "--alert", alert.fingerprint.slice(0, 12));
    expect(text).toContain("VERIFIED BY SIMULATION");
    expect(text).toContain("closes internet -> i-0b4d3697424035861 (orders-report-db-1b) tcp/3306");
  });
});

const zones = testData("c7n-recordings/test_cross_az_nat_gateway_route_filter");
it.runIf(zones !== undefined)(
  "the three-zone recording: the idle gateway in 2b, a new one in 2c; not verified, for nobody recorded the hosts",
  async () => {
    const { options } = await fixes(zones ?? "", "zonal-dependence", "nat-06e9acaa9c0ab8799");
    const made = options[0]?.operations.map((change) =>
      change.kind === "retarget-route" && "id" in change.to
        ? [change.routeTableId, change.to.id]
        : [change.kind],
    );
    expect(made).toEqual([
      ["add-nat-gateway"],
      ["rtb-0790946c364d31f08", "new-nat-us-west-2c"],
      ["rtb-0da8d0fc8d7c46a45", "nat-0df07e596f7513ead"],
    ]);
    for (const { verified, trial } of options) {
      expect(verified).toBeNull();
      expect(trial.reasons.map(({ code }) => code)).toContain("not-in-the-input");
    }
  },
);

const nat = testData("batfish-aws/snapshots/test-nat-gateway");
it.runIf(nat !== undefined)(
  "the jump host of test-nat-gateway: narrowing keeps the network's own flows",
  async () => {
    const { options } = await fixes(nat ?? "", "internet-exposure", "Jump Host");
    const narrow = options.find(({ id }) => id === "narrow-to-network");
    expect(narrow?.verified?.closed.map(({ from, to }) => [from[0]?.id, to[0]?.name])).toEqual([
      ["internet", "Jump Host"],
    ]);
  },
);
