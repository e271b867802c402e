import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4 } from "../../../testing/network-builder-balanced";
import { but, type NetworkChange } from "../../../testing/network-builder-change";
import { analyze } from "../../alert";
import { type Configuration, indexConfiguration } from "../../configuration";
import { factsSchema } from "../../intent";
import { buildNetwork } from "../../semantics";
import { planOf } from "../plan/plan-of";
import { verifyInverse } from "../plan/verify-inverse";
import { proposeFixes } from "../propose/propose-fixes";
import { verifyFix } from "./verify-fix";

const DAY = "2026-01-01";

/** Members of m5.large (0.75 Gbps for good) behind alb-1, who are a scaling group's. */
function fleet(rateGbps: number, change: NetworkChange = {}): Configuration {
  const members = { "app-a": { type: "m5.large" }, "app-b": { type: "m5.large" } };
  const asg = {
    subnets: ["prv-a", "prv-b"],
    desired: 2,
    most: 6,
    vms: ["app-a", "app-b"],
    targetGroups: ["tg-app"],
  };
  const configuration = buildConfiguration(but(but(b4(), { vms: members, scalingGroups: { asg } }), change));
  const facts = factsSchema.parse({ demands: [{ from: "internet", to: "alb-1", port: 443, rateGbps }] });
  return { ...configuration, declared: { applications: [], exceptions: [], demands: facts.demands } };
}

function found(configuration: Configuration, kind: string, subject: string) {
  const analysis = analyze(configuration, { day: DAY });
  const alert = analysis.alerts.find((each) => each.kind === kind && each.subject.id === subject);
  if (!alert) throw new Error(`no ${kind} of ${subject}: ${analysis.alerts.map(({ title }) => title)}`);
  const base = { network: buildNetwork(configuration), intents: analysis.intents, analysis };
  const options = proposeFixes(base, alert);
  const tried = () =>
    options.map((option) => ({ option, trial: verifyFix(base, alert, option.operations, { day: DAY }) }));
  return { alert, base, options, tried };
}

describe("a member of a scaling group that is asked for more than it should", () => {
  it("is cured by a larger group, spread as the provider does, and never by one that stands beside it", () => {
    // 1.4 / 2 = 0.7 of 0.75 Gbps is above 80 %; 1.4 / 3 = 0.467 is 62 %.
    const pressed = found(fleet(1.4), "over-capacity", "app-a");
    const [first, ...others] = pressed.tried();
    expect(others).toEqual([]);
    expect(first?.option).toMatchObject({
      id: "enlarge-scaling-group",
      action: "enlarge-scaling-group",
      title: "Let scaling group `asg` keep 3 members instead of 2",
      changes: ["let scaling group `asg` keep 3 members instead of 2"],
    });
    expect(first?.option.operations).toMatchObject([
      { kind: "set-desired-capacity", from: 2, to: 3, members: [{ copyOf: "app-a", subnetId: "prv-a" }] },
    ]);
    expect([first?.trial.verdict, first?.trial.reasons]).toEqual(["verified", []]);
    expect(first?.trial.fixes).toContain(pressed.alert.fingerprint);
    expect(first?.option.cli).toContain(
      "aws autoscaling set-desired-capacity --auto-scaling-group-name asg --desired-capacity 3",
    );
    expect(first?.option.terraform).toContain("desired_capacity = 3");
    expect(pressed.alert.recommendations.map(({ action }) => action)).toEqual(["enlarge-scaling-group"]);
  });

  it("gets as many beside it as it takes, in the zones with the fewest", () => {
    // 2.2 / 0.6 = 3.67: four members. With one of them down 2.2 / 3 = 0.73 of 0.75.
    const { options } = found(fleet(2.2), "over-capacity", "app-a");
    expect(options).toHaveLength(1);
    const [change] = options.flatMap(({ operations }) => operations);
    expect(change).toMatchObject({ from: 2, to: 4 });
    const members = change?.kind === "set-desired-capacity" ? change.members : [];
    expect(members.map(({ subnetId }) => subnetId)).toEqual(["prv-a", "prv-b"]);
    expect(new Set(members.flatMap(({ id, privateAddress }) => [id, privateAddress])).size).toBe(4);
  });

  it("gets no more than the group may have, and the trial says that it is not enough", () => {
    const asg = { most: 3 };
    const [tried] = found(fleet(2.2, { scalingGroups: { asg } }), "over-capacity", "app-a").tried();
    expect(tried?.option.operations).toMatchObject([{ to: 3 }]);
    expect(tried?.trial.verdict).toBe("refused");
    expect(tried?.trial.reasons.map(({ code }) => code)).toContain("still-there");
  });

  it("is told what stands in the way where the group has all it may have", () => {
    const full = found(fleet(1.4, { scalingGroups: { asg: { most: 2 } } }), "over-capacity", "app-a");
    expect(full.options).toEqual([]);
    expect(full.alert.recommendations[0]?.changes).toEqual([
      "raise the most that `asg` may have, which is 2 members, and let it keep more",
    ]);
  });
});

it("of two sizes that cure it the one comes first of which one may fail, and the smaller is no worse than before", () => {
  // One member has 0.8 of 0.75. Two have 0.4 each, and 0.8 again when one fails; three have 0.4 then.
  const alone = fleet(0.8, {
    scalingGroups: { asg: { desired: 1, vms: ["app-a"] } },
    targetGroups: { "tg-app": { targets: ["app-a"] } },
  });
  const tried = found(alone, "over-capacity", "app-a").tried();
  expect(tried.map(({ option, trial }) => [option.id, option.title, trial.verdict, trial.reasons])).toEqual([
    ["enlarge-scaling-group", "Let scaling group `asg` keep 3 members instead of 1", "verified", []],
    ["enlarge-scaling-group:fewest", "Let scaling group `asg` keep 2 members instead of 1", "verified", []],
  ]);
  const told = tried.map(({ trial }) => trial.movedAlerts.map(({ title }) => title));
  const byMember = told.map((titles) => titles.filter((title) => /losing \S*app-a\S* overloads/.test(title)));
  // Of two either is too much for the other; they are told of as what one was while nothing failed.
  expect(byMember.map(({ length }) => length)).toEqual([0, 2]);
});

it("what is left when one member fails is cured by as many as carry it then", () => {
  // 0.8 over two is 0.4 each; with one down 0.8 of 0.75. Three have 0.4 each with one of them down.
  const [tried] = found(fleet(0.8), "overload-after-failure", "app-a").tried();
  expect(tried?.option.operations).toMatchObject([{ kind: "set-desired-capacity", from: 2, to: 3 }]);
  expect([tried?.trial.verdict, tried?.trial.reasons]).toEqual(["verified", []]);
});

it("the plan is one step at the provider, and undoing it gives the same bytes", () => {
  const { alert, base, options } = found(fleet(1.4), "over-capacity", "app-a");
  const [option] = options;
  if (!option) throw new Error("nothing is proposed");
  const { network } = base;
  const ask = { snapshotId: "s", fingerprint: alert.fingerprint, option, by: { kind: "provider" } as const };
  const planned = planOf(indexConfiguration(network.index.configuration), ask);
  if (planned.kind !== "plan") throw new Error(planned.reason);
  expect(planned.plan.steps).toMatchObject([
    { kind: "set-desired-capacity", autoScalingGroupName: "asg", from: 2, to: 3 },
  ]);
  expect(planned.plan.touched.map(({ element, after }) => [element.id, JSON.parse(after ?? "null")])).toEqual(
    [["asg", { kind: "autoScalingGroup", minSize: 0, desiredCapacity: 3, maxSize: 6 }]],
  );
  expect(verifyInverse(base, "s", planned.plan, { day: DAY })).toMatchObject({
    verdict: "verified",
    reasons: [],
  });
});

it("the one member of a group is no single point of failure beside a second one", () => {
  const alone = fleet(0.1, {
    scalingGroups: { asg: { desired: 1, vms: ["app-a"] } },
    targetGroups: { "tg-app": { targets: ["app-a"] } },
    vms: { "app-b": null },
  });
  const [tried] = found(alone, "single-point-of-failure", "app-a").tried();
  expect(tried?.option.operations).toMatchObject([
    { kind: "set-desired-capacity", from: 1, to: 2, members: [{ subnetId: "prv-b" }] },
  ]);
  expect([tried?.trial.verdict, tried?.trial.reasons]).toEqual(["verified", []]);
});
