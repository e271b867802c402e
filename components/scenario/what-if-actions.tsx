"use client";

import { CalendarClock, Play, Save } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { Failure } from "../../server/engine/semantics";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { NameDialog } from "./name-dialog";
import { runHref } from "./run-table";
import { ScheduleForm } from "./schedule-form";
import { termsOf, usualChoice } from "./schedule-terms";
import { useScenarioChanges } from "./use-scenario-changes";

interface WhatIfActionsProps {
  readonly estateId: string;
  /** Null: the latest. */
  readonly snapshotId: string | null;
  /** What is supposed, in words. */
  readonly title: string;
  readonly failures: readonly Failure[];
}

/** A what-if for later: kept under a name, run by the clock, or run now on a page of its own. */
export function WhatIfActions({ estateId, snapshotId, title, failures }: WhatIfActionsProps) {
  const changes = useScenarioChanges();
  const [open, setOpen] = useState<"save" | "schedule" | null>(null);
  const [choice, setChoice] = useState(usualChoice);
  const [scenarioId, setScenarioId] = useState<string | null>(null);
  const request = { failures: failures.map((failure) => ({ ...failure })) };
  const name = title.charAt(0).toUpperCase() + title.slice(1);
  const close = (isOpen: boolean) => setOpen(isOpen ? open : null);
  const estate = `?estate=${encodeURIComponent(estateId)}`;

  async function save(chosen: string): Promise<string> {
    if (scenarioId !== null) return scenarioId;
    const saved = await changes.create.mutateAsync({ estateId, name: chosen, kind: "what-if", request });
    setScenarioId(saved.scenarioId);
    return saved.scenarioId;
  }

  const run = changes.start.data;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {scenarioId === null ? (
        <Button size="small" onClick={() => setOpen("save")}>
          <Save aria-hidden="true" />
          Save as scenario…
        </Button>
      ) : (
        <Link href={`/scenarios/${scenarioId}${estate}`} className={buttonLook("secondary", "small")}>
          Open scenario
        </Link>
      )}
      {changes.schedule.data === undefined ? (
        <Button size="small" onClick={() => setOpen("schedule")}>
          <CalendarClock aria-hidden="true" />
          Schedule…
        </Button>
      ) : (
        <Link href={`/schedules${estate}`} className={buttonLook("secondary", "small")}>
          Open schedules
        </Link>
      )}
      {run === undefined ? (
        <Button
          size="small"
          disabled={changes.start.isPending}
          onClick={() =>
            changes.start.mutate({
              estateId,
              ...(snapshotId === null ? {} : { snapshotId }),
              kind: "what-if",
              request,
              title: `What if: ${title}`,
            })
          }
        >
          <Play aria-hidden="true" />
          Run in background
        </Button>
      ) : (
        <Link href={runHref({ id: run.runId, estateId })} className={buttonLook("secondary", "small")}>
          Open run
        </Link>
      )}
      <NameDialog
        isOpen={open === "save"}
        onOpenChange={close}
        title="Save as scenario"
        description="It can be run again, on whatever the network is then."
        name={name}
        action="Save"
        isBusy={changes.create.isPending}
        onDone={async (chosen) => void (await save(chosen))}
      />
      <NameDialog
        isOpen={open === "schedule"}
        onOpenChange={close}
        title="Schedule this what-if"
        description="Each run is on the network as it is then."
        name={name}
        action="Schedule"
        isBusy={changes.create.isPending || changes.schedule.isPending}
        onDone={async (chosen) => {
          await changes.schedule.mutateAsync({ scenarioId: await save(chosen), ...termsOf(choice) });
        }}
      >
        <ScheduleForm choice={choice} onChoice={setChoice} />
      </NameDialog>
    </div>
  );
}
