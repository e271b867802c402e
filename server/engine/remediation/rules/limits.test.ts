import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import type { Alert } from "../../alert";
import { indexConfiguration } from "../../configuration";
import type { RemediationRule, WeekWindow } from "../rule.schema";
import { heldBack, type PastFiring } from "./limits";
import { matchesRule } from "./matches-rule";
import { prefilledRule } from "./prefilled-rule";
import { type RuleFiring, suspectedLoops } from "./suspected-loops";
import { isWithin } from "./week-windows";

const MINUTE_MS = 60_000;
/** A Friday. */
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour, minute);

const SUBJECT = { kind: "instance", id: "web-a" };
const ALERT = { fingerprint: "f", kind: "internet-exposure", severity: "high" as const, subject: SUBJECT };

function ruleWith(
  limits: Partial<RemediationRule["limits"]>,
  weekWindows: WeekWindow[] = [],
): RemediationRule {
  const rule = prefilledRule(ALERT, ["remove-rule"], "me");
  if (!rule) throw new Error("no rule");
  return {
    ...rule,
    conditions: { ...rule.conditions, weekWindows },
    limits: { cooldownMinutes: 0, perHour: 100, perDay: 100, ...limits },
  };
}

describe("times of the week, in UTC", () => {
  const friday: WeekWindow = { days: ["fri"], from: "09:30", to: "17:00" };
  it.each([
    ["the minute before", at(27, 9, 29), false],
    ["its first minute", at(27, 9, 30), true],
    ["its last minute", at(27, 16, 59), true],
    ["the minute after", at(27, 17), false],
    ["the same time on the day after", at(28, 12), false],
    ["a week later", at(27, 12) + 7 * 24 * 60 * MINUTE_MS, true],
  ])("%s", (_, atMs, isIn) => {
    expect(isWithin([friday], atMs)).toBe(isIn);
  });

  it("reach midnight, and are none where there is no window", () => {
    expect(isWithin([{ days: ["fri"], from: "23:00", to: "24:00" }], at(27, 23, 59))).toBe(true);
    expect(isWithin([], at(27, 12))).toBe(false);
  });

  it("are the days that the calendar says", () => {
    const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }), (date) => {
        const today = days[date.getUTCDay()];
        if (today === undefined) throw new Error("no day");
        expect(isWithin([{ days: [today], from: "00:00", to: "24:00" }], date.getTime())).toBe(true);
        const others = days.filter((each) => each !== today);
        expect(isWithin([{ days: others, from: "00:00", to: "24:00" }], date.getTime())).toBe(false);
      }),
    );
  });
});

describe("the limits of a rule", () => {
  const now = { fingerprint: "f", atMs: at(27, 12) };
  const ago = (minutes: number, fingerprint = "f"): PastFiring => ({
    fingerprint,
    atMs: now.atMs - minutes * MINUTE_MS,
  });

  it.each<[string, Partial<RemediationRule["limits"]>, PastFiring[], RegExp | null]>([
    ["fires where nothing speaks against it", {}, [], null],
    ["rests for an alert", { cooldownMinutes: 60 }, [ago(59)], /less than 60 minutes before/],
    ["rests no longer", { cooldownMinutes: 60 }, [ago(60)], null],
    ["rests for that alert alone", { cooldownMinutes: 60 }, [ago(1, "g")], null],
    ["stops within an hour", { perHour: 2 }, [ago(1, "g"), ago(59, "h")], /2 times within an hour/],
    ["goes on when an hour has passed", { perHour: 2 }, [ago(1, "g"), ago(60, "h")], null],
    ["stops on a day", { perDay: 2 }, [ago(60, "g"), ago(11 * 60, "h")], /2 times that day/],
    ["goes on on the next day", { perDay: 2 }, [ago(60, "g"), ago(12 * 60 + 1, "h")], null],
    ["is not held back by what comes later", { cooldownMinutes: 60, perDay: 1 }, [ago(-1)], null],
  ])("%s", (_, limits, past, why) => {
    const held = heldBack(ruleWith(limits), past, now);
    if (why === null) expect(held).toBeNull();
    else expect(held).toMatch(why);
  });

  it("fires only at its times", () => {
    const rule = ruleWith({}, [{ days: ["sat"], from: "00:00", to: "24:00" }]);
    expect(heldBack(rule, [], now)).toMatch(/other times of the week/);
    expect(heldBack(rule, [], { ...now, atMs: at(28, 12) })).toBeNull();
  });

  it("are never exceeded, whatever happens when", () => {
    const firing = fc.record({
      fingerprint: fc.constantFrom("f", "g", "h"),
      atMs: fc.integer({ min: 0, max: 3 * 24 * 60 }),
    });
    fc.assert(
      fc.property(fc.array(firing, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (events, perHour) => {
        const rule = ruleWith({ cooldownMinutes: 30, perHour, perDay: 6 });
        const fired: PastFiring[] = [];
        for (const { fingerprint, atMs } of events.toSorted((a, b) => a.atMs - b.atMs)) {
          const each = { fingerprint, atMs: at(23, 0) + atMs * MINUTE_MS };
          if (heldBack(rule, fired, each) === null) fired.push(each);
        }
        for (const { fingerprint, atMs } of fired) {
          const within = (spanMs: number) =>
            fired.filter((each) => each.atMs >= atMs && each.atMs - atMs < spanMs);
          expect(within(60 * MINUTE_MS).length).toBeLessThanOrEqual(perHour);
          const own = within(30 * MINUTE_MS).filter((each) => each.fingerprint === fingerprint);
          expect(own.length).toBe(1);
        }
        for (const day of [23, 24, 25]) {
          const onDay = fired.filter(({ atMs }) => at(day, 0) <= atMs && atMs < at(day + 1, 0));
          expect(onDay.length).toBeLessThanOrEqual(6);
        }
      }),
    );
  });
});

describe("the accounts that a rule names", () => {
  const index = indexConfiguration(buildConfiguration(b1()));
  const account = index.find("web-a")?.accountId ?? "";
  const matches = (accountIds: string[], id = "web-a") => {
    const rule = ruleWith({});
    return matchesRule(index, { ...rule, conditions: { ...rule.conditions, subjectIds: [], accountIds } }, {
      ...ALERT,
      subject: { kind: "instance", id },
    } as Alert);
  };
  it("are those of the subject, and what is in none is in none of them", () => {
    expect(account).not.toBe("");
    expect(matches([])).toBe(true);
    expect(matches([account])).toBe(true);
    expect(matches(["999999999999"])).toBe(false);
    expect(matches([account], "elsewhere")).toBe(false);
  });
});

describe("rules that undo each other's work", () => {
  const firing = (ruleId: string, minute: number, more: Partial<RuleFiring> = {}): RuleFiring => ({
    ruleId,
    fingerprint: `alert of ${ruleId}`,
    atMs: minute * MINUTE_MS,
    change: "opened",
    acted: true,
    touchedIds: ["sg-1"],
    ...more,
  });
  const back = (ruleId: string, minute: number, more: Partial<RuleFiring> = {}) =>
    firing(ruleId, minute, { change: "reopened", acted: false, ...more });

  it("are both named once an alert is back after the other acted, even where a limit stops the first", () => {
    expect(suspectedLoops([back("a", 3), firing("a", 1), firing("b", 2)])).toEqual([
      { ruleIds: ["a", "b"], fingerprints: ["alert of a"] },
    ]);
    expect(
      suspectedLoops([firing("a", 1), firing("b", 2), firing("a", 3, { change: "reopened" }), back("b", 4)]),
    ).toEqual([{ ruleIds: ["a", "b"], fingerprints: ["alert of a", "alert of b"] }]);
  });

  it.each<[string, RuleFiring[]]>([
    ["a rule alone", [firing("a", 1), back("a", 2)]],
    ["two that acted once each", [firing("a", 1), firing("b", 2)]],
    ["the other only spoke up", [firing("a", 1), firing("b", 2, { acted: false }), back("a", 3)]],
    ["the other acted before", [firing("b", 1), firing("a", 2), back("a", 3)]],
    ["the first never acted", [firing("a", 1, { acted: false }), firing("b", 2), back("a", 3)]],
    ["another alert is new", [firing("a", 1), firing("b", 2), firing("a", 3, { fingerprint: "other" })]],
  ])("are not: %s", (_, firings) => {
    expect(suspectedLoops(firings)).toEqual([]);
  });

  it("of several those that touched the same things, else all", () => {
    const elsewhere = { touchedIds: ["rt-1"] };
    expect(suspectedLoops([firing("a", 1), firing("b", 2), firing("c", 3, elsewhere), back("a", 4)])).toEqual(
      [{ ruleIds: ["a", "b"], fingerprints: ["alert of a"] }],
    );
    expect(
      suspectedLoops([
        firing("a", 1),
        firing("b", 2, elsewhere),
        firing("c", 3, elsewhere),
        back("a", 4),
      ]).map(({ ruleIds }) => ruleIds),
    ).toEqual([
      ["a", "b"],
      ["a", "c"],
    ]);
  });
});
