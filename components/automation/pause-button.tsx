"use client";

import { CirclePause } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Input } from "../ui/input";
import { useAutomation, useAutomationChanges } from "./use-automation";

const REASON_LENGTH = 500;

/** Stops every rule at once: one click, and one to confirm. Not there while it is paused: the banner is. */
export function PauseButton() {
  const id = useId();
  const { data } = useAutomation();
  const { pause } = useAutomationChanges();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  if (data?.isPaused === true) return null;
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Pause all automation"
        title="Pause all automation"
        onClick={() => setIsOpen(true)}
      >
        <CirclePause aria-hidden="true" />
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title="Pause all automation"
        footer={
          <>
            <Button onClick={() => setIsOpen(false)}>Cancel</Button>
            <Button
              variant="danger"
              disabled={pause.isPending}
              onClick={() => pause.mutate({ reason: reason.trim() }, { onSuccess: () => setIsOpen(false) })}
            >
              Pause
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3">
          <p>
            No rule carries anything out and no executor begins a further step until somebody resumes. What an
            executor has begun is still read again and verified.
          </p>
          <div className="flex flex-col gap-1">
            <label htmlFor={id} className="font-medium">
              Reason (may stay empty)
            </label>
            <Input
              id={id}
              maxLength={REASON_LENGTH}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        </div>
      </Dialog>
    </>
  );
}
