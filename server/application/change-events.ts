import type { Actor } from "./actor";
import { handOverAnalysis } from "./analyses";
import { findEstate } from "./estates";
import type { ReadEvents } from "./ports/change-events";
import type { EventSpan } from "./ports/event-store";
import type { Ports } from "./ports/ports";
import type { InputFile } from "./ports/question-pool";

const READ_TIME_LIMIT_MS = 120_000;
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;
/** Events of one estate; of more the oldest go. */
const EVENT_LIMIT = 200_000;

/**
 * What became of an upload of events: `entryCount` is `addedCount`, `knownCount`, `tooOldCount`, `repeatedCount` and
 * `leftOutCount` together.
 */
export interface EventsAnswer
  extends Pick<
    ReadEvents,
    "entryCount" | "repeatedCount" | "leftOutCount" | "leftOut" | "refused" | "sameIdCount"
  > {
  readonly addedCount: number;
  /** Stored before. */
  readonly knownCount: number;
  /** Older than events are kept. */
  readonly tooOldCount: number;
  readonly keptDays: number;
  /** What the estate has now. */
  readonly stored: EventSpan;
}

/**
 * Reads the provider's trail and keeps its events with the estate, each once, for 90 days; starts an analysis when any of
 * them is new. What cannot be read is told and spoils nothing. Fails NOT_FOUND, and TOO_LARGE.
 */
export async function uploadEvents(
  ports: Ports,
  actor: Actor,
  { estateId, files }: { readonly estateId: string; readonly files: readonly InputFile[] },
  signal?: AbortSignal,
): Promise<EventsAnswer> {
  await findEstate(ports, actor, estateId);
  const { events, ...read } = await ports.pool.readEvents(files, { signal, timeLimitMs: READ_TIME_LIMIT_MS });
  const { workspaceId } = actor;
  const store = ports.store.inWorkspace(workspaceId);
  const at = ports.clock.now();
  const from = new Date(at.getTime() - KEPT_DAYS * DAY_MS);
  const young = events.filter((event) => new Date(event.at) >= from);
  const analysisId = ports.ids.next();
  const { addedCount, isAnalysisQueued } = await store.addEvents(estateId, young, {
    at,
    analysisId,
    kept: { from, limit: EVENT_LIMIT },
  });
  ports.events.publish({ workspaceId, estateId, kind: "anomaly" });
  if (isAnalysisQueued) await handOverAnalysis(ports, { workspaceId, estateId, analysisId });
  return {
    ...read,
    addedCount,
    knownCount: young.length - addedCount,
    tooOldCount: events.length - young.length,
    keptDays: KEPT_DAYS,
    stored: await store.eventSpan(estateId),
  };
}

/** How many events an estate has and of when, and for how many days they are kept. Fails NOT_FOUND. */
export async function readEventSpan(
  ports: Ports,
  actor: Actor,
  estateId: string,
): Promise<EventSpan & { readonly keptDays: number }> {
  await findEstate(ports, actor, estateId);
  const span = await ports.store.inWorkspace(actor.workspaceId).eventSpan(estateId);
  return { ...span, keptDays: KEPT_DAYS };
}
