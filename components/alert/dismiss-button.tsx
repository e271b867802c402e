"use client";

import { BellOff, RotateCcw } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { AlertState } from "../../server/engine/alert/alert.schema";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextArea } from "../ui/input";
import { useAlertChanges } from "./use-alert-changes";

interface DismissButtonProps {
  readonly estateId: string;
  readonly alert: { readonly id: string; readonly state: AlertState };
}

const REASON_LENGTH = 2000;

/** Sets an open alert aside, with a reason; or takes that back. A resolved alert can have neither. */
export function DismissButton({ estateId, alert }: DismissButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const changes = useAlertChanges({ estateId, id: alert.id });
  if (alert.state === "resolved") return null;
  if (alert.state === "dismissed") {
    return (
      <Button size="small" disabled={changes.isBusy} onClick={changes.reopen}>
        <RotateCcw aria-hidden="true" />
        Reopen
      </Button>
    );
  }
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        <BellOff aria-hidden="true" />
        Dismiss…
      </Button>
      <DismissDialog
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        isBusy={changes.isBusy}
        onDismiss={async (reason) => {
          await changes.dismiss(reason);
          setIsOpen(false);
        }}
      />
    </>
  );
}

interface DismissDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly isBusy: boolean;
  readonly onDismiss: (reason: string) => Promise<void>;
}

function DismissDialog({ isOpen, onOpenChange, isBusy, onDismiss }: DismissDialogProps) {
  const id = useId();
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsMissing(reason.trim() === "");
    // A refusal is shown by whoever sends it; the dialog stays open with the text.
    if (reason.trim() !== "") onDismiss(reason.trim()).catch(() => undefined);
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      title="Dismiss this alert"
      description="It stays listed under Dismissed, with your reason, and can be reopened."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form={`${id}-form`} disabled={isBusy}>
            Dismiss
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} className="flex flex-col gap-1">
        <label htmlFor={`${id}-reason`} className="font-medium">
          Reason
        </label>
        <TextArea
          id={`${id}-reason`}
          rows={3}
          maxLength={REASON_LENGTH}
          value={reason}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? `${id}-missing` : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        {isMissing ? (
          <p id={`${id}-missing`} role="alert" className="text-lost-text">
            Say why, so that others can follow the decision.
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
