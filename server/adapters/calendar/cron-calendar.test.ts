import { describe, expect, it } from "vitest";
import { cronCalendar } from "./cron-calendar";

const next = (cron: string, after: string, count: number, timeZone = "Europe/Berlin") =>
  cronCalendar.next(cron, timeZone, new Date(after), count).map((date) => date.toISOString().slice(5, 16));

describe("the next times", () => {
  it.each([
    {
      name: "once a day is once a day when an hour is skipped",
      cron: "30 2 * * *",
      after: "2026-03-28T12:00Z",
      expected: ["03-29T01:30", "03-30T00:30"],
    },
    {
      name: "and when an hour comes twice",
      cron: "30 2 * * *",
      after: "2026-10-24T12:00Z",
      expected: ["10-25T00:30", "10-26T01:30"],
    },
    {
      name: "also when asked between the two",
      cron: "30 2 * * *",
      after: "2026-10-25T00:30:01Z",
      expected: ["10-26T01:30", "10-27T01:30"],
    },
    {
      name: "every half hour goes on through the hour that comes twice",
      cron: "*/30 * * * *",
      after: "2026-10-25T00:10Z",
      expected: ["10-25T00:30", "10-25T01:00", "10-25T01:30"],
    },
    {
      name: "the time zone counts",
      cron: "0 9 * * 1",
      after: "2026-11-26T00:00Z",
      timeZone: "Asia/Kathmandu",
      expected: ["11-30T03:15"],
    },
    {
      name: "they lie after the time asked, not at it",
      cron: "0 9 * * *",
      after: "2026-11-26T09:00:00Z",
      timeZone: "UTC",
      expected: ["11-27T09:00"],
    },
  ])("$name", ({ cron, after, timeZone, expected }) =>
    expect(next(cron, after, expected.length, timeZone)).toEqual(expected),
  );
});

describe("is refused", () => {
  it.each([
    ["seconds", "*/5 * * * * *", "UTC", /five fields/],
    ["too few fields", "* * * *", "UTC", /five fields/],
    ["nothing", "", "UTC", /five fields/],
    ["a name for a time", "@hourly", "UTC", /five fields/],
    ["a time by chance", "H * * * *", "UTC", /five fields/],
    ["a minute that is none", "61 * * * *", "UTC", /no cron expression/],
    ["a day that never comes", "0 0 31 2 *", "UTC", /no cron expression/],
    ["an unknown time zone", "0 9 * * *", "Mars/Olympus", /no time zone/],
  ])("%s", (_, cron, timeZone, message) =>
    expect(() => cronCalendar.next(cron, timeZone, new Date(0), 1)).toThrow(
      expect.objectContaining({ code: "BAD_INPUT", message: expect.stringMatching(message) }),
    ),
  );
});
