import type { LeftOutEvent, ReadEvents } from "../../../application/ports/change-events";
import { Failure } from "../../../application/ports/failure";
import type { ChangeEvent } from "../../../engine/baseline/trail/change-event.schema";
import type { InputFile } from "../input-file";
import { entriesOf } from "./entries";
import { readEvent } from "./read-event";

/** Entries of one reading; a month of a busy account's management events is below. */
const ENTRY_LIMIT = 1_000_000;
/** Entries that are told one by one; the rest is counted. */
const LEFT_OUT_LIMIT = 200;

/**
 * Reads CloudTrail events from unpacked files, in whichever layout: what is an event in its normal form, once, and all
 * else with the reason. What a call was asked and what it answered is not kept but for the ids of what it touched.
 *
 * @throws Failure TOO_LARGE above the limit of entries
 */
export function readChangeEvents(files: readonly InputFile[]): ReadEvents {
  const refused: LeftOutEvent[] = [];
  const leftOut: LeftOutEvent[] = [];
  const found: { readonly event: ChangeEvent; readonly digest: string }[] = [];
  let entryCount = 0;
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const read = entriesOf(file);
    if (read.kind === "refused") {
      refused.push(read.refused);
      continue;
    }
    entryCount += read.entries.length;
    if (entryCount > ENTRY_LIMIT)
      throw new Failure("TOO_LARGE", `more than ${ENTRY_LIMIT} events: read fewer days at once`, {
        file: file.path,
      });
    for (const entry of read.entries) {
      const one = entry.kind === "value" ? readEvent(entry.value) : entry;
      if (one.kind === "event") found.push(one);
      else leftOut.push({ file: file.path, place: entry.place, message: one.message });
    }
  }
  return {
    ...withoutRepeats(found),
    entryCount,
    leftOutCount: leftOut.length,
    leftOut: leftOut.slice(0, LEFT_OUT_LIMIT),
    refused,
  };
}

/** Ids are the provider's and unique in its trails; where two that differ bear one, both are kept. */
function withoutRepeats(
  found: readonly { readonly event: ChangeEvent; readonly digest: string }[],
): Pick<ReadEvents, "events" | "repeatedCount" | "sameIdCount"> {
  const digests = new Map<string, string>();
  const events: ChangeEvent[] = [];
  let sameIdCount = 0;
  for (const { event, digest } of found) {
    const isOther = (digests.get(event.id) ?? digest) !== digest;
    const id = isOther ? `${event.id}~${digest}` : event.id;
    if (digests.has(id)) continue;
    if (isOther) sameIdCount += 1;
    digests.set(id, digest);
    events.push({ ...event, id });
  }
  events.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { events, repeatedCount: found.length - events.length, sameIdCount };
}

const keyOf = ({ at, id }: ChangeEvent) => `${at} ${id}`;
