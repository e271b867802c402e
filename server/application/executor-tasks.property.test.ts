import fc from "fast-check";
import { expect, it } from "vitest";
import { planHash } from "../engine/remediation";
import type { Plan } from "../engine/remediation/plan/plan.schema";
import { askingRule, closingPlan } from "../testing/waiting-action";
import { beyondExecutor, isApproved, purposeOf } from "./executor-tasks";
import type { ActionRecord } from "./ports/action-store";

/** An approval of plan A never lets plan B out, whatever B is. */

const at = new Date(Date.UTC(2026, 0, 1));
const action = (given: Partial<ActionRecord>): ActionRecord => ({
  id: "a",
  estateId: "e",
  ruleId: "r",
  rule: askingRule,
  mode: "ask",
  alertId: "alert",
  fingerprint: "f".repeat(64),
  alertTitle: "open",
  occurrence: 1,
  requestedBy: "rule",
  idempotencyKey: "key",
  state: "approved",
  reason: null,
  plan: null,
  planHash: null,
  trial: null,
  approvals: [],
  expiresAt: null,
  fence: 0,
  leaseUntil: null,
  executorName: null,
  reports: [],
  executedAt: null,
  createdAt: at,
  updatedAt: at,
  ...given,
});

/** Plans that open or close some rule of some group, which may expect and leave anything. */
const plans: fc.Arbitrary<Plan> = fc
  .record({
    group: fc.constantFrom("sg-1", "sg-2"),
    port: fc.integer({ min: 22, max: 25 }),
    before: fc.constantFrom("open", "closed"),
    after: fc.constantFrom("open", "closed"),
    isReversed: fc.boolean(),
    snapshotId: fc.constantFrom("aa", "bb"),
  })
  .map(({ group, port, before, after, isReversed, snapshotId }) => {
    const plan = closingPlan(snapshotId);
    const steps = plan.steps.map((step) =>
      step.kind === "revoke-group-rule"
        ? { ...step, securityGroupId: group, rule: { ...step.rule, fromPort: port, toPort: port } }
        : step,
    );
    const touched = plan.touched.map((each) => ({
      ...each,
      element: { ...each.element, id: group },
      before,
      after,
    }));
    return { ...plan, steps, touched, inverse: isReversed ? plan.inverse : null };
  });

const approvalOf = (plan: Plan, decision: "approved" | "rejected" = "approved") => ({
  actorId: "ada",
  decision,
  reason: "looked at",
  at,
  planHash: planHash(plan),
  isSingleUser: false,
});

it("lets a plan out only under an approval of its own hash", () => {
  fc.assert(
    fc.property(plans, plans, (a, b) => {
      const approvedA = { approvals: [approvalOf(a)], planHash: planHash(a) };
      expect(isApproved(action({ ...approvedA, plan: a }))).toBe(true);
      // B stands where A was approved: with the hash of A, with its own, and by a rule that asks nobody.
      const isSame = planHash(a) === planHash(b);
      expect(isApproved(action({ ...approvedA, plan: b }))).toBe(isSame);
      expect(isApproved(action({ ...approvedA, plan: b, planHash: planHash(b) }))).toBe(isSame);
      expect(isApproved(action({ ...approvedA, plan: b, mode: "auto" }))).toBe(isSame);
      expect(isApproved(action({ ...approvedA, plan: a, approvals: [approvalOf(a, "rejected")] }))).toBe(
        false,
      );
    }),
  );
});

it("hands out only what an executor may do, in the one account that it has keys of", () => {
  const claim = {
    name: "hand",
    allows: ["revoke-group-rule" as const],
    webhooks: [],
    accountId: "1",
  };
  const { steps, inverse } = closingPlan("aa");
  expect(beyondExecutor(steps, claim)).toBeUndefined();
  expect(beyondExecutor(inverse ?? [], claim)).toMatch(/not allowed/);
  const elsewhere = steps.map((step) => ({ ...step, place: { accountId: "2", region: "x" } }) as typeof step);
  expect(beyondExecutor(elsewhere, claim)).toMatch(/account 2/);
});

it("looks first where nobody knows what became of it", () => {
  const plan = closingPlan("aa");
  const said = { actionId: "a", fence: 1, detail: "", steps: [], observed: [] };
  const unknown = { ...said, purpose: "execute" as const, outcome: "unknown" as const };
  const seen = { ...said, purpose: "observe" as const, outcome: "done" as const };
  const executing = { plan, state: "executing" as const };
  expect(purposeOf(action({ ...executing, reports: [] }))).toBe("execute");
  expect(purposeOf(action({ ...executing, reports: [unknown] }))).toBe("observe");
  expect(purposeOf(action({ ...executing, reports: [unknown, seen] }))).toBe("execute");
  for (const state of ["proposed", "awaiting-approval", "refused", "failed", "succeeded"] as const)
    expect(purposeOf(action({ plan, state }))).toBeUndefined();
});
