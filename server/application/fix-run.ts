import type { FixRequest, FixResult } from "../engine/remediation/fix-result.schema";
import { snapshotSource } from "./estates";
import type { Ports } from "./ports/ports";
import type { RunVerdict } from "./ports/run-store";
import type { RunControl, RunSubject } from "./run-kinds";

const FIX_TIME_LIMIT_MS = 20 * 60_000;

/** A run that tries the cures of one alert, and keeps with the alert what came of it. */
export async function executeFixRun(
  ports: Ports,
  { workspaceId, estateId, snapshotId, runId, request }: RunSubject<FixRequest>,
  { signal, onProgress }: RunControl,
): Promise<FixResult> {
  const stage = "trying each change on a copy";
  onProgress(stage, 0, 0);
  const result = await ports.pool.ask(
    "fix",
    snapshotSource(ports, workspaceId, estateId, snapshotId),
    request,
    {
      signal,
      isBackground: true,
      timeLimitMs: FIX_TIME_LIMIT_MS,
      onProgress: (doneCount, totalCount) => onProgress(stage, doneCount, totalCount),
    },
  );
  // One cure alone says nothing of the others.
  if (request.action === undefined) {
    const { fingerprint } = request;
    await ports.store
      .inWorkspace(workspaceId)
      .saveFix(estateId, { fingerprint, runId, snapshotId, at: ports.clock.now(), result });
    ports.events.publish({ workspaceId, estateId, kind: "alerts" });
  }
  return result;
}

/** What trying came to: proved only where a cure is. */
export function fixVerdict({ alert, options }: FixResult): RunVerdict {
  if (alert === null) return { sentence: "The network has no such alert.", kind: "proved" };
  if (options.length === 0)
    return { sentence: "No change can be proposed for this kind of alert.", kind: "undecided" };
  const having = (verdict: string) => options.filter(({ trial }) => trial.verdict === verdict).length;
  const [verified, refused] = [having("verified"), having("refused")];
  const open = options.length - verified - refused;
  const parts = [
    `${verified} of ${options.length} verified by simulation`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(open > 0 ? [`${open} undecided`] : []),
  ];
  return {
    sentence: `${parts.join(", ")}.`,
    kind: verified > 0 ? "proved" : open > 0 ? "undecided" : "affected",
  };
}
