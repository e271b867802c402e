import type { RemediationRule } from "../../engine/remediation";
import type { ActionState } from "../../engine/remediation/action-state.schema";
import type { Plan } from "../../engine/remediation/plan/plan.schema";
import type { PlanTrial } from "../../engine/remediation/plan/plan-trial.schema";
import type { ExecutorReport } from "../executor.schema";

/** Somebody's word on a plan. It holds for the plan with this hash and no other. */
export interface Approval {
  readonly actorId: string;
  readonly decision: "approved" | "rejected";
  readonly reason: string;
  readonly at: Date;
  readonly planHash: string;
  /** There is one person only: nobody else could look. */
  readonly isSingleUser: boolean;
}

/** What a rule wants done about one occurrence of an alert. */
export interface ActionRecord {
  readonly id: string;
  readonly estateId: string;
  readonly ruleId: string;
  /** The rule as it was when it fired. */
  readonly rule: RemediationRule;
  readonly mode: "dry-run" | "ask" | "auto";
  readonly alertId: string;
  readonly fingerprint: string;
  readonly alertTitle: string;
  /** Number of the alert's transition that it answers: an event that is replayed has the same. */
  readonly occurrence: number;
  /** Who asked: a person's id, or `rule`. */
  readonly requestedBy: string;
  readonly state: ActionState;
  /** Why it is in that state; null where that is plain. */
  readonly reason: string | null;
  readonly plan: Plan | null;
  readonly planHash: string | null;
  readonly trial: PlanTrial | null;
  readonly approvals: readonly Approval[];
  /** Until when it may be approved. */
  readonly expiresAt: Date | null;
  /** Counts claims; only the latest may report. */
  readonly fence: number;
  readonly leaseUntil: Date | null;
  readonly executorName: string | null;
  /** What executors reported, oldest first. */
  readonly reports: readonly ExecutorReport[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One step of an action's life, as audited. */
export interface ActionTransition {
  readonly number: number;
  readonly from: ActionState | null;
  readonly to: ActionState;
  readonly at: Date;
  readonly actor: string;
  readonly reason: string | null;
  /** Number of its audit entry, written in the same transaction. */
  readonly auditNumber: number;
}

/** One line of the audit. `hash` covers everything else of it and the hash before. */
export interface AuditEntry {
  readonly number: number;
  readonly at: Date;
  /** A person's id, `rule`, `umbra` or `executor NAME`. */
  readonly actor: string;
  /** What happened: `action requested`, `action simulated`, `automation paused`, `rule changed` ... */
  readonly event: string;
  /** What it is about: `{kind: "action" | "rule" | "automation" | "executor" | "baseline", id}`. */
  readonly subject: { readonly kind: string; readonly id: string };
  readonly estateId: string | null;
  /** JSON: states, plan hash, snapshots before and after, runs, reasons. */
  readonly detail: unknown;
  readonly previousHash: string;
  readonly hash: string;
}
