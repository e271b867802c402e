import { type Decision, subjectOf } from "../engine/intent";
import type { Actor } from "./actor";
import { handOverAnalysis } from "./analyses";
import { findEstate } from "./estates";
import type { DecisionChange } from "./ports/decision-store";
import type { Ports } from "./ports/ports";

/** What was decided before, to be restored when that was a mistake. */
export interface Decided {
  readonly previous: readonly DecisionChange[];
}

/** A decision with the subject it is about. */
export function asChange(decision: Decision): DecisionChange {
  return { subject: subjectOf(decision), decision };
}

/** Stores decisions, all or none; what they change about alerts is for the analysis that this starts. Fails NOT_FOUND. */
export async function changeDecisions(
  ports: Ports,
  actor: Actor,
  estateId: string,
  changes: readonly DecisionChange[],
): Promise<Decided> {
  await findEstate(ports, actor, estateId);
  const { workspaceId } = actor;
  const analysisId = ports.ids.next();
  const { previous, isAnalysisQueued } = await ports.store
    .inWorkspace(workspaceId)
    .changeDecisions(estateId, changes, { actorId: actor.id, at: ports.clock.now(), analysisId });
  ports.events.publish({ workspaceId, estateId, kind: "application" });
  if (isAnalysisQueued) await handOverAnalysis(ports, { workspaceId, estateId, analysisId });
  return { previous };
}
