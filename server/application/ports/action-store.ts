import type { RemediationRule } from "../../engine/remediation";
import type { ActionState } from "../../engine/remediation/action-state.schema";
import type { Plan } from "../../engine/remediation/plan/plan.schema";
import type { PlanTrial } from "../../engine/remediation/plan/plan-trial.schema";
import type { ExecutorReport } from "../executor.schema";
import type { AuditNote } from "./audit-store";
import type { WorkspaceId } from "./store";

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
  /** A function of rule, alert and occurrence: there is one action of it, and every try of it bears it. */
  readonly idempotencyKey: string;
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
  /** When an executor said that all of it is done. */
  readonly executedAt: Date | null;
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

/** An action, in whatever workspace. */
export interface ActionRef {
  readonly workspaceId: WorkspaceId;
  readonly actionId: string;
}

/** An alert that was opened or came back, and that no rule was asked about yet. */
export interface Opening {
  readonly workspaceId: WorkspaceId;
  readonly estateId: string;
  readonly alertId: string;
  /** Of its transition. */
  readonly number: number;
  readonly change: "opened" | "reopened";
  readonly at: Date;
}

export type NewAction = Pick<
  ActionRecord,
  | "id"
  | "estateId"
  | "ruleId"
  | "rule"
  | "mode"
  | "alertId"
  | "fingerprint"
  | "alertTitle"
  | "occurrence"
  | "requestedBy"
  | "idempotencyKey"
  | "createdAt"
>;

/** What an action is from now on; what is not named stays as it is. */
export interface ActionNews {
  readonly plan?: Plan;
  readonly planHash?: string;
  readonly trial?: PlanTrial;
  readonly approvals?: readonly Approval[];
  readonly reports?: readonly ExecutorReport[];
  readonly expiresAt?: Date | null;
  readonly leaseUntil?: Date | null;
  readonly executorName?: string;
  readonly executedAt?: Date;
}

/** What becomes of an action's rule with it. */
export interface RuleNews {
  readonly ruleId: string;
  /** Failed verifications since the last one that succeeded; read and set in the transaction. */
  readonly verification?: "failed" | "succeeded";
  /** Written down with the rule. With `verification` only once so many failed in a row. */
  readonly trouble?: RuleTrouble;
  readonly afterFailures?: number;
}

/** Something a rule's owner has to know. */
export interface RuleTrouble {
  readonly kind: "switched-off" | "loop";
  readonly at: Date;
  readonly reason: string;
  /** The other rule of a loop. */
  readonly withRuleId: string | null;
}

/**
 * One step of an action. Nothing of it is stored unless the action is in `from`, has the fence that is named, and the
 * audit takes the note; nor while automation is paused, where it leads forward.
 */
export interface ActionMove {
  readonly actionId: string;
  readonly from: ActionState;
  /** The same as `from`: something is noted and the state stays. */
  readonly to: ActionState;
  readonly fence?: number;
  /** Only when no lease is in force. */
  readonly isFree?: boolean;
  /** A claim: the fence becomes one higher. */
  readonly isClaim?: boolean;
  /** Only while no other action of the same rule is between its execution and the proof that it worked. */
  readonly isAlone?: boolean;
  /** Leads towards a change of the network: not while automation is paused. */
  readonly isForward: boolean;
  readonly reason: string | null;
  readonly news?: ActionNews;
  readonly rule?: RuleNews;
  readonly note: Pick<AuditNote, "at" | "actor" | "event" | "detail">;
  /** The actor of the note is a person who decides. */
  readonly isByPerson?: boolean;
}

/** What rules do about something that happened. */
export interface Firings {
  readonly actions: readonly NewAction[];
  /** What is told without an action: a rule that rests, or that seems to answer another one. */
  readonly notes: readonly (AuditNote & { readonly trouble?: RuleTrouble })[];
}

/** The days of which a rule's actions are looked at when it fires: its longest rest. */
export const RECENT_DAYS = 7;

/** Decides from the actions of the last week, newest first, in the estate. Pure and quick: it runs inside a transaction. */
export type DecideActions = (recent: readonly ActionRecord[]) => Firings;

/** Actions of one workspace. */
export interface ActionStore {
  /**
   * Asks `decide` what rules want done about an opening, and adds it, each action with its transition and audit entry,
   * and notes that they were asked, all or nothing. While it decides nobody else fires in the workspace. Actions that
   * exist already are left alone. Answers with the ids of those that are new.
   */
  answerOpening(
    opening: Omit<Opening, "workspaceId">,
    decide: DecideActions,
    at: Date,
  ): Promise<readonly string[]>;
  /** The same for actions that a person asks for. Fails NOT_FOUND without the estate. */
  addActions(
    estateId: string,
    decide: DecideActions,
    by: { readonly at: Date; readonly personId: string },
  ): Promise<readonly string[]>;
  findAction(actionId: string): Promise<ActionRecord | undefined>;
  /** Newest first. */
  listActions(wanted: {
    readonly estateId?: string | undefined;
    readonly ruleId?: string | undefined;
    readonly alertId?: string | undefined;
    readonly states?: readonly ActionState[] | undefined;
    readonly since?: Date | undefined;
    readonly limit: number;
  }): Promise<readonly ActionRecord[]>;
  actionTransitions(actionId: string): Promise<readonly ActionTransition[]>;
  /** False: another one was quicker, or automation is paused. Fails when the audit cannot be written. */
  moveAction(move: ActionMove): Promise<boolean>;
  /** Prolongs a claim. False when it is another's by now, or over. */
  renewAction(claim: {
    readonly actionId: string;
    readonly fence: number;
    readonly now: Date;
    readonly leaseUntil: Date;
  }): Promise<boolean>;
}
