import { expect, it } from "vitest";
import { ageText } from "./relative-time";

const MINUTE = 60_000;
it.each([
  { ageMs: -5, expected: "just now" },
  { ageMs: MINUTE - 1, expected: "just now" },
  { ageMs: MINUTE, expected: "1 min ago" },
  { ageMs: 60 * MINUTE - 1, expected: "59 min ago" },
  { ageMs: 60 * MINUTE, expected: "1 h ago" },
  { ageMs: 48 * 60 * MINUTE - 1, expected: "47 h ago" },
  { ageMs: 48 * 60 * MINUTE, expected: "2 d ago" },
])("$ageMs ms is $expected", ({ ageMs, expected }) => expect(ageText(ageMs)).toBe(expected));
