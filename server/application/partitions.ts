import type { HeldPartition } from "./ports/source-store";

/** A list that lost more than this many, and more than this part of it, is not believed at first sight. */
const LOSS_COUNT = 10;
const LOSS_RATIO = 0.2;

/** One reading of a partition as it arrived. */
export type PartitionNews = Pick<HeldPartition, "sourceId" | "accountId" | "region" | "kind" | "file"> &
  (
    | {
        readonly status: "ok";
        readonly itemIds: readonly string[];
        readonly hash: string;
        readonly body: Uint8Array;
      }
    | { readonly status: "denied" | "unsupported" | "stale" | "suspicious"; readonly reason: string }
  );

/** When a sweep began and ended, and when it was taken in. */
export interface SweepTimes {
  readonly start: Date;
  readonly end: Date;
  readonly at: Date;
}

/**
 * What a partition is after a reading of it. Only a complete reading replaces the last good document, so nothing
 * but a complete reading can delete. One that misses very much at once is kept back, as suspicious, until a
 * second one in a row misses all of that too. `since` moves only when the status or its reason does.
 */
export function judgePartition(
  before: HeldPartition | undefined,
  news: PartitionNews,
  times: SweepTimes,
): HeldPartition {
  const { sourceId, accountId, region, kind, file } = news;
  const place = { sourceId, accountId, region, kind, file };
  if (news.status !== "ok") {
    return aged(before ?? nothingYet(place, times.at), { ...news, at: times.at });
  }
  const vanished = vanishedIds(before, news.itemIds);
  if (before && isMassLoss(before, vanished) && !isSecondSight(before, news.itemIds)) {
    const { length } = vanished;
    const reason = `${length} of ${before.itemIds.length} vanished at once: waiting for a second sweep that says so`;
    return { ...aged(before, { status: "suspicious", reason, at: times.at }), doubtedIds: vanished };
  }
  const { itemIds, hash, body } = news;
  return {
    ...place,
    status: "ok",
    reason: null,
    since: before?.status === "ok" ? before.since : times.at,
    good: { start: times.start, end: times.end },
    itemIds,
    hash,
    body,
    doubtedIds: null,
  };
}

/** The same partition, no longer fresh; its last good document stays. */
export function aged(
  before: HeldPartition,
  { status, reason, at }: { status: HeldPartition["status"]; reason: string; at: Date },
): HeldPartition {
  const isSame = before.status === status && before.reason === reason;
  return { ...before, status, reason, since: isSame ? before.since : at, doubtedIds: null };
}

/** Whether the configuration made of the partitions could differ: another document, or another freshness. */
export function isSameMirror(a: HeldPartition | undefined, b: HeldPartition): boolean {
  return a !== undefined && a.hash === b.hash && a.status === b.status && a.file === b.file;
}

function nothingYet(
  place: Pick<HeldPartition, "sourceId" | "accountId" | "region" | "kind" | "file">,
  at: Date,
): HeldPartition {
  return {
    ...place,
    status: "stale",
    reason: null,
    since: at,
    good: null,
    itemIds: [],
    hash: null,
    body: null,
    doubtedIds: null,
  };
}

function vanishedIds(before: HeldPartition | undefined, itemIds: readonly string[]): readonly string[] {
  const there = new Set(itemIds);
  return before?.itemIds.filter((id) => !there.has(id)) ?? [];
}

function isMassLoss(before: HeldPartition, vanished: readonly string[]): boolean {
  return vanished.length > Math.max(LOSS_COUNT, LOSS_RATIO * before.itemIds.length);
}

/** Everything that the sweep before missed is missing still. */
function isSecondSight({ doubtedIds }: HeldPartition, itemIds: readonly string[]): boolean {
  if (doubtedIds === null) return false;
  const there = new Set(itemIds);
  return doubtedIds.every((id) => !there.has(id));
}
