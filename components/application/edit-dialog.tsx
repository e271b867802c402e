"use client";

import { type FormEvent, useId, useState } from "react";
import type { ApplicationFlow } from "../../server/application/ports/application-answers";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Labelled } from "../ui/labelled";
import { Select } from "../ui/select";
import { visibleText } from "../ui/visible-text";
import { flowLine } from "./flow-words";
import { memberOptions, membersChoice, membersOf } from "./members-choice";
import { parsePorts, portsText } from "./ports-text";
import type { ApplicationChanges } from "./use-application-changes";

const CHOICES = [
  { value: "critical", label: "Critical" },
  { value: "high", label: "High" },
  { value: "normal", label: "Normal" },
  { value: "low", label: "Low" },
] as const;

interface EditDialogProps {
  readonly estateId: string;
  readonly flow: ApplicationFlow;
  readonly changes: ApplicationChanges;
  readonly onClose: () => void;
}

/** Accepts a flow with what its owner says otherwise of it. */
export function EditDialog({ estateId, flow, changes, onClose }: EditDialogProps) {
  const id = useId();
  const [ports, setPorts] = useState(portsText(flow.ports));
  const [application, setApplication] = useState(flow.application);
  const [members, setMembers] = useState(membersChoice(flow.members));
  const [criticality, setCriticality] = useState<string>(flow.criticality);
  const parsed = parsePorts(ports);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (parsed === undefined || application.trim() === "") return;
    const level = CHOICES.find(({ value }) => value === criticality)?.value ?? flow.criticality;
    const edit = {
      ...(portsText(parsed) === portsText(flow.ports) ? {} : { ports: parsed }),
      ...(application.trim() === flow.application ? {} : { application: application.trim() }),
      ...(level === flow.criticality ? {} : { criticality: level }),
      ...(members === membersChoice(flow.members) ? {} : { members: membersOf(members, flow.members) }),
    };
    changes.decide.mutate(
      { estateId, verdicts: [{ kind: "accept", intentId: flow.id, edit }] },
      { onSuccess: onClose },
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Edit the flow"
      description={visibleText(flowLine(flow))}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={`${id}-form`}
            disabled={changes.isBusy || parsed === undefined || application.trim() === ""}
          >
            Accept with these changes
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label="Ports"
          hint="Such as 443, 8000-8080. Empty: every port."
          error={parsed === undefined ? "Write ports or ranges from 0 to 65535, with commas." : undefined}
        >
          {(attributes) => (
            <Input {...attributes} value={ports} onChange={({ target }) => setPorts(target.value)} />
          )}
        </Field>
        <Field label="Application" error={application.trim() === "" ? "Name the application." : undefined}>
          {(attributes) => (
            <Input
              {...attributes}
              maxLength={200}
              value={application}
              onChange={({ target }) => setApplication(target.value)}
            />
          )}
        </Field>
        <Labelled label="Members that must keep working">
          <Select
            label="Members that must keep working"
            value={members}
            onValueChange={setMembers}
            options={memberOptions(flow.members)}
          />
        </Labelled>
        <Labelled label="Criticality">
          <Select label="Criticality" value={criticality} onValueChange={setCriticality} options={CHOICES} />
        </Labelled>
      </form>
    </Dialog>
  );
}
