import { describe, expect, it } from "vitest";
import { judgePartition, type PartitionNews } from "./partitions";
import type { HeldPartition } from "./ports/source-store";

const place = {
  sourceId: "s",
  accountId: "1",
  region: "r",
  kind: "subnet",
  file: "accounts/1/r/Subnets.json",
};
const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const times = (number: number) => ({ start: day(number), end: day(number), at: day(number) });
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `id-${from + i}`);

const list = (itemIds: readonly string[]): PartitionNews => ({
  ...place,
  status: "ok",
  itemIds,
  hash: itemIds.join(),
  body: new Uint8Array([itemIds.length]),
});
const failed = (status: "denied" | "stale", reason = "no"): PartitionNews => ({ ...place, status, reason });

/** Takes readings in, one a day; answers the partition as it then is. */
function readThrough(...news: readonly PartitionNews[]): HeldPartition {
  const [first = failed("stale"), ...rest] = news;
  return rest.reduce(
    (before, each, index) => judgePartition(before, each, times(index + 2)),
    judgePartition(undefined, first, times(1)),
  );
}

describe("a partition", () => {
  it("that never was read completely has no document", () => {
    expect(readThrough(failed("denied"))).toMatchObject({
      status: "denied",
      body: null,
      good: null,
      itemIds: [],
    });
  });

  it("keeps its last good document when it cannot be read, and says since when", () => {
    const kept = readThrough(list(["a"]), failed("denied"), failed("denied"));
    expect(kept).toMatchObject({ status: "denied", reason: "no", itemIds: ["a"], since: day(2) });
    expect(kept.good).toEqual({ start: day(1), end: day(1) });
  });

  it("counts a new reason as news", () => {
    expect(readThrough(list(["a"]), failed("stale", "x"), failed("stale", "y")).since).toEqual(day(3));
  });

  it("is as a complete reading says, an empty one too", () => {
    expect(readThrough(list(["a", "b"]), list([]))).toMatchObject({
      status: "ok",
      itemIds: [],
      since: day(1),
    });
  });

  it.each([
    { name: "ten of many may go", from: ids(0, 30), to: ids(10, 30), status: "ok" },
    { name: "eleven of a few may not", from: ids(0, 30), to: ids(11, 30), status: "suspicious" },
    { name: "a fifth of very many may go", from: ids(0, 100), to: ids(20, 100), status: "ok" },
    { name: "more than a fifth may not", from: ids(0, 100), to: ids(21, 100), status: "suspicious" },
    { name: "all of eleven may not", from: ids(0, 11), to: [], status: "suspicious" },
    { name: "all of ten may", from: ids(0, 10), to: [], status: "ok" },
    { name: "replaced ones are gone too", from: ids(0, 20), to: ids(20, 40), status: "suspicious" },
  ])("at once: $name", ({ from, to, status }) => {
    const judged = readThrough(list(from), list(to));
    expect(judged.status).toBe(status);
    expect(judged.itemIds).toEqual(status === "ok" ? to : from);
  });

  it("believes a loss that a second reading in a row confirms, whatever else changed", () => {
    const judged = readThrough(list(ids(0, 30)), list(ids(20, 30)), list(["new", ...ids(21, 30)]));
    expect(judged).toMatchObject({ status: "ok", doubtedIds: null });
  });

  it("starts again when some are back, or when a reading in between failed", () => {
    expect(readThrough(list(ids(0, 30)), list(ids(20, 30)), list(ids(19, 30))).status).toBe("suspicious");
    expect(readThrough(list(ids(0, 30)), list(ids(20, 30)), failed("stale"), list(ids(20, 30))).status).toBe(
      "suspicious",
    );
    expect(readThrough(list(ids(0, 30)), list(ids(20, 30)), list(ids(0, 30)))).toMatchObject({
      status: "ok",
      doubtedIds: null,
    });
  });
});
