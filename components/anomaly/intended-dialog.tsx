"use client";

import { type FormEvent, useId, useState } from "react";
import type { Anomaly } from "../../server/engine/baseline/anomaly.schema";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input, TextArea } from "../ui/input";
import { Prose } from "../ui/prose";
import type { AnomalyChanges } from "./use-anomaly-changes";

interface IntendedDialogProps {
  readonly estateId: string;
  readonly anomaly: Anomaly;
  readonly changes: AnomalyChanges;
  readonly onClose: () => void;
}

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;
const REASON_LENGTH = 1_000;

/** Who says that it is meant to be so, why, and until when. */
export function IntendedDialog({ estateId, anomaly, changes, onClose }: IntendedDialogProps) {
  const formId = useId();
  const [owner, setOwner] = useState("");
  const [reason, setReason] = useState("");
  const [expires, setExpires] = useState(() => dayAfter(USUAL_DAYS));
  const [isChecked, setIsChecked] = useState(false);
  const isMissing = (value: string) => isChecked && value.trim() === "";
  function submit(event: FormEvent) {
    event.preventDefault();
    setIsChecked(true);
    if ([owner, reason, expires].some((value) => value.trim() === "")) return;
    const answer = { owner: owner.trim(), reason: reason.trim(), expires };
    changes.answer.mutate({ estateId, anomalyId: anomaly.id, ...answer }, { onSuccess: onClose });
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="It is intended"
      description={<Prose text={anomaly.title} />}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} disabled={changes.isBusy}>
            Remember it
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field
          label="Owner"
          hint="Whom to ask about it."
          error={isMissing(owner) ? "Say who owns it." : undefined}
        >
          {(attributes) => (
            <Input
              {...attributes}
              maxLength={200}
              value={owner}
              onChange={({ target }) => setOwner(target.value)}
            />
          )}
        </Field>
        <Field label="Reason" error={isMissing(reason) ? "Say why it is meant to be so." : undefined}>
          {(attributes) => (
            <TextArea
              {...attributes}
              rows={3}
              maxLength={REASON_LENGTH}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <Field
          label="Last day"
          hint="From the day after it is told of again. A year at most."
          error={isMissing(expires) ? "Choose a day." : undefined}
        >
          {(attributes) => (
            <Input
              {...attributes}
              type="date"
              min={dayAfter(0)}
              value={expires}
              onChange={({ target }) => setExpires(target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

function dayAfter(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
