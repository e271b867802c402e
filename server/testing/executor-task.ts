import type { Lease } from "../application/executor/lease";
import type { ExecutorTask } from "../application/executor.schema";
import { planHash } from "../engine/remediation";
import type { Plan, PlanStep, Touched } from "../engine/remediation/plan/plan.schema";

/** A task as the server would hand it out. What the plan says in words means nothing to an executor. */
export function executorTask(spec: {
  readonly purpose: ExecutorTask["purpose"];
  readonly steps: readonly PlanStep[];
  readonly inverse?: readonly PlanStep[];
  readonly touched: readonly Touched[];
  readonly actionId?: string;
}): ExecutorTask {
  const { purpose, inverse, actionId = "action-1" } = spec;
  const plan: Plan = {
    snapshotId: "snapshot-1",
    fingerprint: "fingerprint-1",
    action: "remove-rule",
    optionId: "option-1",
    title: "Close the database",
    changes: [{ kind: "require-metadata-token", instanceId: "i-1" }],
    texts: ["close it"],
    steps: [...spec.steps],
    inverse: inverse ? [...inverse] : null,
    touched: [...spec.touched],
  };
  return {
    actionId,
    fence: 1,
    leaseUntil: new Date(0).toISOString(),
    leaseMs: 30_000,
    purpose,
    idempotencyKey: `key of ${actionId}`,
    planHash: planHash(plan),
    plan,
    steps: purpose === "roll-back" ? [...(plan.inverse ?? [])] : plan.steps,
  };
}

/** A lease that lasts for ever. */
export function endlessLease(): Lease {
  return {
    hasRoomFor: async () => true,
    over: new AbortController().signal,
    end: () => undefined,
  };
}
