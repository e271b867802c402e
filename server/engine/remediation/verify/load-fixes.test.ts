import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readAwsInput, readDirectory } from "../../../adapters/aws";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4, b4n } from "../../../testing/network-builder-balanced";
import { but } from "../../../testing/network-builder-change";
import { analyze } from "../../alert";
import type { Change, Configuration } from "../../configuration";
import { factsSchema } from "../../intent";
import { buildNetwork } from "../../semantics";
import { proposeFixes } from "../propose/propose-fixes";
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
