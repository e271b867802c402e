import type { ActionRecord } from "../server/application/ports/action-store";
import { CAUTIOUS } from "../server/engine/remediation/rule.schema";

/** An action that waits for approval, as the server would answer it, for states that a healthy run seldom shows. */

const at = new Date("2026-11-22T08:00:00Z");
const place = { accountId: "111122223333", region: "eu-central-1" };
const rule = {
  protocol: 6,
  fromPort: 3306,
  toPort: 3306,
  peer: { kind: "prefix" as const, prefix: "0.0.0.0/0" },
};
const step = { place, securityGroupId: "sg-0a", direction: "ingress" as const, rule };

export const waitingAction: ActionRecord = {
  id: "action-1",
  estateId: "e1",
  ruleId: "rule-1",
  rule: {
    name: "Close what answers the internet",
    mode: "ask",
    trigger: { kinds: ["internet-exposure"], minSeverity: "high", states: ["opened", "reopened"] },
    conditions: { subjectIds: [], tags: [], accountIds: [], weekWindows: [] },
    action: { kind: "remove-rule", by: { kind: "provider" } },
    approval: CAUTIOUS.approval,
    limits: { cooldownMinutes: 60, perHour: 3, perDay: 10 },
    guard: CAUTIOUS.guard,
    owner: "local",
    createdFrom: null,
  },
  mode: "ask",
  alertId: "alert-1",
  fingerprint: "fp-1",
  alertTitle: "`orders-db` answers the whole internet on tcp 3306",
  occurrence: 1,
  requestedBy: "rule",
  idempotencyKey: "key",
  state: "awaiting-approval",
  reason: null,
  plan: {
    snapshotId: "0123456789abcdef0123456789abcdef",
    fingerprint: "fp-1",
    action: "remove-rule",
    optionId: "remove-rule sg-0a",
    title: "Remove the rule that lets the internet in",
    changes: [],
    texts: ['remove "tcp 3306 from 0.0.0.0/0" from `sg-0a`'],
    steps: [{ kind: "revoke-group-rule", ...step }],
    inverse: [{ kind: "authorize-group-rule", ...step }],
    touched: [
      {
        element: { kind: "securityGroup", id: "sg-0a", name: "orders-db" },
        place,
        before: "[]",
        after: "[]",
      },
    ],
  },
  planHash: "6d1f0c7a2b5e4f3d8a9b0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c9d0e1f",
  trial: {
    verdict: "verified",
    reasons: [],
    predictedGone: ["fp-1", "fp-2"],
    predictedNew: [],
    snapshotId: "0123456789abcdef0123456789abcdef",
    trial: {
      verdict: "verified",
      reasons: [],
      fixes: ["fp-1", "fp-2"],
      lost: [],
      intended: [],
      opened: [],
      closed: [
        {
          from: [{ kind: "internet", id: "internet" }],
          to: [{ kind: "instance", id: "i-0a", name: "orders-db" }],
          family: 4,
          protocol: "tcp",
          before: "REACHABLE",
          after: "NOT_REACHABLE",
          ports: [[3306, 3306]],
          prefixes: ["0.0.0.0/0"],
        },
      ],
      undecided: [],
      newAlerts: [],
      movedAlerts: [],
      comparedCount: 42,
    },
  },
  approvals: [],
  expiresAt: new Date(Date.now() + 3 * 3_600_000),
  fence: 0,
  leaseUntil: null,
  executorName: null,
  executedAt: null,
  reports: [],
  createdAt: at,
  updatedAt: at,
};

/** The same with its life and what may be done about it, as its page asks for it. */
export function actionDetail(change: Partial<ActionRecord> = {}, why: string | null = null) {
  const action = { ...waitingAction, ...change };
  const states = [
    ["proposed", "rule", null],
    ["simulated", "umbra", null],
    ["awaiting-approval", "umbra", null],
    ...(action.state === "awaiting-approval" ? [] : [[action.state, "executor production", action.reason]]),
  ] as const;
  return {
    action,
    transitions: states.map(([to, actor, reason], index) => ({
      number: index + 1,
      from: states[index - 1]?.[0] ?? null,
      to,
      at,
      actor,
      reason,
      auditNumber: index + 1,
    })),
    approval: { isAllowed: why === null, why },
    waits: null,
    texts: {
      cli: "aws ec2 revoke-security-group-ingress --group-id sg-0a --protocol tcp --port 3306 --cidr 0.0.0.0/0",
      terraform: "# remove the rule from aws_security_group sg-0a",
    },
    alert: { severity: "critical", state: "open", title: action.alertTitle },
  };
}
