"use client";

import { CirclePause } from "lucide-react";
import { actorWords } from "../action/actor-words";
import { Button } from "../ui/button";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { useAutomation, useAutomationChanges } from "./use-automation";

/** Says on every page that nothing acts by itself now, who stopped it, and how it goes on. */
export function PausedBanner() {
  const { data } = useAutomation();
  const { resume } = useAutomationChanges();
  if (data?.isPaused !== true) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-risk border-b bg-risk-soft px-3 py-1.5 text-risk-text"
    >
      <CirclePause aria-hidden="true" className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 break-words">
        <strong>All automation is paused</strong>
        {data.by === null ? null : <> by {visibleText(actorWords(data.by))}</>}
        {data.at === null ? null : (
          <>
            , <RelativeTime date={data.at} />
          </>
        )}
        {data.reason === null || data.reason === "" ? null : `: ${visibleText(data.reason)}`}
      </span>
      <Button size="small" disabled={resume.isPending} onClick={() => resume.mutate({})}>
        Resume
      </Button>
    </div>
  );
}
