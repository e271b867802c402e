"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { countOf } from "../ui/count";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { TextArea } from "../ui/input";
import type { ApplicationChanges } from "./use-application-changes";

const REASON_LENGTH = 1_000;

interface BulkBarProps {
  readonly estateId: string;
  readonly ids: readonly string[];
  readonly changes: ApplicationChanges;
  readonly onDone: () => void;
}

/** Decides about all chosen flows at once. */
export function BulkBar({ estateId, ids, changes, onDone }: BulkBarProps) {
  const [isDismissing, setIsDismissing] = useState(false);
  const [reason, setReason] = useState("");
  const accept = () =>
    changes.decide.mutate(
      { estateId, verdicts: ids.map((intentId) => ({ kind: "accept", intentId })) },
      { onSuccess: onDone },
    );
  const dismiss = () =>
    changes.decide.mutate(
      {
        estateId,
        verdicts: ids.map((intentId) => ({ kind: "dismiss", intentId, reason: reason.trim() })),
      },
      { onSuccess: onDone },
    );
  return (
    <section
      aria-label="Chosen flows"
      className="sticky top-0 z-10 flex flex-wrap items-center gap-2 rounded-lg border border-accent bg-raised px-4 py-2"
    >
      <span className="flex-1 font-medium">{countOf(ids.length, "flow")} chosen</span>
      <Button variant="primary" disabled={changes.isBusy} onClick={accept}>
        Accept
      </Button>
      <Button disabled={changes.isBusy} onClick={() => setIsDismissing(true)}>
        Dismiss…
      </Button>
      <Button variant="ghost" onClick={onDone}>
        Choose none
      </Button>
      <Dialog
        open={isDismissing}
        onOpenChange={setIsDismissing}
        title={`Dismiss ${countOf(ids.length, "flow")}`}
        description="Dismissed flows count nowhere. They stay listed, with your reason, and can be taken back."
        footer={
          <>
            <Button onClick={() => setIsDismissing(false)}>Cancel</Button>
            <Button variant="primary" disabled={changes.isBusy || reason.trim() === ""} onClick={dismiss}>
              Dismiss
            </Button>
          </>
        }
      >
        <Field label="Reason" error={undefined} hint="So that others can follow the decision.">
          {(attributes) => (
            <TextArea
              {...attributes}
              rows={3}
              maxLength={REASON_LENGTH}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </Dialog>
    </section>
  );
}
