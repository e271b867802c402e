import { LEARNING_MS } from "../engine/baseline";
import { handOverAnalysis } from "./analyses";
import { isNotFound } from "./ports/failure";
import type { Ports } from "./ports/ports";

/** On whose behalf an analysis runs that nobody asked for. */
const ITSELF = "umbra";

/**
 * Has estates analysed again that are known long enough since, in every workspace: what was merely listed may raise alerts
 * now, also where nothing changes any more.
 */
export async function endLearning(ports: Ports): Promise<void> {
  const at = ports.clock.now();
  for (const { workspaceId, estateId } of await ports.store.learnedEstates(at, LEARNING_MS)) {
    const analysisId = ports.ids.next();
    // No decision changes: what is wanted of it is the analysis.
    const queued = await ports.store
      .inWorkspace(workspaceId)
      .changeDecisions(estateId, [], { actorId: ITSELF, at, analysisId })
      .catch((error: unknown) => {
        // An estate that was removed since it was looked up has nothing to analyse.
        if (!isNotFound(error)) throw error;
        return undefined;
      });
    if (queued?.isAnalysisQueued) await handOverAnalysis(ports, { workspaceId, estateId, analysisId });
  }
}
