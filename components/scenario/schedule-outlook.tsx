"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";
import { messageOf } from "../ui/panel-state";
import { type ScheduleChoice, termsOf } from "./schedule-terms";

/** What a schedule comes to: in words, and the next five times; or what is wrong with it. */
export function ScheduleOutlook({ choice }: { readonly choice: ScheduleChoice }) {
  const trpc = useTRPC();
  const terms = termsOf(choice);
  const query = useQuery(
    trpc.schedule.preview.queryOptions(terms, { placeholderData: keepPreviousData, retry: false }),
  );
  if (query.isError)
    return (
      <p role="alert" className="break-words text-lost-text">
        {messageOf(query.error)}
      </p>
    );
  // While the next answer is awaited this is the one before, with the zone that it is of.
  const { words, nextTimes, timeZone } = query.data ?? { words: "", nextTimes: [], timeZone: "UTC" };
  return (
    <div className="rounded-md border border-line bg-sunken px-3 py-2">
      <p>
        Runs {words}
        {words === "" ? "" : "."}
      </p>
      <NextTimes times={nextTimes} timeZone={timeZone} />
    </div>
  );
}

/** Times as they are in the schedule's zone. */
export function NextTimes({
  times,
  timeZone,
}: {
  readonly times: readonly Date[];
  readonly timeZone: string;
}) {
  if (times.length === 0) return null;
  return (
    <ol aria-label="Next times" className="mt-1 flex flex-col text-muted tabular-nums">
      {times.map((time) => (
        <li key={time.toISOString()}>
          <time dateTime={time.toISOString()}>{timeText(time, timeZone)}</time>
        </li>
      ))}
    </ol>
  );
}

/** "Fri 27 Nov 2026, 03:00" in a zone. */
export function timeText(time: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(time);
}
