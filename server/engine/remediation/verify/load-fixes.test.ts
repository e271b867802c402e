import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readAwsInput, readDirectory } from "../../../adapters/aws";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4, b4n } from "../../../testing/network-builder-balanced";
import { b1 } from "../../../testing/network-builder-bases";
import { but, type NetworkChange } from "../../../testing/network-builder-change";
import { analyze } from "../../alert";
import type { Change, Configuration } from "../../configuration";
import { factsSchema } from "../../intent";
import { buildNetwork } from "../../semantics";
import { proposeFixes } from "../propose/propose-fixes";
import { spreadFixes } from "../propose/spread-fixes";
import { verifyFix } from "./verify-fix";

const SAMPLE = join(import.meta.dirname, "../../../../prisma/sample");
const DAY = "2026-01-01";

function declaring(configuration: Configuration, demands: unknown): Configuration {
  const facts = factsSchema.parse({ demands });
  return { ...configuration, declared: { applications: [], exceptions: [], demands: facts.demands } };
}

/** A network with its suite, and its alert of this kind on the subject of this name. */
function found(configuration: Configuration, kind: string, subject: string) {
  const analysis = analyze(configuration, { day: DAY });
  const alert = analysis.alerts.find(
    (each) => each.kind === kind && [each.subject.id, each.subject.name].includes(subject),
  );
  if (!alert) throw new Error(`no ${kind} of ${subject}`);
  const base = { network: buildNetwork(configuration), intents: analysis.intents, analysis };
  const verify = (changes: readonly Change[]) => verifyFix(base, alert, changes, { day: DAY });
  const tried = () =>
    proposeFixes(base, alert).map((option) => ({ option, trial: verify(option.operations) }));
  return { alert, verify, tried };
}

const sample = async () => {
  const { configuration } = readAwsInput(await readDirectory(join(SAMPLE, "accounts")));
  return declaring(configuration, JSON.parse(readFileSync(join(SAMPLE, "umbra.json"), "utf8")).demands);
};

describe("the cache of the sample, which fills up within a year", () => {
  /**
   * 0.04 Gbps that double within a year are 0.08, and 0.08 / 0.8 = 0.1: of t3.micro (0.064), t3.small (0.128) and larger the
   * next is t3.small. Beside a second member each has 0.02, after a year 0.04: 62.5 % of 0.064.
   */
  it("is cured by the next larger type, and by a second member in the other zone", async () => {
    const cache = found(await sample(), "capacity-date", "cache-1a");
    const tried = cache.tried();
    expect(tried.map(({ option, trial }) => [option.id, trial.verdict, trial.reasons])).toEqual([
      ["resize-instance", "verified", []],
      ["add-member", "verified", []],
    ]);
    const [larger, member] = tried;
    expect(larger?.option.operations).toMatchObject([
      { kind: "resize-instance", from: "t3.micro", to: "t3.small" },
    ]);
    expect(larger?.option.cli).toContain("aws ec2 modify-instance-attribute");
    expect(larger?.option.terraform).toContain('instance_type = "t3.small"');
    expect(member?.option.operations).toMatchObject([{ kind: "add-instance", name: "cache-1a-2" }]);
    expect(member?.option.title).toContain("us-east-1b");
    for (const { trial } of tried) expect(trial.fixes[0]).toBe(cache.alert.fingerprint);
  });

  it("is not cured by a type that is no larger, nor by one that has less", async () => {
    const cache = found(await sample(), "capacity-date", "cache-1a");
    const { id } = cache.alert.subject;
    const resized = (to: string) =>
      cache.verify([{ kind: "resize-instance", instanceId: id, from: "t3.micro", to }]);
    // t3.nano has 0.032 Gbps: 0.04 are more than it has.
    const nano = resized("t3.nano");
    expect(nano.verdict).toBe("refused");
    expect(nano.reasons.map(({ code }) => code).sort()).toEqual(["new-alert", "still-there"]);
    const unknown = resized("t3.unheard-of");
    expect(unknown.verdict).toBe("undecided");
    const changed = cache.verify([
      { kind: "resize-instance", instanceId: id, from: "t3.small", to: "t3.large" },
    ]);
    expect(changed).toMatchObject({ verdict: "refused", reasons: [{ code: "conflict" }] });
  });
});

/** Two members share 0.8 Gbps behind nlb-1; each has 0.75, so that either alone is asked for more. */
const balanced = (rateGbps: number) =>
  declaring(
    buildConfiguration(
      but(b4n(), {
        vms: { "app-a": { type: "m5.large" }, "app-b": { type: "m5.large" } },
        balancers: { "nlb-1": { crossZone: true } },
      }),
    ),
    [{ from: "internet", to: "nlb-1", port: 443, rateGbps }],
  );

it("an overload with one member down is cured by a larger type for the one that is left", () => {
  const tried = found(balanced(0.8), "overload-after-failure", "app-a").tried();
  expect(tried.map(({ option, trial }) => [option.id, trial.verdict, trial.reasons])).toEqual([
    ["resize-instance", "verified", []],
  ]);
  expect(tried[0]?.option.operations).toMatchObject([
    { instanceId: "app-b", from: "m5.large", to: "m5.xlarge" },
  ]);
});

it("a member that is registered with the target group takes its share", () => {
  // 1.4 / 2 = 0.7 of 0.75 Gbps is above 80 %; 1.4 / 3 = 0.467 is 62 %. With one of the three down it is 0.7 again.
  const vms = { "app-a": { type: "m5.large" }, "app-b": { type: "m5.large" } };
  const behind = declaring(buildConfiguration(but(b4(), { vms })), [
    { from: "internet", to: "alb-1", port: 443, rateGbps: 1.4 },
  ]);
  const tried = found(behind, "over-capacity", "app-a").tried();
  const member = tried.find(({ option }) => option.id === "add-member");
  expect(member?.option.operations.map(({ kind }) => kind)).toEqual(["add-instance", "register-target"]);
  expect(member?.trial.fixes).toContain(found(behind, "over-capacity", "app-b").alert.fingerprint);
  expect(member?.option.cli).toContain("aws elbv2 register-targets");
  expect([member?.trial.verdict, member?.trial.reasons]).toEqual(["verified", []]);
  // One that its own kind may call opens a way between the two, which nobody had.
  const open = found(balanced(1.4), "over-capacity", "app-a").tried();
  const refused = open.find(({ option }) => option.id === "add-member")?.trial;
  expect(refused?.verdict).toBe("refused");
  expect(new Set(refused?.reasons.map(({ code }) => code))).toEqual(new Set(["newly-reachable"]));
});

describe("members that carry more than their part", () => {
  const vm = { type: "m5.large", subnet: "prv-b", groups: ["sg-app"] };
  const lopsided = (rateGbps: number, change: NetworkChange = {}) =>
    declaring(
      buildConfiguration(
        but(
          but(b4n(), {
            vms: {
              "app-a": { type: "m5.large" },
              "app-b": { type: "m5.large" },
              "app-c": { ...vm, addresses: ["10.0.11.11"] },
              "app-d": { ...vm, addresses: ["10.0.11.12"] },
            },
            balancers: { "nlb-i": null },
            targetGroups: { "tg-n": { targets: ["app-a", "app-b", "app-c", "app-d"] } },
          }),
          change,
        ),
      ),
      [{ from: "internet", to: "nlb-1", port: 443, rateGbps }],
    );

  /** Zone a carries half of 1.4 by one member: 0.7 of 0.75 is 93 %. Over all four each has 0.35: 47 %. */
  it("are cured by requests that cross zones", () => {
    const tried = found(lopsided(1.4), "over-capacity", "app-a").tried();
    const across = tried.find(({ option }) => option.id === "spread-targets nlb-1");
    expect(across?.option.operations).toEqual([{ kind: "set-cross-zone", holderId: "nlb-1", from: "false" }]);
    expect([across?.trial.verdict, across?.trial.reasons]).toEqual(["verified", []]);
    expect(across?.option.cli).toContain(
      "aws elbv2 modify-load-balancer-attributes --load-balancer-arn nlb-1",
    );
    expect(across?.option.terraform).toContain("enable_cross_zone_load_balancing = true");
  });

  it("are not cured where all of them together have too little, and the trial says so", () => {
    // 2.8 / 4 = 0.7 each: 93 % of 0.75, so that three more are above what may be used.
    const across = found(lopsided(2.8), "over-capacity", "app-a")
      .tried()
      .find(({ option }) => option.id === "spread-targets nlb-1");
    expect(across?.trial.verdict).toBe("refused");
    expect(across?.trial.reasons.map(({ code }) => code)).toContain("still-there");
  });

  it("are not told to cross zones where requests do, nor where one zone has all members", () => {
    const ids = (configuration: Configuration, subject: string) => {
      const { alert } = found(configuration, "over-capacity", subject);
      return spreadFixes(buildNetwork(configuration), alert).map(({ id }) => id);
    };
    expect(ids(lopsided(1.4), "app-a")).toEqual(["spread-targets nlb-1"]);
    expect(ids(lopsided(2.8, { balancers: { "nlb-1": { crossZone: true } } }), "app-a")).toEqual([]);
    const inOne = lopsided(1.4, { targetGroups: { "tg-n": { targets: ["app-b", "app-c"] } } });
    expect(ids(inOne, "app-b")).toEqual(["spread-targets members"]);
  });

  it("get one more in a zone of the load balancer that has none", () => {
    // Two share 1.4 Gbps: 93 % of 0.75 each. With a third in zone c each has 0.467: 62 %.
    const threeZones = but(b4(), {
      subnets: {
        "pub-c": { vpc: "v1", prefixes: ["10.0.2.0/24"], zone: "zone-c" },
        "prv-c": { vpc: "v1", prefixes: ["10.0.12.0/24"], zone: "zone-c" },
      },
      tables: {
        "rt-pub": { subnets: ["pub-a", "pub-b", "pub-c"] },
        "rt-prv-b": { subnets: ["prv-b", "prv-c"] },
      },
      balancers: {
        "alb-1": {
          nodes: {
            "pub-a": "10.0.0.20 198.51.100.20",
            "pub-b": "10.0.1.20 198.51.100.21",
            "pub-c": "10.0.2.20 198.51.100.22",
          },
        },
      },
      vms: { "app-a": { type: "m5.large" }, "app-b": { type: "m5.large" } },
    });
    const behind = declaring(buildConfiguration(threeZones), [
      { from: "internet", to: "alb-1", port: 443, rateGbps: 1.4 },
    ]);
    const members = found(behind, "over-capacity", "app-a")
      .tried()
      .find(({ option }) => option.id === "spread-targets members");
    expect(members?.option.operations).toMatchObject([
      { kind: "add-instance", copyOf: "app-a", subnetId: "prv-c" },
      { kind: "register-target", targetGroupId: "tg-app" },
    ]);
    expect([members?.trial.verdict, members?.trial.reasons]).toEqual(["verified", []]);
  });
});

describe("a NAT gateway that holds too many connections to one destination", () => {
  const asked = (connections: Record<string, number>, change: NetworkChange = {}) =>
    declaring(
      buildConfiguration(but(b1(), change)),
      Object.entries(connections).map(([from, count]) => ({
        from,
        to: "203.0.113.9",
        port: 443,
        rateGbps: 0.001,
        connections: count,
      })),
    );

  /** 50,000 of 55,000 are 91 %; of two addresses 110,000, 45 %. */
  it("is cured by as many further addresses as it takes", () => {
    const tried = found(asked({ "app-a": 50_000 }), "over-capacity", "nat-a").tried();
    const address = tried.find(({ option }) => option.id === "add-nat-address");
    expect(address?.option.operations.map(({ kind }) => kind)).toEqual(["add-nat-address"]);
    expect(address?.option.title).toBe("Give the NAT gateway `nat-a` one more address");
    expect([address?.trial.verdict, address?.trial.reasons]).toEqual(["verified", []]);
    expect(address?.option.cli).toContain("aws ec2 associate-nat-gateway-address --nat-gateway-id nat-a");
    expect(address?.option.terraform).toContain("secondary_allocation_ids");
    // 150,000 / (0.8 x 55,000) = 3.4: four addresses, more than an account usually may have.
    const many = found(asked({ "app-a": 150_000 }), "over-capacity", "nat-a").tried();
    const more = many.find(({ option }) => option.id === "add-nat-address");
    expect(more?.option.operations.length).toBe(3);
    expect(more?.option.sideEffects.join()).toContain("a quota of the account");
    expect([more?.trial.verdict, more?.trial.reasons]).toEqual(["verified", []]);
    // 400,000 would take ten, and a gateway has eight.
    const none = found(asked({ "app-a": 400_000 }), "over-capacity", "nat-a").tried();
    expect(none.map(({ option }) => option.id)).not.toContain("add-nat-address");
  });

  it("one address too few does not cure it", () => {
    const many = found(asked({ "app-a": 150_000 }), "over-capacity", "nat-a");
    const more = many.tried().find(({ option }) => option.id === "add-nat-address");
    const fewer = many.verify(more?.option.operations.slice(0, 2) ?? []);
    expect(fewer.verdict).toBe("refused");
    expect(fewer.reasons.map(({ code }) => code)).toEqual(["still-there"]);
  });

  it("is cured by a further gateway where several subnets leave by it, and only there", () => {
    const two = asked(
      { "app-a": 30_000, "app-c": 20_000 },
      {
        subnets: { "prv-c": { vpc: "v1", prefixes: ["10.0.12.0/24"], zone: "zone-a" } },
        tables: { "rt-prv-a": { subnets: ["prv-a", "prv-c"] } },
        vms: { "app-c": { subnet: "prv-c", addresses: ["10.0.12.10"], groups: ["sg-app"] } },
      },
    );
    const split = found(two, "over-capacity", "nat-a")
      .tried()
      .find(({ option }) => option.id === "split-nat");
    expect(split?.option.operations.map(({ kind }) => kind)).toEqual([
      "add-nat-gateway",
      "add-route-table",
      "associate-route-table",
      "retarget-route",
    ]);
    expect([split?.trial.verdict, split?.trial.reasons]).toEqual(["verified", []]);
    const one = found(asked({ "app-a": 50_000 }), "over-capacity", "nat-a").tried();
    expect(one.map(({ option }) => option.id)).not.toContain("split-nat");
  });
});
