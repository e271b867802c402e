"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ScheduleForm } from "./schedule-form";
import { termsOf, usualChoice } from "./schedule-terms";
import { useScenarioChanges } from "./use-scenario-changes";

interface ScheduleDialogProps {
  readonly scenarioId: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Asks when a scenario shall run. */
export function ScheduleDialog({ scenarioId, isOpen, onOpenChange }: ScheduleDialogProps) {
  const id = useId();
  const [choice, setChoice] = useState(usualChoice);
  const { schedule } = useScenarioChanges();
  function submit(event: FormEvent) {
    event.preventDefault();
    schedule.mutate({ scenarioId, ...termsOf(choice) }, { onSuccess: () => onOpenChange(false) });
  }
  return (
    <Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      title="Schedule this scenario"
      description="Each run is on the network as it is then."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form={`${id}-form`} disabled={schedule.isPending}>
            Schedule
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit}>
        <ScheduleForm choice={choice} onChoice={setChoice} />
      </form>
    </Dialog>
  );
}
