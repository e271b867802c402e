"use client";

import { useAutomation } from "../automation/use-automation";

const MOST_SHOWN = 99;

/** How many actions wait for approval, at the name of their place; without an answer no number is shown. */
export function WaitingCount() {
  const count = useAutomation().data?.waitingCount ?? 0;
  if (count === 0) return null;
  return (
    <>
      <span
        aria-hidden="true"
        className="absolute top-1 right-1/2 -mr-5 min-w-4 rounded-full bg-accent px-1 text-center font-semibold text-[10px] text-accent-contrast leading-4"
      >
        {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
      </span>
      <span className="sr-only"> ({count} waiting)</span>
    </>
  );
}
