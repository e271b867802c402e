import { Failure } from "../application/ports/failure";
import { type AgentPorts, type AgentSettings, pushSweep } from "../application/push-sweep";
import type { SweepAnswer } from "../application/sweep.schema";

/** The longest pause after failures in a row. */
const LONGEST_PAUSE_MS = 300_000;

export interface AgentRun extends AgentSettings {
  readonly isOnce: boolean;
}

/**
 * Sweeps until the signal fires, one sweep per interval; after a failure it pauses, longer each time. What fails
 * is written and tried again; a bug ends the process.
 *
 * @returns whether the last sweep was taken in
 */
export async function runAgent(
  ports: AgentPorts,
  { isOnce, ...settings }: AgentRun,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const intervalMs = settings.intervalSeconds * 1_000;
  for (let failureCount = 0; ; ) {
    const startedAt = ports.clock.now().getTime();
    const isTaken = await sweep(ports, settings, say, signal);
    failureCount = isTaken ? 0 : failureCount + 1;
    if (isOnce || signal.aborted) return isTaken;
    const elapsedMs = ports.clock.now().getTime() - startedAt;
    const pauseMs = isTaken
      ? Math.max(0, intervalMs - elapsedMs)
      : Math.min(LONGEST_PAUSE_MS, intervalMs, 1_000 * 2 ** failureCount);
    await ports.wait(pauseMs, signal).catch(() => undefined);
    if (signal.aborted) return isTaken;
  }
}

async function sweep(
  ports: AgentPorts,
  settings: AgentSettings,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    say(textOf(await pushSweep(ports, settings, signal)));
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    if (!(error instanceof Failure)) throw error;
    say(`not taken in: ${error.message}`);
    return false;
  }
}

function textOf({ counts, snapshotId, isUnchanged }: SweepAnswer): string {
  const parts = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
  const snapshot =
    snapshotId === null
      ? "no snapshot yet"
      : `snapshot ${snapshotId.slice(0, 12)}${isUnchanged ? ", unchanged" : ", new"}`;
  return `sweep taken in: ${parts.length === 0 ? "nothing read" : parts.join(", ")}; ${snapshot}`;
}
