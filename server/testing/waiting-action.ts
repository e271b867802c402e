import type { Actor } from "../application/actor";
import type { Ports } from "../application/ports/ports";
import type { Plan } from "../engine/remediation/plan/plan.schema";
import { remediationRuleSchema } from "../engine/remediation/rule.schema";

const PLACE = { accountId: "", region: "" };
const GROUP_RULE = {
  securityGroupId: "sg-1",
  direction: "ingress" as const,
  rule: {
    protocol: 6,
    fromPort: 22,
    toPort: 22,
    peer: { kind: "prefix" as const, prefix: "0.0.0.0/0" },
  },
};

/** A rule that asks. */
export const askingRule = remediationRuleSchema.parse({
  name: "close it",
  mode: "ask",
  trigger: { kinds: ["internet-exposure"], minSeverity: "high", states: ["opened"] },
  conditions: { subjectIds: [], tags: [] },
  action: { kind: "remove-rule" },
  limits: { cooldownMinutes: 60, perDay: 10 },
  owner: "local",
  createdFrom: null,
});

/** The plan of a waiting action: it takes one rule out of one group. */
export function closingPlan(snapshotId: string): Plan {
  return {
    snapshotId,
    fingerprint: "f".repeat(64),
    action: "remove-rule",
    optionId: "remove-rule",
    title: "remove the rule",
    changes: [{ kind: "remove-group-rule", ...GROUP_RULE }],
    texts: ["the rule is removed"],
    steps: [{ kind: "revoke-group-rule", place: PLACE, ...GROUP_RULE }],
    inverse: [{ kind: "authorize-group-rule", place: PLACE, ...GROUP_RULE }],
    touched: [
      { element: { kind: "securityGroup", id: "sg-1" }, place: PLACE, before: "open", after: "closed" },
    ],
  };
}

/** An action of an estate that waits for a person to approve its plan, whose hash is `plan`. */
export async function addWaitingAction(
  ports: Ports,
  { workspaceId }: Actor,
  about: { readonly estateId: string; readonly alertId: string; readonly snapshotId: string },
): Promise<string> {
  const { estateId, alertId, snapshotId } = about;
  const store = ports.store.inWorkspace(workspaceId);
  const id = ports.ids.next();
  const at = ports.clock.now();
  // Without its rule it would be taken back at once.
  const ruleId = ports.ids.next();
  await store.addRule(
    { id: ruleId, estateId, rule: askingRule, createdAt: at },
    {
      at,
      actor: "local",
      event: "rule created",
      subject: { kind: "rule", id: ruleId },
      estateId,
      detail: {},
    },
  );
  const action = {
    id,
    estateId,
    ruleId,
    rule: askingRule,
    mode: "ask" as const,
    alertId,
    fingerprint: "f".repeat(64),
    alertTitle: "it is open",
    occurrence: 1,
    requestedBy: "rule",
    createdAt: at,
    idempotencyKey: id,
  };
  await store.addActions(estateId, () => ({ actions: [action], notes: [] }), { at, personId: "local" });
  const note = { at, actor: "umbra", event: "action simulated", detail: {} };
  const step = { actionId: id, isForward: true, reason: null, note };
  const trial = {
    verdict: "verified" as const,
    reasons: [],
    trial: null,
    snapshotId,
    predictedGone: [],
    predictedNew: [],
  };
  const news = { plan: closingPlan(snapshotId), planHash: "plan", trial };
  await store.moveAction({ ...step, from: "proposed", to: "simulated", news });
  const expiresAt = new Date(at.getTime() + 3_600_000);
  await store.moveAction({ ...step, from: "simulated", to: "awaiting-approval", news: { expiresAt } });
  return id;
}
