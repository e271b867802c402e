import { expect, it } from "vitest";
import { eventCountsText, leftOutText } from "./event-words";

const answer = {
  entryCount: 10,
  addedCount: 4,
  knownCount: 0,
  repeatedCount: 0,
  tooOldCount: 0,
  keptDays: 90,
  leftOutCount: 0,
  sameIdCount: 0,
  leftOut: [],
  refused: [],
};

it("every record of an upload is counted once", () => {
  expect(eventCountsText(answer)).toBe("4 of 10 records stored.");
  expect(eventCountsText({ ...answer, knownCount: 3, repeatedCount: 1, tooOldCount: 2 })).toBe(
    "4 of 10 records stored, 3 known already, 1 repeated, 2 older than 90 days and not kept.",
  );
});

it("what could not be read is counted, also where not all of it is listed", () => {
  const entry = { file: "a.json", message: "no record" };
  expect(leftOutText({ ...answer, leftOutCount: 1, leftOut: [entry] })).toBe("1 record is no event:");
  expect(leftOutText({ ...answer, refused: [entry], leftOutCount: 300, leftOut: [entry] })).toBe(
    "1 file could not be read, 300 records are no event; the first 1:",
  );
});
