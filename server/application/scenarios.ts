import type { Actor } from "./actor";
import { findEstate } from "./estates";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { ScenarioRecord, ScenarioRow } from "./ports/scenario-store";
import { type RunKind, runKindSchema } from "./run-kinds";
import { checkedRequest, startRun } from "./runs";

export interface NewScenario {
  readonly estateId: string;
  readonly name: string;
  readonly kind: RunKind;
  readonly request: unknown;
}

/** Keeps a question under a name. Fails BAD_INPUT for a request that its kind does not take, NOT_FOUND. */
export async function createScenario(
  ports: Ports,
  actor: Actor,
  { estateId, name, kind, request }: NewScenario,
): Promise<{ readonly scenarioId: string }> {
  const id = ports.ids.next();
  await ports.store.inWorkspace(actor.workspaceId).addScenario({
    id,
    estateId,
    name,
    kind,
    request: checkedRequest(kind, request),
    actorId: actor.id,
    createdAt: ports.clock.now(),
  });
  tell(ports, actor, estateId);
  return { scenarioId: id };
}

/** The scenarios of an estate with their latest runs, newest first. Fails NOT_FOUND. */
export async function listScenarios(
  ports: Ports,
  actor: Actor,
  estateId: string,
): Promise<readonly ScenarioRow[]> {
  await findEstate(ports, actor, estateId);
  return ports.store.inWorkspace(actor.workspaceId).listScenarios(estateId);
}

/** One scenario. Fails NOT_FOUND. */
export async function readScenario(ports: Ports, actor: Actor, scenarioId: string): Promise<ScenarioRecord> {
  const scenario = await ports.store.inWorkspace(actor.workspaceId).findScenario(scenarioId);
  if (!scenario) throw scenarioNotFound();
  return scenario;
}

/** Gives it another name. Fails NOT_FOUND. */
export async function renameScenario(
  ports: Ports,
  actor: Actor,
  { scenarioId, name }: { readonly scenarioId: string; readonly name: string },
): Promise<void> {
  const { estateId } = await readScenario(ports, actor, scenarioId);
  if (!(await ports.store.inWorkspace(actor.workspaceId).renameScenario(scenarioId, name)))
    throw scenarioNotFound();
  tell(ports, actor, estateId);
}

/** Removes a scenario and its schedules; its runs stay. Fails NOT_FOUND. */
export async function removeScenario(ports: Ports, actor: Actor, scenarioId: string): Promise<void> {
  const { estateId } = await readScenario(ports, actor, scenarioId);
  if (!(await ports.store.inWorkspace(actor.workspaceId).removeScenario(scenarioId)))
    throw scenarioNotFound();
  tell(ports, actor, estateId);
}

/** Runs a scenario now, on the latest snapshot. Fails NOT_FOUND. */
export async function runScenario(
  ports: Ports,
  actor: Actor,
  scenarioId: string,
): Promise<{ readonly runId: string }> {
  const { estateId, name, kind, request } = await readScenario(ports, actor, scenarioId);
  return startRun(ports, actor, {
    estateId,
    kind: runKindSchema.parse(kind),
    request,
    title: name,
    scenarioId,
  });
}

function tell(ports: Ports, { workspaceId }: Actor, estateId: string): void {
  ports.events.publish({ workspaceId, estateId, kind: "schedule" });
}

function scenarioNotFound(): Failure {
  return new Failure("NOT_FOUND", "no such scenario: choose one from the list of scenarios");
}
