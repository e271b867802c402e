"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { messageOf } from "../ui/panel-state";
import { SinkFields, type SinkValues } from "./sink-fields";
import { useRefreshSinks } from "./use-sinks";

const EMPTY: SinkValues = { kind: "alertmanager", name: "", address: "", minSeverity: "info" };

/** Adds a sink. A webhook's secret is shown once, when it was made. */
export function AddSink() {
  const [isOpen, setIsOpen] = useState(false);
  // A new key for each opening: what was typed before, and a secret above all, is gone.
  const [opening, setOpening] = useState(0);
  return (
    <>
      <Button
        variant="primary"
        onClick={() => {
          setOpening(opening + 1);
          setIsOpen(true);
        }}
      >
        <Plus aria-hidden="true" />
        Add a sink…
      </Button>
      <AddSinkDialog key={opening} isOpen={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}

interface AddSinkDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

function AddSinkDialog({ isOpen, onOpenChange }: AddSinkDialogProps) {
  const formId = useId();
  const trpc = useTRPC();
  const refresh = useRefreshSinks();
  const [values, setValues] = useState(EMPTY);
  const add = useMutation(
    trpc.sink.add.mutationOptions({
      onSuccess: async ({ secret }) => {
        await refresh();
        announce("The sink is added");
        if (secret === null) onOpenChange(false);
      },
    }),
  );
  const secret = add.data?.secret ?? null;
  function submit(event: FormEvent) {
    event.preventDefault();
    add.mutate(values);
  }
  if (secret !== null) return <SecretDialog isOpen={isOpen} onOpenChange={onOpenChange} secret={secret} />;
  return (
    <Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      title="Add a sink"
      description="It is told at once of every alert that is open, and then of every change."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} disabled={add.isPending}>
            {add.isPending ? "Adding…" : "Add"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <SinkFields
          values={values}
          onChange={(changed) => setValues({ ...values, ...changed })}
          error={add.isError ? messageOf(add.error) : undefined}
        />
      </form>
    </Dialog>
  );
}

interface SecretDialogProps extends AddSinkDialogProps {
  readonly secret: string;
}

function SecretDialog({ isOpen, onOpenChange, secret }: SecretDialogProps) {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      title="The webhook's secret"
      description="It is shown this once. Give it to the receiver, which checks signatures with it."
      footer={
        <Button variant="primary" onClick={() => onOpenChange(false)}>
          I have kept it
        </Button>
      }
    >
      <div className="flex flex-col items-start gap-3">
        <code className="w-full rounded-md border border-line bg-sunken p-2 font-mono break-all">
          {secret}
        </code>
        <CopyButton text={secret} label="Copy the secret" />
        <p className="text-muted">
          Messages follow Standard Webhooks: the receiver checks{" "}
          <code className="font-mono">webhook-signature</code> and takes two messages with one{" "}
          <code className="font-mono">webhook-id</code> for one.
        </p>
      </div>
    </Dialog>
  );
}
