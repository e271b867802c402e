import { expect, it } from "vitest";
import { askingRule, closingPlan } from "../testing/waiting-action";
import type { ActionRecord } from "./ports/action-store";
import type { RuleRecord } from "./ports/rule-store";
import { firingsFor, type Occasion } from "./rule-firings";

/** Rules that undo each other's work stop at their limits, and both owners are told. */

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 12, minute));
const ruleRecord = (id: string, given: Partial<RuleRecord> = {}): RuleRecord => ({
  id,
  estateId: "e",
  rule: { ...askingRule, name: id, limits: { cooldownMinutes: 0, perHour: 3, perDay: 10 } },
  revision: 1,
  createdAt: at(0),
  updatedAt: at(0),
  latestRunId: null,
  troubles: [],
  ...given,
});
const alertOf = (fingerprint: string) => ({ id: fingerprint, alert: { fingerprint, title: fingerprint } });
let nextId = 0;
const occasion = (rule: RuleRecord, minute: number, occurrence: number): Occasion => ({
  estateId: "e",
  record: alertOf(`alert of ${rule.id}`) as Occasion["record"],
  occurrence,
  change: occurrence === 1 ? "opened" : "reopened",
  rules: [rule],
  requestedBy: "rule",
  at: at(minute),
  nextId: () => `action ${++nextId}`,
});
/** An action as it is once it was carried out. */
const carriedOut = (
  made: ReturnType<typeof firingsFor>["actions"][number],
  minute: number,
): ActionRecord => ({
  ...made,
  state: "succeeded",
  reason: null,
  plan: closingPlan("aa"),
  planHash: "plan",
  trial: null,
  approvals: [],
  expiresAt: null,
  fence: 1,
  leaseUntil: null,
  executorName: "hand",
  reports: [],
  executedAt: at(minute),
  updatedAt: at(minute),
});

it("stops two rules that bring back what the other cured, and tells both once", () => {
  const a = ruleRecord("a");
  const b = ruleRecord("b");
  const past: ActionRecord[] = [];
  const events: string[] = [];
  const flagged = new Map<string, string | null>();
  for (let round = 1; round <= 5; round += 1)
    for (const [place, rule] of [a, b].entries()) {
      const minute = round * 4 + place * 2;
      const known = [...flagged].flatMap(([id, withRuleId]) =>
        id === rule.id ? [{ kind: "loop" as const, at: at(minute), reason: "", withRuleId }] : [],
      );
      const { actions, notes } = firingsFor(
        occasion({ ...rule, troubles: known }, minute, round),
        past.toReversed(),
      );
      past.push(...actions.map((made) => carriedOut(made, minute + 1)));
      for (const { event, trouble, subject } of notes) {
        events.push(`${event} ${subject.id}`);
        if (trouble) flagged.set(subject.id, trouble.withRuleId);
      }
    }
  expect(past).toHaveLength(6);
  expect([...flagged]).toEqual([
    ["a", "b"],
    ["b", "a"],
  ]);
  expect(events.filter((each) => each.startsWith("rule loop suspected"))).toHaveLength(2);
  expect(events.filter((each) => each.startsWith("rule held back"))).toHaveLength(4);
});

it("answers the same event once, and a person again when it came to nothing", () => {
  const rule = ruleRecord("a");
  const [made] = firingsFor(occasion(rule, 1, 1), []).actions;
  if (!made) throw new Error("it did not fire");
  const refused: ActionRecord = { ...carriedOut(made, 2), state: "refused", executedAt: null };
  const again = firingsFor(occasion(rule, 3, 1), [refused]).actions;
  expect(again.map(({ idempotencyKey }) => idempotencyKey)).toEqual([made.idempotencyKey]);
  const asked = { ...occasion(rule, 3, 1), requestedBy: "ada" };
  const [second] = firingsFor(asked, [refused]).actions;
  expect(second?.idempotencyKey).not.toBe(made.idempotencyKey);
  const underWay: ActionRecord = { ...refused, state: "awaiting-approval" };
  expect(firingsFor(asked, [underWay]).actions).toEqual([]);
});

it("counts dry-runs against dry-runs alone, and a person does not wait for its rest", () => {
  const resting = ruleRecord("a");
  const rule = {
    ...resting,
    rule: { ...resting.rule, limits: { cooldownMinutes: 60, perHour: 1, perDay: 10 } },
  };
  const [made] = firingsFor(occasion(rule, 1, 1), []).actions;
  if (!made) throw new Error("it did not fire");
  const dry: ActionRecord = { ...carriedOut(made, 1), mode: "dry-run", state: "recorded" };
  expect(firingsFor(occasion(rule, 2, 2), [dry]).actions).toHaveLength(1);
  const real = carriedOut(made, 1);
  expect(firingsFor(occasion(rule, 2, 2), [real]).notes[0]?.detail).toMatchObject({
    reason: "it fired for this alert less than 60 minutes before",
  });
  const byHand = { ...occasion(rule, 62, 2), requestedBy: "ada" };
  expect(firingsFor(byHand, [{ ...real, createdAt: at(1) }]).actions).toHaveLength(1);
});
