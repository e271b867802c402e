"use client";

import { type FormEvent, useId, useState } from "react";
import type { DemandsAnswer } from "../../server/application/ports/load-answers";
import type { FactDemand } from "../../server/engine/configuration";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ElementLabel } from "../ui/element-label";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { demandOf, EMPTY, FIELDS, type Typed, typedOf, wrongNumber } from "./demand-form";
import type { DemandChanges } from "./use-demand-changes";

/** Traffic to change. `id` is null for that of the file of declared facts: what is said here then stands before it. */
export interface StatedOnPage {
  readonly id: string | null;
  readonly fact: FactDemand;
}

interface DemandDialogProps {
  readonly estateId: string;
  /** Null for new traffic. */
  readonly stated: StatedOnPage | null;
  readonly changes: DemandChanges;
  readonly onClose: () => void;
}

type Problems = DemandsAnswer["problems"];

/** Declares traffic, or changes it. What the network does not know by that name is said, with what may be meant. */
export function DemandDialog({ estateId, stated, changes, onClose }: DemandDialogProps) {
  const formId = useId();
  const [typed, setTyped] = useState<Typed>(() => (stated === null ? EMPTY : typedOf(stated.fact)));
  const [problems, setProblems] = useState<Problems>([]);
  const isReady =
    [typed.from, typed.to, typed.rateGbps].every((each) => each.trim() !== "") &&
    FIELDS.every(({ key }) => wrongNumber(key, typed[key]) === undefined);
  const set = (key: keyof Typed, value: string) => {
    setTyped((before) => ({ ...before, [key]: value }));
    setProblems((before) => before.filter((problem) => !isAbout(problem, key)));
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const id = stated === null || stated.id === null ? {} : { id: stated.id };
    changes.declare.mutate(
      { estateId, ...id, demand: demandOf(typed, stated?.fact) },
      { onSuccess: (answer) => (answer.kind === "declared" ? onClose() : setProblems(answer.problems)) },
    );
  }
  const about = (key: string) => problems.filter((problem) => isAbout(problem, key));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={stated === null ? "Declare traffic" : "Edit the traffic"}
      description="How much is sent from one end to the other. Figures are of all its ends together."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} disabled={changes.isBusy || !isReady}>
            {stated === null ? "Declare" : "Save"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid grid-cols-1 gap-4 wide:grid-cols-2">
        {FIELDS.map(({ key, label, hint }) => (
          <div key={key} className="flex min-w-0 flex-col gap-1">
            <Field label={label} hint={hint} error={wrongNumber(key, typed[key]) ?? about(key)[0]?.message}>
              {(attributes) => (
                <Input {...attributes} value={typed[key]} onChange={({ target }) => set(key, target.value)} />
              )}
            </Field>
            <Candidates problems={about(key)} onChoose={(value) => set(key, value)} />
          </div>
        ))}
        {about("").map(({ message }) => (
          <p key={message} role="alert" className="text-lost-text">
            {message}
          </p>
        ))}
      </form>
    </Dialog>
  );
}

/** `to[1]` is about `to`. */
function isAbout({ place }: Problems[number], key: string): boolean {
  return place.replace(/\[\d+\]$/, "") === key;
}

/** What an end may have been meant to be: each can be taken instead. */
function Candidates({
  problems,
  onChoose,
}: {
  readonly problems: Problems;
  readonly onChoose: (id: string) => void;
}) {
  const candidates = problems.flatMap((each) => each.candidates);
  if (candidates.length === 0) return null;
  return (
    <ul aria-label="What may be meant" className="flex flex-wrap gap-1">
      {candidates.map((element) => (
        <li key={element.id}>
          <Button size="small" onClick={() => onChoose(element.id)}>
            <ElementLabel element={element} />
          </Button>
        </li>
      ))}
    </ul>
  );
}
