import { countOf } from "../ui/count";
import type { SentEvents } from "./send-events";

/** What became of the records that were read, in one sentence that adds up. */
export function eventCountsText(answer: SentEvents): string {
  const { entryCount, addedCount, knownCount, repeatedCount, tooOldCount, keptDays } = answer;
  const others = [
    ...(knownCount === 0 ? [] : [`${knownCount} known already`]),
    ...(repeatedCount === 0 ? [] : [`${repeatedCount} repeated`]),
    ...(tooOldCount === 0 ? [] : [`${tooOldCount} older than ${keptDays} days and not kept`]),
  ];
  return `${[`${addedCount} of ${countOf(entryCount, "record")} stored`, ...others].join(", ")}.`;
}

/** How many files and records could not be read. */
export function leftOutText({ refused, leftOutCount, leftOut }: SentEvents): string {
  const parts = [
    ...(refused.length === 0 ? [] : [`${countOf(refused.length, "file")} could not be read`]),
    ...(leftOutCount === 0
      ? []
      : [`${countOf(leftOutCount, "record")} ${leftOutCount === 1 ? "is" : "are"} no event`]),
  ];
  const more = leftOutCount > leftOut.length ? `; the first ${leftOut.length}:` : ":";
  return `${parts.join(", ")}${more}`;
}
