import { isWithin } from "../engine/remediation";
import { isApproved } from "./executor-tasks";
import type { HeldAction } from "./move-action";
import type { ActionRecord } from "./ports/action-store";
import type { Ports } from "./ports/ports";
import type { SnapshotSummary, WorkspaceStore } from "./ports/store";

/** What is changed has to have been read as lately: what else was changed since, nobody knows. */
const READING_LIMIT_MINUTES = 10;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** More than a rule may make in an hour. */
const RECENT_LIMIT = 500;

/**
 * What has to hold at the last moment before anything is changed: automation goes on, the approval stands, the plan was
 * tried on the latest reading, which is fresh, and the rule allows it now.
 *
 * @returns in words what does not hold; null when all of it does, or the action is not about to change anything
 */
export async function reasonToWait(
  ports: Pick<Ports, "store" | "clock">,
  { workspaceId, action }: HeldAction,
): Promise<string | null> {
  if (action.state !== "approved" && action.state !== "prechecked") return null;
  const store = ports.store.inWorkspace(workspaceId);
  const now = ports.clock.now();
  if ((await store.findAutomation())?.isPaused) return "automation is paused";
  if (action.expiresAt !== null && action.expiresAt <= now) return "its approval is over";
  if (!isApproved(action)) return "nobody approved the plan that it has now";
  const latest = (await store.findEstate(action.estateId))?.latest ?? null;
  return reasonOfReading(action, latest, now) ?? (await reasonOfRule(store, action, now));
}

function reasonOfReading({ trial }: ActionRecord, latest: SnapshotSummary | null, now: Date): string | null {
  if (latest === null || latest.snapshotId !== trial?.snapshotId)
    return "the network was read anew since its plan was tried: it is tried again first";
  const minutes = Math.floor((now.getTime() - latest.lastSeenAt.getTime()) / MINUTE_MS);
  return minutes >= READING_LIMIT_MINUTES
    ? `the network was last read ${minutes} minutes ago, and nothing is changed on a reading older than ${READING_LIMIT_MINUTES}: read it again`
    : null;
}

async function reasonOfRule(
  store: Pick<WorkspaceStore, "findRule" | "listActions">,
  { rule, ruleId }: ActionRecord,
  now: Date,
): Promise<string | null> {
  const current = await store.findRule(ruleId);
  if (!current || current.rule.mode === "off") return "its rule was switched off or removed";
  const isFrozen = [rule, current.rule].some(({ guard }) => isWithin(guard.freezeWindows, now.getTime()));
  if (isFrozen) return "a freeze window is open";
  const recent = await store.listActions({ ruleId, limit: RECENT_LIMIT });
  const lately = recent.filter(
    ({ executedAt }) => executedAt !== null && now.getTime() - executedAt.getTime() < HOUR_MS,
  );
  return lately.length >= Math.min(rule.limits.perHour, current.rule.limits.perHour)
    ? "its rule made as many changes within the last hour as it may"
    : null;
}
