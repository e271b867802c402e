import { mirror } from "./mirror";
import { aged } from "./partitions";
import type { Ports } from "./ports/ports";
import type { SourceRecord } from "./ports/source-store";

/** An agent that was not heard of for so many of its own intervals is taken to be gone. */
const INTERVALS_MISSED = 3;
/** A short interval is no reason to give up quickly: a restart takes its time. */
const SHORTEST_SILENCE_MS = 60_000;

/**
 * Ages what agents mirrored that are not heard of any more: every fresh part becomes stale, which makes a snapshot
 * over which nothing is sure, until the agent is back. What is aged already stays as it is.
 */
export async function ageSilentAgents(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  for (const { workspaceId, sourceId, kind } of await ports.store.sourceRefs()) {
    if (kind !== "agent") continue;
    const source = await ports.store.inWorkspace(workspaceId).findSource(sourceId);
    if (!source || !isSilent(source, now)) continue;
    await mirror(ports, workspaceId, sourceId, (current, before) => {
      if (!isSilent(current, now) || before.every(({ status }) => status !== "ok")) return null;
      const reason = `the agent was not heard of for ${INTERVALS_MISSED} times its interval`;
      const { accountId, intervalSeconds } = current;
      return {
        partitions: before.map((each) =>
          each.status === "ok" ? aged(each, { status: "stale", reason, at: now }) : each,
        ),
        accountId,
        intervalSeconds,
        trouble: reason,
        sweepId: null,
      };
    }).catch(ports.reportBug);
  }
}

/** Whether so much time has passed that the last sweep says nothing of now. */
function isSilent({ lastSweepAt, intervalSeconds }: SourceRecord, now: Date): boolean {
  if (lastSweepAt === null) return false;
  const limitMs = Math.max(SHORTEST_SILENCE_MS, INTERVALS_MISSED * intervalSeconds * 1_000);
  return now.getTime() - lastSweepAt.getTime() > limitMs;
}
