"use client";

import { type FormEvent, useId, useState } from "react";
import type { Decision } from "../../server/engine/intent";
import type { FactProblem } from "../../server/engine/scenario";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ElementLabel } from "../ui/element-label";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Labelled } from "../ui/labelled";
import { Select } from "../ui/select";
import { memberOptions, membersChoice, membersOf } from "./members-choice";
import { parsePorts } from "./ports-text";
import type { ApplicationChanges } from "./use-application-changes";

/** A flow that an owner declared on the page. */
export type Declaration = Extract<Decision, { kind: "declare" }>;

interface DeclareDialogProps {
  readonly estateId: string;
  /** The one to change; null for a new one. */
  readonly declaration: Declaration | null;
  readonly changes: ApplicationChanges;
  readonly onClose: () => void;
}

const EMPTY = { application: "", from: "", to: "", protocol: "tcp", ports: "" };
const FIELDS: readonly { readonly key: keyof typeof EMPTY; readonly label: string; readonly hint: string }[] =
  [
    { key: "application", label: "Application", hint: "A new name, or one that is listed." },
    { key: "from", label: "From", hint: "A host, address, security group, app:NAME, or internet." },
    { key: "to", label: "To", hint: "The same kinds of names." },
    { key: "protocol", label: "Protocol", hint: "tcp, udp, icmp or a number." },
    { key: "ports", label: "Ports", hint: "Such as 443, 8000-8080. Empty: every port." },
  ];

/** Declares a required flow, or changes one. What the network does not know by that name is said, with what may be meant. */
export function DeclareDialog({ estateId, declaration, changes, onClose }: DeclareDialogProps) {
  const formId = useId();
  const [typed, setTyped] = useState(() => typedOf(declaration));
  const [members, setMembers] = useState(membersChoice(declaration?.flow.members ?? "any"));
  const [problems, setProblems] = useState<readonly FactProblem[]>([]);
  const ports = parsePorts(typed.ports);
  const isReady =
    ports !== undefined && [typed.application, typed.from, typed.to].every((each) => each.trim() !== "");
  const set = (key: keyof typeof EMPTY, value: string) => {
    setTyped((before) => ({ ...before, [key]: value }));
    setProblems((before) => before.filter(({ place }) => place !== key));
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady || ports === undefined) return;
    const before = declaration?.flow;
    const flow = {
      ...(before ? { family: before.family } : {}),
      from: endOf(typed.from, before?.from),
      to: endOf(typed.to, before?.to),
      protocol: typed.protocol.trim(),
      ports: ports.map(([lo, hi]) => (lo === hi ? lo : `${lo}-${hi}`)),
      members: membersOf(members, before?.members ?? "any"),
    };
    const id = declaration === null ? {} : { id: declaration.id };
    changes.declare.mutate(
      { estateId, ...id, application: typed.application.trim(), flow },
      { onSuccess: (answer) => (answer.kind === "declared" ? onClose() : setProblems(answer.problems)) },
    );
  }
  const errorOf = (key: string) =>
    problems.find(({ place }) => place === key)?.message ??
    (key === "ports" && ports === undefined
      ? "Write ports or ranges from 0 to 65535, with commas."
      : undefined);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={declaration === null ? "Declare a required flow" : "Edit the declared flow"}
      description="What must keep working, whatever the configuration suggests."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} disabled={changes.isBusy || !isReady}>
            {declaration === null ? "Declare" : "Save"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {FIELDS.map(({ key, label, hint }) => (
          <div key={key} className="flex flex-col gap-1">
            <Field label={label} hint={hint} error={errorOf(key)}>
              {(attributes) => (
                <Input {...attributes} value={typed[key]} onChange={({ target }) => set(key, target.value)} />
              )}
            </Field>
            <Candidates problems={problems} place={key} onChoose={(value) => set(key, value)} />
          </div>
        ))}
        <Labelled label="Members that must keep working">
          <Select
            label="Members that must keep working"
            value={members}
            onValueChange={setMembers}
            options={memberOptions(declaration?.flow.members ?? "any")}
          />
        </Labelled>
      </form>
    </Dialog>
  );
}

function typedOf(declaration: Declaration | null): typeof EMPTY {
  if (declaration === null) return EMPTY;
  const { from, to, protocol, ports } = declaration.flow;
  const { application } = declaration;
  return { application, from: endText(from), to: endText(to), protocol, ports: ports.join(", ") };
}

type End = Declaration["flow"]["from"];

function endText(end: End): string {
  return typeof end === "string" ? end : end.join(" + ");
}

/** Several references stay as they are while nobody types others. */
function endOf(typed: string, before: End | undefined): string | string[] {
  const isUntouched = before !== undefined && endText(before) === typed;
  return isUntouched && typeof before !== "string" ? [...before] : typed.trim();
}

/** What an end may have been meant to be: each can be taken instead. */
function Candidates({
  problems,
  place,
  onChoose,
}: {
  readonly problems: readonly FactProblem[];
  readonly place: string;
  readonly onChoose: (id: string) => void;
}) {
  const candidates = problems.flatMap((each) => (each.place === place ? each.candidates : []));
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
