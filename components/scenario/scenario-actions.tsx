"use client";

import { CalendarClock, Play, Save } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { NameDialog } from "./name-dialog";
import { runHref } from "./run-table";
import { ScheduleForm } from "./schedule-form";
import { termsOf, usualChoice } from "./schedule-terms";
import { useScenarioChanges } from "./use-scenario-changes";

/** Kinds of questions that can be asked at once on the map, and kept for later; a run of either may find more. */
const KINDS = {
  "what-if": {
    word: "what-if",
    runTitle: (title: string) => `What if: ${title}`,
    runLabel: "Run in background",
  },
  breach: { word: "attack", runTitle: capitalized, runLabel: "Run in background: what stops it" },
};

interface ScenarioActionsProps {
  readonly estateId: string;
  /** Null: the latest. */
  readonly snapshotId: string | null;
  /** What is supposed, in words. */
  readonly title: string;
  readonly kind: keyof typeof KINDS;
  readonly request: Readonly<Record<string, unknown>>;
}

/** A question for later: kept under a name, run by the clock, or run now on a page of its own. */
export function ScenarioActions({ estateId, snapshotId, title, kind, request }: ScenarioActionsProps) {
  const changes = useScenarioChanges();
  const [open, setOpen] = useState<"save" | "schedule" | null>(null);
  const [choice, setChoice] = useState(usualChoice);
  const [scenarioId, setScenarioId] = useState<string | null>(null);
  const name = capitalized(title);
  const { word, runTitle, runLabel } = KINDS[kind];
  const close = (isOpen: boolean) => setOpen(isOpen ? open : null);
  const estate = `?estate=${encodeURIComponent(estateId)}`;

  async function save(chosen: string): Promise<string> {
    if (scenarioId !== null) return scenarioId;
    const saved = await changes.create.mutateAsync({ estateId, name: chosen, kind, request });
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
              kind,
              request,
              title: runTitle(title),
            })
          }
        >
          <Play aria-hidden="true" />
          {runLabel}
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
        title={`Schedule this ${word}`}
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

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
