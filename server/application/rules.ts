import { prefilledRule } from "../engine/remediation";
import { fixActionSchema } from "../engine/remediation/fix-option.schema";
import type { RemediationRule } from "../engine/remediation/rule.schema";
import type { Actor } from "./actor";
import { findEstate } from "./estates";
import { curesOf } from "./fixes";
import type { AuditNote } from "./ports/audit-store";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { RuleRecord } from "./ports/rule-store";
import { checkMode } from "./rule-modes";
import { startRun } from "./runs";

/** The rules of an estate, by name. Fails NOT_FOUND. */
export async function listRules(
  ports: Ports,
  actor: Actor,
  estateId: string,
): Promise<readonly RuleRecord[]> {
  await findEstate(ports, actor, estateId);
  return ports.store.inWorkspace(actor.workspaceId).listRules(estateId);
}

/** Fails NOT_FOUND. */
export async function readRule(ports: Ports, actor: Actor, ruleId: string): Promise<RuleRecord> {
  const record = await ports.store.inWorkspace(actor.workspaceId).findRule(ruleId);
  if (!record) throw ruleNotFound();
  return record;
}

/** A rule made from an alert, ready to be saved. */
export interface RuleDraft {
  /** Null where no cure is known for the kind of alert. */
  readonly rule: RemediationRule | null;
  readonly alert: { readonly id: string; readonly title: string };
}

/** What a rule from this alert looks like: nothing has to be typed. Fails NOT_FOUND. */
export async function draftRule(
  ports: Ports,
  actor: Actor,
  { estateId, alertId }: { readonly estateId: string; readonly alertId: string },
): Promise<RuleDraft> {
  const estate = await findEstate(ports, actor, estateId);
  const store = ports.store.inWorkspace(actor.workspaceId);
  const record = await store.findAlert(estateId, alertId);
  if (!record)
    throw new Failure("NOT_FOUND", "no such alert in this estate: choose one from its list of alerts");
  const fix = await store.findFix(estateId, record.alert.fingerprint);
  const { recommendations } = curesOf(record.alert, fix, estate.latest?.snapshotId);
  const actions = recommendations.flatMap(({ option, action }) => {
    const known = fixActionSchema.safeParse(option === undefined ? undefined : action);
    return known.success ? [known.data] : [];
  });
  return {
    rule: prefilledRule(record.alert, actions, actor.id) ?? null,
    alert: { id: alertId, title: record.alert.title },
  };
}

/** Saves a new rule. Fails NOT_FOUND for an unknown estate, BAD_INPUT for one that would act without asking. */
export async function createRule(
  ports: Ports,
  actor: Actor,
  { estateId, rule }: { readonly estateId: string; readonly rule: RemediationRule },
): Promise<{ readonly ruleId: string }> {
  await checkMode(ports, actor, null, { rule, typedName: undefined });
  const ruleId = ports.ids.next();
  const createdAt = ports.clock.now();
  const note = noteOf(actor, "rule created", { ruleId, estateId, rule, at: createdAt });
  await ports.store.inWorkspace(actor.workspaceId).addRule({ id: ruleId, estateId, rule, createdAt }, note);
  tell(ports, actor, estateId, ruleId);
  return { ruleId };
}

/**
 * Replaces a rule. Fails NOT_FOUND; CONFLICT when someone else changed it since it was read; BAD_INPUT, naming what is
 * missing, when it would act without asking and has not earned that.
 *
 * @param typedName  the rule's name as a person typed it, to let it act without asking
 */
export async function changeRule(
  ports: Ports,
  actor: Actor,
  {
    ruleId,
    revision,
    rule,
    typedName,
  }: {
    readonly ruleId: string;
    readonly revision: number;
    readonly rule: RemediationRule;
    readonly typedName?: string | undefined;
  },
): Promise<void> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const record = await readRule(ports, actor, ruleId);
  const { estateId } = record;
  await checkMode(ports, actor, record, { rule, typedName });
  const note = noteOf(actor, "rule changed", { ruleId, estateId, rule, at: ports.clock.now() });
  if (!(await store.changeRule(ruleId, revision, rule, note)))
    throw new Failure("CONFLICT", "this rule was changed by someone else: reload it and change it again");
  tell(ports, actor, estateId, ruleId);
}

/** Fails NOT_FOUND. */
export async function removeRule(ports: Ports, actor: Actor, ruleId: string): Promise<void> {
  const { estateId, rule } = await readRule(ports, actor, ruleId);
  const note = noteOf(actor, "rule removed", { ruleId, estateId, rule, at: ports.clock.now() });
  await ports.store.inWorkspace(actor.workspaceId).removeRule(ruleId, note);
  tell(ports, actor, estateId, ruleId);
}

/** Replays the history of its estate with a rule, as a run. Fails NOT_FOUND. */
export async function startDryRun(
  ports: Ports,
  actor: Actor,
  ruleId: string,
): Promise<{ readonly runId: string }> {
  const { estateId, rule } = await readRule(ports, actor, ruleId);
  const started = await startRun(ports, actor, {
    estateId,
    kind: "dry-run",
    request: { ruleId, rule },
    title: `Dry-run of: ${rule.name}`,
  });
  await ports.store.inWorkspace(actor.workspaceId).noteDryRun(ruleId, started.runId);
  tell(ports, actor, estateId, ruleId);
  return started;
}

/** What the audit says of a rule that somebody writes: all of it. */
function noteOf(
  actor: Actor,
  event: string,
  about: {
    readonly ruleId: string;
    readonly estateId: string;
    readonly rule: RemediationRule;
    readonly at: Date;
  },
): AuditNote {
  const { ruleId, estateId, rule, at } = about;
  return { at, actor: actor.id, event, subject: { kind: "rule", id: ruleId }, estateId, detail: { rule } };
}

function tell(ports: Ports, actor: Actor, estateId: string, id: string): void {
  ports.events.publish({ workspaceId: actor.workspaceId, estateId, kind: "rule", id });
}

function ruleNotFound(): Failure {
  return new Failure("NOT_FOUND", "no such rule: choose one from the list of rules");
}
