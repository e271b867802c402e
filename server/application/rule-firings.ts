import { createHash } from "node:crypto";
import { heldBack, type RuleFiring, suspectedLoops } from "../engine/remediation";
import { NEXT_STATES } from "../engine/remediation/action-state.schema";
import type { RemediationRule } from "../engine/remediation/rule.schema";
import type { ActionRecord, Firings, NewAction } from "./ports/action-store";
import type { RuleRecord } from "./ports/rule-store";
import type { AlertRecord } from "./ports/store";

/** An alert that is open, and the rules that speak of it. */
export interface Occasion {
  readonly estateId: string;
  readonly record: Pick<AlertRecord, "id" | "alert">;
  /** Number of the transition that opened it, and whether it is back. */
  readonly occurrence: number;
  readonly change: "opened" | "reopened";
  /** Rules that the alert fits. */
  readonly rules: readonly RuleRecord[];
  /** A person's id, or `rule`: then rest and time of the week hold, and each rule answers once. */
  readonly requestedBy: string;
  readonly at: Date;
  readonly nextId: () => string;
}

/** What the rules want done, and what is told of those that keep still. */
export function firingsFor(occasion: Occasion, recent: readonly ActionRecord[]): Firings {
  const actions: NewAction[] = [];
  const notes: Firings["notes"][number][] = [];
  for (const record of occasion.rules) {
    const own = recent.filter(({ ruleId }) => ruleId === record.id);
    const why = reasonToRest(occasion, record.rule, own);
    if (why === null) actions.push(...newAction(occasion, record, own));
    else notes.push(restNote(occasion, record, why));
  }
  return { actions, notes: [...notes, ...loopNotes(occasion, recent)] };
}

/** Why a rule keeps still; null when it fires. A dry-run counts against dry-runs alone. */
function reasonToRest(
  { record, requestedBy, at }: Occasion,
  rule: RemediationRule,
  own: readonly ActionRecord[],
): string | null {
  const counted = own.filter((each) => (each.mode === "dry-run") === (rule.mode === "dry-run"));
  const past = counted.map(({ fingerprint, createdAt }) => ({ fingerprint, atMs: createdAt.getTime() }));
  const { conditions, limits } = rule;
  const terms =
    requestedBy === "rule"
      ? rule
      : { conditions: { ...conditions, weekWindows: [] }, limits: { ...limits, cooldownMinutes: 0 } };
  return heldBack(terms, past, { fingerprint: record.alert.fingerprint, atMs: at.getTime() });
}

/** One action; none while one of the same occurrence is under way. */
function newAction(
  { estateId, record, occurrence, requestedBy, at, nextId }: Occasion,
  { id: ruleId, rule }: RuleRecord,
  own: readonly ActionRecord[],
): readonly NewAction[] {
  if (rule.mode === "off") return [];
  const { fingerprint, title } = record.alert;
  const earlier = own.filter((each) => each.fingerprint === fingerprint && each.occurrence === occurrence);
  if (earlier.some(({ state }) => NEXT_STATES[state].length > 0)) return [];
  // A person may ask again for what came to nothing; a rule answers an event once, however often it is told.
  const again = requestedBy === "rule" ? 0 : earlier.length;
  return [
    {
      id: nextId(),
      estateId,
      ruleId,
      rule,
      mode: rule.mode,
      alertId: record.id,
      fingerprint,
      alertTitle: title,
      occurrence,
      requestedBy,
      createdAt: at,
      idempotencyKey: keyOf(ruleId, fingerprint, occurrence, again),
    },
  ];
}

function keyOf(...parts: readonly (string | number)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function restNote(
  { estateId, record, occurrence, at }: Occasion,
  { id, rule }: RuleRecord,
  reason: string,
): Firings["notes"][number] {
  const { fingerprint } = record.alert;
  const detail = { rule: rule.name, reason, fingerprint, occurrence };
  const subject = { kind: "rule", id } as const;
  return { at, actor: "umbra", event: "rule held back", subject, estateId, detail };
}

/** Rules that may be undoing each other's work, each told once until somebody changes it. */
function loopNotes(occasion: Occasion, recent: readonly ActionRecord[]): Firings["notes"] {
  const { estateId, at, rules, record, change } = occasion;
  if (change !== "reopened") return [];
  const { fingerprint } = record.alert;
  const past = recent.map(
    (action): RuleFiring => ({
      ruleId: action.ruleId,
      fingerprint: action.fingerprint,
      atMs: action.createdAt.getTime(),
      change: action.occurrence === 1 ? "opened" : "reopened",
      acted: action.executedAt !== null,
      touchedIds: (action.plan?.touched ?? []).map(({ element }) => element.id),
    }),
  );
  const now = rules.map(
    ({ id }): RuleFiring => ({
      ruleId: id,
      fingerprint,
      atMs: at.getTime(),
      change,
      acted: false,
      touchedIds: [],
    }),
  );
  const loops = suspectedLoops([...past, ...now]);
  return loops.flatMap(({ ruleIds }) => {
    const isNews = rules.some(
      ({ id, troubles }) =>
        ruleIds.includes(id) &&
        !troubles.some(
          ({ kind, withRuleId }) => kind === "loop" && withRuleId !== null && ruleIds.includes(withRuleId),
        ),
    );
    if (!isNews) return [];
    return ruleIds.map((id): Firings["notes"][number] => {
      const withRuleId = ruleIds.find((other) => other !== id) ?? null;
      const reason =
        "it and another rule may be undoing each other's work: the alert that it cured is back after the other one acted";
      return {
        at,
        actor: "umbra",
        event: "rule loop suspected",
        subject: { kind: "rule", id },
        estateId,
        detail: { reason, ruleIds },
        trouble: { kind: "loop", at, reason, withRuleId },
      };
    });
  });
}
