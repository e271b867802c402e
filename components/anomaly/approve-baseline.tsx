"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "../trpc/client";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { TextArea } from "../ui/input";
import { useAnomalyChanges } from "./use-anomaly-changes";

interface SnapshotRef {
  readonly estateId: string;
  readonly snapshotId: string;
  readonly number: number;
}

const REASON_LENGTH = 1_000;

/** Says that a snapshot is the baseline; nothing for any other. */
export function BaselineBadge({ estateId, snapshotId }: Omit<SnapshotRef, "number">) {
  const trpc = useTRPC();
  const query = useQuery(trpc.anomaly.baseline.queryOptions({ estateId }));
  return query.data?.snapshotId === snapshotId ? (
    <Badge tone="ok" icon={ShieldCheck}>
      baseline
    </Badge>
  ) : null;
}

/** Approves a snapshot as what the network is meant to be, with the reason. */
export function ApproveBaseline({ estateId, snapshotId, number }: SnapshotRef) {
  const trpc = useTRPC();
  const query = useQuery(trpc.anomaly.baseline.queryOptions({ estateId }));
  const [isOpen, setIsOpen] = useState(false);
  if (query.data === undefined || query.data?.snapshotId === snapshotId) return null;
  return (
    <>
      <Button size="small" variant="ghost" onClick={() => setIsOpen(true)}>
        <ShieldCheck aria-hidden="true" />
        Approve as baseline…
        <span className="sr-only"> Snapshot {number}</span>
      </Button>
      {isOpen ? (
        <ApproveDialog
          snapshot={{ estateId, snapshotId, number }}
          isReplacing={query.data !== null}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </>
  );
}

interface ApproveDialogProps {
  readonly snapshot: SnapshotRef;
  readonly isReplacing: boolean;
  readonly onClose: () => void;
}

function ApproveDialog({ snapshot, isReplacing, onClose }: ApproveDialogProps) {
  const formId = useId();
  const { estateId, snapshotId, number } = snapshot;
  const changes = useAnomalyChanges();
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  function submit(event: FormEvent) {
    event.preventDefault();
    setIsMissing(reason.trim() === "");
    if (reason.trim() === "") return;
    changes.approve.mutate({ estateId, snapshotId, reason: reason.trim() }, { onSuccess: onClose });
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Approve snapshot ${number} as the baseline`}
      description={`Whatever differs from it later is told of as drift.${isReplacing ? " It replaces the baseline there is." : ""}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} disabled={changes.isBusy}>
            Approve
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field
          label="Reason"
          error={isMissing ? "Say why this is how the network is meant to be." : undefined}
        >
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
      </form>
    </Dialog>
  );
}
