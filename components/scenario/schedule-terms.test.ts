import { expect, it } from "vitest";
import { type ScheduleChoice, termsOf, usualChoice } from "./schedule-terms";

const cron = (choice: Partial<ScheduleChoice>) =>
  termsOf({ ...usualChoice(), time: "08:05", ...choice }).cron;

it.each<[Partial<ScheduleChoice>, string | null]>([
  [{ repeats: "quarter" }, "*/15 * * * *"],
  [{ repeats: "hour" }, "0 * * * *"],
  [{ repeats: "day" }, "5 8 * * *"],
  [{ repeats: "weekday" }, "5 8 * * 1-5"],
  [{ repeats: "week", dayOfWeek: "0" }, "5 8 * * 0"],
  [{ repeats: "month", dayOfMonth: "15" }, "5 8 15 * *"],
  [{ repeats: "cron", cron: " 1 2 3 4 5 " }, "1 2 3 4 5"],
  [{ repeats: "never" }, null],
])("%j is %s", (choice, expected) => expect(cron(choice)).toBe(expected));

it("runs on changes when that is the only way it runs", () =>
  expect(termsOf({ ...usualChoice(), repeats: "never" }).onChange).toBe(true));
