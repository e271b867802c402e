import { canonicalJson } from "../engine/configuration";
import { isReversible } from "../engine/remediation";
import type { DryRunResult } from "../engine/remediation/dry-run.schema";
import type { RemediationRule } from "../engine/remediation/rule.schema";
import type { Actor } from "./actor";
import type { ActionRecord } from "./ports/action-store";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { RuleRecord } from "./ports/rule-store";
import { readRun } from "./runs";

const SUCCESSES_LIMIT = 200;

/** Whether a rule may act without asking; `missing` says in words what it has not shown yet. */
export interface AutoTerms {
  readonly isEarned: boolean;
  readonly missing: readonly string[];
}

/**
 * What a rule, as it would be saved, has to show before it acts without asking: a dry-run that finished since its
 * meaning was changed last and in which every change was verified, one action that a person approved and that
 * succeeded, and a kind of change that can be undone.
 */
export async function autoTerms(
  ports: Ports,
  actor: Actor,
  record: RuleRecord,
  rule: RemediationRule = record.rule,
): Promise<AutoTerms> {
  const missing = [
    ...(isReversible(rule.action.kind) && rule.action.by.kind === "provider"
      ? []
      : ["its change cannot be undone by itself: only changes that can be are made without asking"]),
    ...(await dryRunGaps(ports, actor, record, rule)),
    ...((await hasSucceeded(ports, actor, record, rule))
      ? []
      : ["no change that it asked for was approved and succeeded since its meaning was changed"]),
  ];
  return { isEarned: missing.length === 0, missing };
}

/** Fails BAD_INPUT, naming what is missing, for a rule that may not act without asking. */
export async function checkMode(
  ports: Ports,
  actor: Actor,
  record: RuleRecord | null,
  { rule, typedName }: { readonly rule: RemediationRule; readonly typedName: string | undefined },
): Promise<void> {
  if (rule.mode !== "auto") return;
  if (!record)
    throw new Failure(
      "BAD_INPUT",
      "a new rule cannot act without asking: save it in dry-run, then let it ask, and change its mode once it has shown what it does",
    );
  const { missing } = await autoTerms(ports, actor, record, rule);
  const untyped =
    record.rule.mode !== "auto" && typedName !== rule.name ? ["its name was not typed to confirm"] : [];
  const gaps = [...missing, ...untyped];
  if (gaps.length > 0)
    throw new Failure("BAD_INPUT", `this rule may not act without asking yet: ${gaps.join("; ")}`);
}

async function dryRunGaps(
  ports: Ports,
  actor: Actor,
  { latestRunId }: RuleRecord,
  rule: RemediationRule,
): Promise<readonly string[]> {
  const none = ["no dry-run has finished since its meaning was changed"];
  if (latestRunId === null) return none;
  const run = await readRun(ports, actor, latestRunId).catch((error: unknown) => {
    // A run goes with its estate, and a rule too; between the two there may be a moment.
    if (error instanceof Failure) return undefined;
    throw error;
  });
  if (run?.kind !== "dry-run" || run.result === null || !isSameMeaning(run.request.rule, rule)) return none;
  return isHarmless(run.result) ? [] : ["in its dry-run not every change was verified"];
}

function isHarmless({ fireCount, verifiedCount }: DryRunResult): boolean {
  return verifiedCount === fireCount;
}

async function hasSucceeded(
  ports: Ports,
  actor: Actor,
  { id }: RuleRecord,
  rule: RemediationRule,
): Promise<boolean> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const actions = await store.listActions({ ruleId: id, states: ["succeeded"], limit: SUCCESSES_LIMIT });
  return actions.some((action) => isSameMeaning(action.rule, rule) && wasApproved(action));
}

function wasApproved({ approvals, planHash }: ActionRecord): boolean {
  return approvals.some((each) => each.decision === "approved" && each.planHash === planHash);
}

/** Whether two versions of a rule do the same to the same alerts; how it is called and who answers for it aside. */
function isSameMeaning(a: RemediationRule, b: RemediationRule): boolean {
  return meaningOf(a) === meaningOf(b);
}

function meaningOf({ trigger, conditions, action, guard }: RemediationRule): string {
  return canonicalJson({ trigger, conditions, action, guard });
}
