import { expect, it } from "vitest";
import { cronWords, scheduleWords } from "./schedule-words";

it.each([
  ["* * * * *", "every minute"],
  ["*/15 * * * *", "every 15 minutes"],
  ["*/7 * * * *", "by the cron expression */7 * * * *"],
  ["5 * * * *", "every hour at minute 5"],
  ["0 3 * * *", "every day at 03:00"],
  ["30 8 * * 1-5", "every weekday at 08:30"],
  ["0 9 * * 1", "every Monday at 09:00"],
  ["0 9 * * 7", "every Sunday at 09:00"],
  ["0 0 1 * *", "on day 1 of every month at 00:00"],
  ["0 0 1 1 *", "by the cron expression 0 0 1 1 *"],
  ["0 9,17 * * *", "by the cron expression 0 9,17 * * *"],
])("%s is %s", (cron, words) => expect(cronWords(cron)).toBe(words));

it("says both ways to start", () =>
  expect(scheduleWords({ cron: "0 3 * * *", timeZone: "UTC", onChange: true, minGapMinutes: 5 })).toBe(
    "every day at 03:00, UTC; and on every change of the configuration, at most once in 5 minutes",
  ));
