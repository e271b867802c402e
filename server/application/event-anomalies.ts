import {
  type Anomaly,
  type CountedChange,
  changeRateAnomalies,
  isoOf,
  learnedFrom,
  rareActions,
  rareActorAnomalies,
  unusualRates,
} from "../engine/baseline";
import type { ChangeCount } from "./ports/history-store";
import type { Ports } from "./ports/ports";
import type { WorkspaceId } from "./ports/store";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Events and hours of so many days are told of; what came before says what is usual. */
const TOLD_DAYS = { "rare-actor": 14, "change-rate": 1 } as const;
const EVENT_DAYS = 90;
const EVENT_LIMIT = 200_000;
/** Eight weeks before the first hour that is judged, and the hour before the first of them. */
const COUNTED_DAYS = 58;
const COUNT_LIMIT = 50_000;
/** A change that a reading shows was made in the hour before, when the reading before is not older. */
const TIMED_GAP_MS = HOUR_MS;
/** After a pause like this nobody knows what the hours in it were like. */
const UNWATCHED_GAP_MS = DAY_MS;

/** What detectors that look at times say of an estate. */
export interface EventAnomalies {
  readonly "rare-actor": readonly Anomaly[];
  readonly "change-rate": readonly Anomaly[];
}

/**
 * Who changed the network unexpectedly, by the events that were uploaded, and in which hours far more changed than usual,
 * by the readings of the network. Nothing where there are no events, or readings too far apart to say when.
 */
export async function findEventAnomalies(
  { store, clock }: Pick<Ports, "store" | "clock">,
  workspaceId: WorkspaceId,
  { estateId, dangerousIds }: { readonly estateId: string; readonly dangerousIds: ReadonlySet<string> },
): Promise<EventAnomalies> {
  const workspace = store.inWorkspace(workspaceId);
  const to = clock.now();
  const youngMs = to.getTime() - TOLD_DAYS["rare-actor"] * DAY_MS;
  const { last } = await workspace.eventSpan(estateId);
  // Without an event that is judged nobody needs to know what is usual.
  const events =
    last === null || last.getTime() < youngMs
      ? []
      : await workspace.listEvents(estateId, {
          from: new Date(to.getTime() - EVENT_DAYS * DAY_MS),
          to,
          limit: EVENT_LIMIT,
        });
  const counts = await workspace.changeCounts(estateId, {
    from: new Date(to.getTime() - COUNTED_DAYS * DAY_MS),
    limit: COUNT_LIMIT,
  });
  const estate = await workspace.findEstate(estateId);
  const subject = { kind: "estate", id: estateId, name: estate?.name ?? estateId };
  const young = isoOf(youngMs);
  const learned = learnedFrom(events) ?? young;
  const judgedFrom = learned > young ? learned : young;
  return {
    "rare-actor": rareActorAnomalies(rareActions({ events, judgedFrom, dangerousIds })),
    "change-rate": changeRateAnomalies(
      unusualRates({
        ...watchedChanges(counts, to.getTime()),
        now: to.getTime(),
        judgedHours: TOLD_DAYS["change-rate"] * 24,
      }),
      subject,
    ),
  };
}

/** Changes whose hour is known, and since when readings followed each other closely enough to say so. */
export function watchedChanges(
  counts: readonly ChangeCount[],
  now: number,
): { readonly changes: readonly CountedChange[]; readonly since: number } {
  const changes: CountedChange[] = [];
  let since = counts[0]?.takenAt.getTime() ?? now;
  let seenAt: number | undefined;
  for (const { takenAt, lastSeenAt, kinds } of counts) {
    const at = takenAt.getTime();
    const gap = seenAt === undefined ? Number.POSITIVE_INFINITY : at - seenAt;
    if (gap > UNWATCHED_GAP_MS) since = at;
    if (gap <= TIMED_GAP_MS) changes.push(...kinds.map((each) => ({ at, ...each })));
    seenAt = lastSeenAt.getTime();
  }
  return { changes, since };
}
