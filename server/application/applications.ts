import type { Criticality, FactFlow } from "../engine/configuration";
import { type Decision, type FlowEdit, subjectOf } from "../engine/intent";
import type { Actor } from "./actor";
import { asChange, changeDecisions, type Decided } from "./decision-changes";
import { snapshotOf } from "./estates";
import type { ApplicationsAnswer } from "./ports/application-answers";
import type { DecisionChange, DecisionRecord } from "./ports/decision-store";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { DeclarationAnswer } from "./ports/question-pool";

/** The applications of a snapshot, with who decided what. */
export interface ApplicationList extends ApplicationsAnswer {
  readonly decisions: readonly DecisionRecord[];
}

/** What an owner says of one inferred flow. */
export type FlowVerdict =
  | { readonly kind: "accept"; readonly intentId: string; readonly edit: FlowEdit }
  | { readonly kind: "dismiss"; readonly intentId: string; readonly reason: string };

interface EstateOf {
  readonly estateId: string;
}

/** Applications and their flows in a snapshot, the latest when none is named, as decided by now. Fails NOT_FOUND. */
export async function listApplications(
  ports: Ports,
  actor: Actor,
  input: EstateOf & { readonly snapshotId?: string | undefined },
): Promise<ApplicationList> {
  const snapshot = await snapshotOf(ports, actor, input);
  const answer = await ports.pool.ask("applications", snapshot, {});
  const decisions = await ports.store.inWorkspace(actor.workspaceId).listDecisions(input.estateId);
  return { ...answer, decisions };
}

/** Accepts or dismisses flows of the latest snapshot, all or none. Fails NOT_FOUND, BAD_INPUT for a flow that is not there. */
export async function decideFlows(
  ports: Ports,
  actor: Actor,
  { estateId, verdicts }: EstateOf & { readonly verdicts: readonly FlowVerdict[] },
): Promise<Decided> {
  const { flows, decisions: before } = await listApplications(ports, actor, { estateId });
  const known = new Map(flows.map((each) => [each.id, each]));
  const edits = new Map(
    before.flatMap(({ decision }) =>
      decision.kind === "accept" ? [[decision.intentId, decision.edit] as const] : [],
    ),
  );
  const decisions = verdicts.map((verdict): Decision => {
    const flow = known.get(verdict.intentId);
    if (!flow)
      throw new Failure(
        "BAD_INPUT",
        `the latest snapshot has no flow \`${verdict.intentId}\`: reload the list`,
      );
    if (flow.declarationId !== null)
      throw new Failure("BAD_INPUT", "a declared flow is changed or removed, not accepted or dismissed");
    const seen = {
      application: flow.application,
      from: flow.from.text,
      to: flow.to.text,
      flow: flow.flow,
    };
    // What was said of the flow before stays, unless it is said otherwise now.
    if (verdict.kind === "accept")
      return { ...verdict, edit: { ...edits.get(verdict.intentId), ...verdict.edit }, seen };
    return { ...verdict, seen };
  });
  return changeDecisions(ports, actor, estateId, decisions.map(asChange));
}

/**
 * Gives an application a name (that of another makes them one) or an importance; what is absent stays. Fails
 * NOT_FOUND, also for an application that the latest snapshot does not have.
 * @param application  its name as listed
 */
export async function changeApplication(
  ports: Ports,
  actor: Actor,
  {
    estateId,
    application,
    name,
    criticality,
  }: EstateOf & {
    readonly application: string;
    readonly name?: string | undefined;
    readonly criticality?: Criticality | undefined;
  },
): Promise<Decided> {
  const { applications, decisions } = await listApplications(ports, actor, { estateId });
  const row = applications.find((each) => each.name === application);
  if (!row)
    throw new Failure(
      "NOT_FOUND",
      `the latest snapshot has no application \`${application}\`: reload the list`,
    );
  const known = new Map(decisions.map(({ decision }) => [subjectOf(decision), decision]));
  const changes = row.sources.map((source) => {
    const before = known.get(`application:${source}`);
    const base =
      before?.kind === "application" ? before : { kind: "application" as const, application: source };
    return asChange({
      ...base,
      ...(name === undefined ? {} : { name }),
      ...(criticality === undefined ? {} : { criticality }),
    });
  });
  return changeDecisions(ports, actor, estateId, changes);
}

/**
 * Declares a required flow, or changes a declared one. What the latest snapshot does not understand is answered
 * with candidates, and nothing is stored. Fails NOT_FOUND.
 */
export async function declareFlow(
  ports: Ports,
  actor: Actor,
  {
    estateId,
    id = ports.ids.next(),
    application,
    flow,
  }: EstateOf & { readonly id?: string | undefined; readonly application: string; readonly flow: FactFlow },
): Promise<({ readonly kind: "declared"; readonly id: string } & Decided) | DeclarationAnswer> {
  const snapshot = await snapshotOf(ports, actor, { estateId });
  const checked = await ports.pool.ask("checkDeclaration", snapshot, { application, flow });
  if (checked.problems.length > 0) return checked;
  const decided = await changeDecisions(ports, actor, estateId, [
    asChange({ kind: "declare", id, application, flow }),
  ]);
  return { kind: "declared", id, ...decided };
}

/** Sets subjects to what they were decided to be before, or to nothing: undoes decisions. Fails NOT_FOUND, BAD_INPUT. */
export async function restoreDecisions(
  ports: Ports,
  actor: Actor,
  { estateId, changes }: EstateOf & { readonly changes: readonly DecisionChange[] },
): Promise<Decided> {
  for (const { subject, decision } of changes)
    if (decision !== null && subjectOf(decision) !== subject)
      throw new Failure("BAD_INPUT", `the decision is not about \`${subject}\`: reload the list`);
  return changeDecisions(ports, actor, estateId, changes);
}
