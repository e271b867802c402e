"use client";

import { Unplug } from "lucide-react";
import { Button } from "../ui/button";
import { visibleText } from "../ui/visible-text";
import { useApplications, useBreak } from "./use-break";
import type { Topology } from "./use-topology";

/** The applications that a host takes part in, each with the question what it takes to break it. */
export function BreakQuestions({
  topology,
  elementId,
}: {
  readonly topology: Topology;
  readonly elementId: string;
}) {
  const applications = useApplications(topology.estateId, elementId);
  const { ask, isStarting } = useBreak(topology);
  if (applications.length === 0) return null;
  return (
    <section aria-label="Applications" className="flex flex-col items-start gap-1">
      <h3 className="font-semibold">Applications</h3>
      {applications.map((name) => (
        <Button
          key={name}
          size="small"
          disabled={isStarting}
          aria-label={`What would it take to break ${visibleText(name)}?`}
          onClick={() => ask(name)}
        >
          <Unplug aria-hidden="true" />
          {visibleText(name)}: what would it take to break this?
        </Button>
      ))}
    </section>
  );
}
