import type { RemediationRule } from "../../engine/remediation";
import type { RuleTrouble } from "./action-store";
import type { AuditNote } from "./audit-store";

/** A remediation rule as stored. */
export interface RuleRecord {
  readonly id: string;
  readonly estateId: string;
  readonly rule: RemediationRule;
  /** Counts its versions from 1; whoever changes it names the one that was read. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The latest dry-run that was started for it. */
  readonly latestRunId: string | null;
  /** What it did that its owner must know, oldest first; none since somebody changed it. */
  readonly troubles: readonly RuleTrouble[];
}

/** Remediation rules of one workspace. Whatever changes one is audited with it, all or nothing. */
export interface RuleStore {
  /** By name, then id. */
  listRules(estateId: string): Promise<readonly RuleRecord[]>;
  findRule(ruleId: string): Promise<RuleRecord | undefined>;
  /** Fails NOT_FOUND without the estate. */
  addRule(
    rule: Omit<RuleRecord, "revision" | "latestRunId" | "updatedAt" | "troubles">,
    note: AuditNote,
  ): Promise<void>;
  /** False when there is no such rule, or it is at another revision by now. */
  changeRule(ruleId: string, revision: number, rule: RemediationRule, note: AuditNote): Promise<boolean>;
  noteDryRun(ruleId: string, runId: string): Promise<void>;
  removeRule(ruleId: string, note: AuditNote): Promise<boolean>;
}
