import { expect, it } from "vitest";
import { contentHash } from "../../engine/configuration";
import { planHash } from "../../engine/remediation";
import { CAUTIOUS } from "../../engine/remediation/rule.schema";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../testing/network-builder-change";
import { answers } from "./answer";
import { holdSnapshot } from "./held-snapshot";

const OPEN_DATABASE: NetworkChange = { groups: { "sg-web": { in: and("tcp 5432 from 0.0.0.0/0") } } };
const TERMS = { guard: CAUTIOUS.guard, accountIds: [], mode: "ask" } as const;
const progress = () => undefined;

function held(...changes: readonly NetworkChange[]) {
  return holdSnapshot(buildConfiguration(but(b1(), ...changes)), "");
}

it("plans a cure, tries it again on another snapshot, and looks at what came of it", () => {
  const before = held(OPEN_DATABASE);
  const { alerts } = answers.analyze(before, {}, progress);
  const alert = alerts.find(({ kind, severity }) => kind === "internet-exposure" && severity !== "info");
  if (!alert) throw new Error("nothing is exposed");
  const { fingerprint, kind, subject } = alert;
  const ask = { fingerprint, action: "remove-rule", by: { kind: "provider" }, ...TERMS } as const;
  const planned = answers.plan(before, ask, progress);
  if (planned.kind !== "planned") throw new Error(planned.reason);
  const { plan, trial } = planned;
  expect(plan.snapshotId).toBe(contentHash(before.configuration));
  expect(planned.planHash).toBe(planHash(plan));
  expect(trial.verdict).toBe("verified");

  // Elsewhere something was changed: another snapshot, and the plan still fits.
  const other = held(OPEN_DATABASE, { groups: { "sg-app": { in: and("tcp 9000 from sg-web") } } });
  const again = answers.verifyPlan(other, { plan, terms: TERMS }, progress);
  expect(again).toMatchObject({ verdict: "verified", snapshotId: contentHash(other.configuration) });
  expect(answers.verifyPlan(held(), { plan, terms: TERMS }, progress).verdict).toBe("refused");
  expect(answers.verifyInverse(before, { plan }, progress).verdict).toBe("verified");

  const knownFingerprints = alerts.map((each) => each.fingerprint);
  const after = { plan, alert: { kind, subject }, knownFingerprints, predictedNew: trial.predictedNew };
  expect(answers.verifyAfter(held(), after, progress).verdict).toBe("as-predicted");
  expect(answers.verifyAfter(before, after, progress).verdict).toBe("not-mirrored");
  expect(answers.plan(held(), ask, progress).kind).toBe("gone");
});
