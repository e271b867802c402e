import type { Lease } from "../application/executor/lease";
import type { ExecutorTask } from "../application/executor.schema";
import type { PlanStep, Touched } from "../engine/remediation/plan/plan.schema";

/** A task as the server would hand it out. What the plan says in words means nothing to an executor. */
export function executorTask(spec: {
  readonly purpose: ExecutorTask["purpose"];
  readonly steps: readonly PlanStep[];
  readonly touched: readonly Touched[];
  readonly actionId?: string;
}): ExecutorTask {
  const { purpose, touched, actionId = "action-1" } = spec;
  const steps = [...spec.steps];
  return {
    actionId,
    fence: 1,
    leaseUntil: new Date(0).toISOString(),
    leaseMs: 30_000,
    purpose,
    idempotencyKey: `key of ${actionId}`,
    planHash: "plan-1",
    plan: {
      snapshotId: "snapshot-1",
      fingerprint: "fingerprint-1",
      action: "remove-rule",
      optionId: "option-1",
      title: "Close the database",
      changes: [{ kind: "require-metadata-token", instanceId: "i-1" }],
      texts: ["close it"],
      steps,
      inverse: null,
      touched: [...touched],
    },
    steps,
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
