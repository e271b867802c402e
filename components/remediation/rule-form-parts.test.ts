import { describe, expect, it } from "vitest";
import { CAUTIOUS, type RemediationRule } from "../../server/engine/remediation/rule.schema";
import { errorUnder, ruleErrors, tagsOf, tagsText } from "./rule-form-parts";
import { ruleSentence } from "./rule-words";

const RULE: RemediationRule = {
  name: "Close the database",
  mode: "dry-run",
  trigger: { kinds: ["internet-exposure"], minSeverity: "high", states: ["opened", "reopened"] },
  conditions: { subjectIds: ["i-1"], tags: [], accountIds: [], weekWindows: [] },
  action: { kind: "remove-rule", by: { kind: "provider" } },
  approval: CAUTIOUS.approval,
  limits: { cooldownMinutes: 60, perHour: 3, perDay: 10 },
  guard: CAUTIOUS.guard,
  owner: "local",
  createdFrom: null,
};

describe("what keeps a rule from being saved", () => {
  it("is nothing for a rule that is whole", () => {
    expect(ruleErrors(RULE)).toEqual(new Map());
  });

  it("is said at the field, in words", () => {
    const errors = ruleErrors({
      ...RULE,
      conditions: { ...RULE.conditions, accountIds: ["12"] },
      action: { kind: "remove-rule", by: { kind: "webhook", name: " " } },
      limits: { ...RULE.limits, perDay: 0, perHour: Number.NaN },
      guard: { ...RULE.guard, freezeWindows: [{ days: [], from: "10:00", to: "09:00" }] },
    });
    expect(errors.get("limits.perDay")).toBe("at least 1");
    expect(errors.get("limits.perHour")).toBe("write a number");
    expect(errors.get("action.by.name")).toBe("name the endpoint");
    expect(errorUnder(errors, "conditions.accountIds")).toBe("is not an account: write its 12 digits");
    expect(errors.get("guard.freezeWindows.0.days")).toBe("choose at least one day");
    expect(errorUnder(errors, "conditions.tags")).toBeUndefined();
  });

  it("includes a window that ends before it begins", () => {
    const weekWindows = [{ days: ["mon" as const], from: "10:00", to: "09:00" }];
    const errors = ruleErrors({ ...RULE, conditions: { ...RULE.conditions, weekWindows } });
    expect([...errors]).toEqual([["conditions.weekWindows.0.to", "must end after it begins"]]);
  });
});

it("tags are read as they are written, a key alone for any value", () => {
  const tags = [
    { key: "env", value: "a=b" },
    { key: "umbra:protected", value: "" },
  ];
  expect(tagsText(tags)).toBe("env=a=b umbra:protected");
  expect(tagsOf(tagsText(tags))).toEqual(tags);
});

it("the sentence names conditions and who carries it out", () => {
  const weekWindows = [{ days: ["tue" as const, "mon" as const], from: "09:00", to: "17:00" }];
  expect(
    ruleSentence({
      ...RULE,
      conditions: { ...RULE.conditions, accountIds: ["111122223333"], weekWindows },
      action: { kind: "remove-rule", by: { kind: "webhook", name: "patcher" } },
    }),
  ).toBe(
    "When something answers the internet on i-1 and in account 111122223333 and Mon, Tue 09:00 to 17:00 UTC, at least high, then remove the rule that lets the internet in, by the webhook patcher.",
  );
});
