import { describe, expect, it } from "vitest";
import { HISTORY_START } from "../testing/change-history";
import { watchedChanges } from "./event-anomalies";

const HOUR_MS = 3_600_000;
const at = (hour: number) => new Date(HISTORY_START + hour * HOUR_MS);
const entry = (taken: number, seen: number, count = 3) => ({
  takenAt: at(taken),
  lastSeenAt: at(seen),
  kinds: [{ kind: "securityGroup", count }],
});
const now = HISTORY_START + 1_000 * HOUR_MS;

describe("changes whose hour is known", () => {
  it("are those of readings that follow another one within an hour", () => {
    const found = watchedChanges([entry(0, 0.5), entry(1, 4), entry(4.2, 5), entry(7, 8)], now);
    expect(found).toEqual({
      changes: [
        { at: HISTORY_START + HOUR_MS, kind: "securityGroup", count: 3 },
        { at: HISTORY_START + 4.2 * HOUR_MS, kind: "securityGroup", count: 3 },
      ],
      since: HISTORY_START,
    });
  });

  it("begin after the last day without a reading", () => {
    expect(watchedChanges([entry(0, 1), entry(30, 40), entry(41, 41)], now).since).toBe(at(30).getTime());
  });

  it("are none where nothing was read", () => {
    expect(watchedChanges([], now)).toEqual({ changes: [], since: now });
  });
});
