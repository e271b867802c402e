"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Input } from "../ui/input";

const NAME_LENGTH = 200;

interface NameDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  readonly description?: string;
  /** What the field begins with. */
  readonly name: string;
  /** Of the button that does it. */
  readonly action: string;
  readonly isBusy: boolean;
  /** Shows its own refusals; the dialog stays open then. */
  readonly onDone: (name: string) => Promise<void>;
  /** Below the name. */
  readonly children?: ReactNode;
}

/** Asks for the name of a scenario, and for what else is below it. */
export function NameDialog(props: NameDialogProps) {
  const { isOpen, onOpenChange, title, description, action, isBusy, onDone, children } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? props.name;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === "") return;
    onDone(name.trim())
      .then(() => onOpenChange(false))
      .catch(() => undefined);
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form={`${id}-form`} disabled={isBusy || name.trim() === ""}>
            {action}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          <label htmlFor={`${id}-name`} className="font-medium">
            Name
          </label>
          <Input
            id={`${id}-name`}
            value={name}
            maxLength={NAME_LENGTH}
            aria-invalid={name.trim() === ""}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        {children}
      </form>
    </Dialog>
  );
}
