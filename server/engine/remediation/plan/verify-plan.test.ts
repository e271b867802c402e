import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../../testing/network-builder-change";
import { parseGroupRule } from "../../../testing/network-builder-text";
import { type Alert, analyze } from "../../alert";
import { applyChanges, type Change, type Configuration } from "../../configuration";
import { buildNetwork } from "../../semantics";
import type { FixBase } from "../verify/verify-fix";
import { guardReasons, type PlanTerms } from "./guard-reasons";
import type { Plan } from "./plan.schema";
import { planCure } from "./plan-cure";
import { planHash } from "./plan-hash";
import { planOf } from "./plan-of";
import { aftermathSchema, planTrialSchema } from "./plan-trial.schema";
import { verifyAfter } from "./verify-after";
import { verifyInverse } from "./verify-inverse";
import { verifyPlan } from "./verify-plan";

const OPEN_DATABASE: NetworkChange = { groups: { "sg-web": { in: and("tcp 5432 from 0.0.0.0/0") } } };
const TERMS: PlanTerms = {
  guard: { maxResources: 3, maxPercentOfKind: 100, protectedTags: [{ key: "umbra:protected", value: "" }] },
  accountIds: [],
  mode: "ask",
};

function baseOf(configuration: Configuration): FixBase {
  const analysis = analyze(configuration);
  return { network: buildNetwork(configuration), intents: analysis.intents, analysis };
}

function exposureOf({ analysis }: FixBase): Alert {
  const alert = analysis.alerts.find(
    ({ kind, subject }) => kind === "internet-exposure" && subject.id === "web-a",
  );
  if (!alert) throw new Error("nothing is exposed");
  return alert;
}

function cureOf(base: FixBase, action: "remove-rule" | "narrow-to-network", terms = TERMS) {
  const { fingerprint } = exposureOf(base);
  return planCure(base, { ...terms, snapshotId: "s", fingerprint, action, by: { kind: "provider" } });
}

function planned(base: FixBase, action: "remove-rule" | "narrow-to-network" = "remove-rule"): Plan {
  const made = cureOf(base, action);
  if (made.kind !== "planned") throw new Error(made.reason);
  return made.plan;
}

const exposed = buildConfiguration(but(b1(), OPEN_DATABASE));
const base = baseOf(exposed);
const alert = exposureOf(base);
const codes = (reasons: readonly { readonly code: string }[]) => [
  ...new Set(reasons.map(({ code }) => code)),
];

type Tags = { key: string; value: string }[];

function taggedGroup(configuration: Configuration, id: string, tags: Tags): Configuration {
  const { resources } = configuration;
  const securityGroup = resources.securityGroup.map((each) => (each.id === id ? { ...each, tags } : each));
  return { ...configuration, resources: { ...resources, securityGroup } };
}

function taggedInstance(configuration: Configuration, id: string, tags: Tags): Configuration {
  const { resources } = configuration;
  const instance = resources.instance.map((each) => (each.id === id ? { ...each, tags } : each));
  return { ...configuration, resources: { ...resources, instance } };
}

function changed(configuration: Configuration, changes: Plan["changes"]): Configuration {
  const result = applyChanges(configuration, changes);
  if (result.kind === "conflict") throw new Error(result.message);
  return result.configuration;
}

describe("the plan of a cure", () => {
  it("is verified by its trial, and tells what is gone and what it brings along", () => {
    const made = cureOf(base, "remove-rule");
    if (made.kind !== "planned") throw new Error(made.reason);
    expect(made.planHash).toBe(planHash(made.plan));
    expect(made.plan.steps.map(({ kind }) => kind)).toEqual(["revoke-group-rule"]);
    expect(made.trial).toMatchObject({ verdict: "verified", reasons: [], snapshotId: "s" });
    expect(made.trial.predictedGone[0]).toBe(made.plan.fingerprint);
    // The web service that stays is told of by a milder alert.
    expect(made.trial.predictedNew.map(({ severity }) => severity)).toEqual(["info"]);
    expect(planTrialSchema.parse(made.trial)).toEqual(made.trial);
  });

  it("is not made where there is no such alert or no such cure", () => {
    const ask = { ...TERMS, snapshotId: "s", by: { kind: "provider" } } as const;
    expect(planCure(base, { ...ask, fingerprint: "0".repeat(64), action: "remove-rule" })).toMatchObject({
      kind: "gone",
    });
    const { fingerprint } = exposureOf(base);
    expect(planCure(base, { ...ask, fingerprint, action: "zone-nat" })).toMatchObject({
      kind: "impossible",
      reason: expect.stringContaining("no such cure can be proposed"),
    });
  });

  it("is of the first of several options that is verified, else of the first with what is against it", () => {
    const far = but(b1(), {
      tables: {
        "rt-prv-a": { routes: ["0.0.0.0/0 -> nat-b"] },
        "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-b"] },
      },
    });
    const network = baseOf(buildConfiguration(far));
    const alert = network.analysis.alerts.find(({ kind }) => kind === "zonal-dependence");
    if (!alert) throw new Error("no dependence");
    const ask = {
      ...TERMS,
      snapshotId: "s",
      fingerprint: alert.fingerprint,
      action: "zone-nat",
      by: { kind: "provider" },
    } as const;
    const made = planCure(network, ask);
    expect(made).toMatchObject({ kind: "planned", trial: { verdict: "verified" } });
    const guarded = planCure(network, { ...ask, accountIds: ["999999999999"] });
    expect(guarded).toMatchObject({ kind: "planned", trial: { verdict: "refused" } });
  });
});

describe("a rule's guard", () => {
  const plan = planned(base);
  const reasons = (terms: Partial<PlanTerms> | Partial<PlanTerms["guard"]>, on = base, which = plan) => {
    const { guard, accountIds, mode } = TERMS;
    const own = { guard: { ...guard, ...terms }, accountIds, mode, ...terms } as PlanTerms;
    const trial = verifyPlan(on, "s", which, own);
    expect(trial.verdict).toBe("refused");
    return codes(trial.reasons);
  };
  it("refuses what is protected: what is touched, and what the alert is about", () => {
    const tags = [{ key: "umbra:protected", value: "yes" }];
    expect(reasons({}, baseOf(taggedGroup(exposed, "sg-web", tags)))).toEqual(["protected"]);
    expect(reasons({}, baseOf(taggedInstance(exposed, "web-a", tags)))).toEqual(["protected"]);
    const named = { protectedTags: [{ key: "umbra:protected", value: "no" }] };
    const trial = verifyPlan(baseOf(taggedInstance(exposed, "web-a", tags)), "s", plan, {
      ...TERMS,
      guard: { ...TERMS.guard, ...named },
    });
    expect(trial.verdict).toBe("verified");
  });

  it("refuses other accounts than the rule names", () => {
    expect(reasons({ accountIds: ["999999999999"] })).toEqual(["account-not-allowed"]);
    const own = plan.touched[0]?.place.accountId ?? "";
    expect(verifyPlan(base, "s", plan, { ...TERMS, accountIds: [own] }).verdict).toBe("verified");
  });

  it("refuses what nobody could undo, where nobody is asked", () => {
    const { inverse: _, ...rest } = plan;
    expect(reasons({ mode: "auto" }, base, { ...rest, inverse: null })).toEqual(["not-reversible"]);
    expect(verifyPlan(base, "s", plan, { ...TERMS, mode: "auto" }).verdict).toBe("verified");
  });

  it("refuses too many resources and too large a share of a kind, but for a single one", () => {
    const strict = { ...TERMS.guard, maxPercentOfKind: 1 };
    expect(verifyPlan(base, "s", plan, { ...TERMS, guard: strict }).verdict).toBe("verified");
    const close = (securityGroupId: string, text: string): Change => ({
      kind: "remove-group-rule",
      securityGroupId,
      direction: "ingress",
      rule: parseGroupRule(text),
    });
    const operations = [close("sg-web", "tcp 5432 from 0.0.0.0/0"), close("sg-app", "tcp 8080 from sg-web")];
    const made = planOf(base.network.index, {
      snapshotId: "s",
      fingerprint: plan.fingerprint,
      by: { kind: "provider" },
      option: { id: "o", action: "remove-rule", title: "", changes: [], operations },
    });
    if (made.kind === "impossible") throw new Error(made.reason);
    const guarded = (guard: Partial<PlanTerms["guard"]>) =>
      guardReasons(base.network.index, made.plan, alert.subject, {
        ...TERMS,
        guard: { ...TERMS.guard, ...guard },
      }).map(({ code }) => code);
    expect(guarded({})).toEqual([]);
    expect(guarded({ maxResources: 1 })).toEqual(["too-many-resources"]);
    // Two of three groups.
    expect(guarded({ maxPercentOfKind: 67 })).toEqual([]);
    expect(guarded({ maxPercentOfKind: 66 })).toEqual(["too-large-share"]);
  });
});

describe("a plan on a newer snapshot", () => {
  it("does not fit where what it touches was changed by hand, or the alert is gone", () => {
    const plan = planned(base);
    const other = baseOf(
      buildConfiguration(
        but(b1(), OPEN_DATABASE, { groups: { "sg-web": { in: and("tcp 22 from 10.0.0.0/16") } } }),
      ),
    );
    const trial = verifyPlan(other, "t", plan, TERMS);
    expect(trial).toMatchObject({ verdict: "refused", trial: null, snapshotId: "t" });
    expect(codes(trial.reasons)).toEqual(["changed-since"]);
    expect(trial.reasons[0]?.text).toContain("`sg-web`");
    const unknown = verifyPlan(base, "t", { ...plan, fingerprint: "0".repeat(64) }, TERMS);
    expect(codes(unknown.reasons)).toEqual(["gone"]);
  });

  it("fits where something else was changed", () => {
    const elsewhere = baseOf(
      buildConfiguration(
        but(b1(), OPEN_DATABASE, { groups: { "sg-app": { in: and("tcp 9000 from sg-web") } } }),
      ),
    );
    expect(verifyPlan(elsewhere, "t", planned(base), TERMS).verdict).toBe("verified");
  });

  it("does not fit with other steps than were tried", () => {
    const plan = planned(base);
    const world = plan.steps.map((step) =>
      step.kind === "revoke-group-rule"
        ? { ...step, kind: "authorize-group-rule" as const, rule: parseGroupRule("all from 0.0.0.0/0") }
        : step,
    );
    expect(codes(verifyPlan(base, "s", { ...plan, steps: world }, TERMS).reasons)).toEqual(["changed-since"]);
  });
});

describe("undoing a plan", () => {
  it.each(["remove-rule", "narrow-to-network"] as const)("brings back what was said before: %s", (action) => {
    const trial = verifyInverse(base, "s", planned(base, action));
    expect(trial).toMatchObject({ verdict: "verified", reasons: [] });
  });

  it("is refused where it would not, or cannot be done", () => {
    const plan = planned(base, "narrow-to-network");
    expect(codes(verifyInverse(base, "s", { ...plan, inverse: null }).reasons)).toEqual(["not-reversible"]);
    const half = {
      ...plan,
      inverse: (plan.inverse ?? []).filter(({ kind }) => kind !== "authorize-group-rule"),
    };
    const trial = verifyInverse(base, "s", half);
    expect(trial.verdict).toBe("refused");
    expect(codes(trial.reasons)).toEqual(["not-as-before"]);
    const wrong = { ...plan, inverse: [...(plan.inverse ?? []), ...(plan.inverse ?? [])] };
    expect(codes(verifyInverse(base, "s", wrong).reasons)).toEqual(["conflict"]);
  });
});

describe("after a plan was carried out", () => {
  const plan = planned(base);
  const trial = verifyPlan(base, "s", plan, TERMS);
  const knownFingerprints = base.analysis.alerts.map(({ fingerprint }) => fingerprint);
  const before = { plan, alert, knownFingerprints, predictedNew: trial.predictedNew };
  const afterOn = (configuration: Configuration, extra: readonly Alert[] = []) => {
    const { network, analysis } = baseOf(configuration);
    const alerts = [...analysis.alerts, ...extra];
    const aftermath = verifyAfter({ network, analysis: { ...analysis, alerts } }, before);
    expect(aftermathSchema.parse(aftermath)).toEqual(aftermath);
    return aftermath;
  };
  const done = changed(exposed, plan.changes);

  it("all is as its trial foresaw", () => {
    expect(afterOn(done)).toMatchObject({
      verdict: "as-predicted",
      reasons: [],
      newAlerts: [],
      sideEffects: [],
    });
  });

  it("an older snapshot shows nothing", () => {
    expect(afterOn(exposed).verdict).toBe("not-mirrored");
  });

  it("what somebody else changed at the same place, and what is new, is told", () => {
    const hand = changed(done, [
      {
        kind: "add-group-rule",
        securityGroupId: "sg-web",
        direction: "ingress",
        rule: parseGroupRule("tcp 22 from 0.0.0.0/0"),
      },
    ]);
    const { verdict, reasons, newAlerts } = afterOn(hand);
    expect(verdict).toBe("other");
    expect(reasons.join("\n")).toMatch(/`sg-web` is not as the plan leaves it/);
    expect(newAlerts.length).toBeGreaterThan(0);
  });

  it("what is new for another cause is told apart: undoing the plan would not take it away", () => {
    const elsewhere = changed(done, [
      {
        kind: "retarget-route",
        routeTableId: "rt-prv-b",
        destination: { prefix: "0.0.0.0/0" },
        from: { kind: "natGateway", id: "nat-b" },
        to: { kind: "natGateway", id: "nat-a" },
      },
    ]);
    const { verdict, newAlerts, others } = afterOn(elsewhere);
    expect(verdict).toBe("as-predicted");
    expect(newAlerts).toEqual([]);
    expect(others.map(({ title }) => title).join()).toContain("nat-a");
  });

  it("is not known where the check of the alert cannot be decided", () => {
    const blind: Configuration = { ...done, resources: { ...done.resources, networkAcl: [] } };
    expect(afterOn(blind).verdict).not.toBe("as-predicted");
  });

  it("what is unusual because the plan changed it is a side effect, what is unusual elsewhere is not", () => {
    const unusual = (id: string): Alert => ({
      ...alert,
      fingerprint: `unusual ${id}`,
      family: "anomaly",
      kind: "drift",
      subject: { kind: "securityGroup", id },
    });
    const own = afterOn(done, [unusual("sg-web")]);
    expect(own.verdict).toBe("as-predicted");
    expect(own.sideEffects.map(({ fingerprint }) => fingerprint)).toEqual(["unusual sg-web"]);
    const others = afterOn(done, [unusual("sg-db")]);
    expect(others.verdict).toBe("other");
    expect(others.newAlerts.map(({ fingerprint }) => fingerprint)).toEqual(["unusual sg-db"]);
  });
});
