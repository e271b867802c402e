import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4 } from "../../../testing/network-builder-balanced";
import { but } from "../../../testing/network-builder-change";
import { analyze } from "../../alert";
import { applyChanges, type Change, type Configuration } from "../../configuration";
import { factsSchema } from "../../intent";
import { buildNetwork } from "../../semantics";
import type { FixBase } from "../verify/verify-fix";
import type { PlanTerms } from "./guard-reasons";
import { planCure } from "./plan-cure";
import { verifyAfter } from "./verify-after";

const DAY = "2026-01-01";
const TERMS: PlanTerms = {
  guard: { maxResources: 3, maxPercentOfKind: 1, protectedTags: [] },
  accountIds: [],
  mode: "auto",
};

/** Two members of m5.large (0.75 Gbps for good) behind alb-1, who are a scaling group's and are asked for too much. */
function pressed(): Configuration {
  const members = { "app-a": { type: "m5.large" }, "app-b": { type: "m5.large" } };
  const asg = {
    subnets: ["prv-a", "prv-b"],
    desired: 2,
    most: 6,
    vms: ["app-a", "app-b"],
    targetGroups: ["tg-app"],
  };
  const configuration = buildConfiguration(but(b4(), { vms: members, scalingGroups: { asg } }));
  const facts = factsSchema.parse({ demands: [{ from: "internet", to: "alb-1", port: 443, rateGbps: 1.4 }] });
  return { ...configuration, declared: { applications: [], exceptions: [], demands: facts.demands } };
}

function baseOf(configuration: Configuration): FixBase {
  const analysis = analyze(configuration, { day: DAY });
  return { network: buildNetwork(configuration), intents: analysis.intents, analysis };
}

const base = baseOf(pressed());
const alert = base.analysis.alerts.find(({ kind }) => kind === "over-capacity");
if (!alert) throw new Error("nobody is asked for too much");
const made = planCure(
  base,
  {
    ...TERMS,
    snapshotId: "s",
    fingerprint: alert.fingerprint,
    action: "enlarge-scaling-group",
    by: { kind: "provider" },
  },
  { day: DAY },
);
if (made.kind !== "planned") throw new Error(made.reason);
const { plan, trial } = made;

/** The same with who really comes: other ids and addresses. */
function asTheProviderDoes(change: Change): Change {
  if (change.kind !== "set-desired-capacity") return change;
  return {
    ...change,
    members: change.members.map((member, position) => ({
      ...member,
      id: `i-real-${position}`,
      name: "app",
      networkInterfaceId: `eni-real-${position}`,
      privateAddress: member.privateAddress.replace(/\d+$/, String(200 + position)),
    })),
  };
}

describe("a scaling group that is made larger", () => {
  it("is planned as one call that can be undone", () => {
    expect(trial).toMatchObject({ verdict: "verified", reasons: [] });
    expect(plan.steps).toMatchObject([{ kind: "set-desired-capacity", from: 2, to: 3 }]);
    expect(plan.inverse).toMatchObject([{ kind: "set-desired-capacity", from: 3, to: 2 }]);
  });

  const lookAt = (changes: readonly Change[]) => {
    const real = applyChanges(pressed(), changes);
    if (real.kind === "conflict") throw new Error(real.message);
    return verifyAfter(
      baseOf(real.configuration),
      {
        plan,
        alert,
        knownFingerprints: base.analysis.alerts.map(({ fingerprint }) => fingerprint),
        predictedNew: trial.predictedNew,
      },
      { day: DAY },
    );
  };

  it("is as foreseen whoever comes", () => {
    expect(lookAt(plan.changes.map(asTheProviderDoes))).toMatchObject({
      verdict: "as-predicted",
      reasons: [],
      newAlerts: [],
    });
  });

  it("is awaited while a member has not come", () => {
    const told = plan.changes.map(
      (change): Change => (change.kind === "set-desired-capacity" ? { ...change, members: [] } : change),
    );
    const { verdict, reasons } = lookAt(told);
    expect(verdict).toBe("not-mirrored");
    expect(reasons).toEqual(["2 of 3 members of `asg` serve: the snapshot shows a change under way"]);
  });
});
