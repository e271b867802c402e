"use client";

import { X } from "lucide-react";
import { useState } from "react";
import type { Failure } from "../../server/engine/semantics";
import { FailureList } from "../scenario/failure-list";
import { FailurePicker } from "../scenario/failure-picker";
import { Button } from "../ui/button";

interface PathFailuresProps {
  readonly estateId: string;
  readonly failures: readonly Failure[];
  readonly onFailures: (failures: readonly Failure[]) => void;
}

/** What is supposed to have failed when the flow is tried; more can be added where one asks for it. */
export function PathFailures({ estateId, failures, onFailures }: PathFailuresProps) {
  const [isChoosing, setChoosing] = useState(false);
  return (
    <fieldset className="flex flex-col items-start gap-2">
      <legend className="font-medium">Suppose that this fails</legend>
      {isChoosing ? (
        <FailurePicker estateId={estateId} failures={failures} onFailures={onFailures} />
      ) : failures.length === 0 ? (
        <p className="text-muted">Nothing fails.</p>
      ) : (
        <FailureList estateId={estateId} failures={failures} />
      )}
      <div className="flex gap-2">
        <Button size="small" aria-expanded={isChoosing} onClick={() => setChoosing(!isChoosing)}>
          {isChoosing ? "Done" : "Add a failure"}
        </Button>
        {failures.length === 0 || isChoosing ? null : (
          <Button size="small" onClick={() => onFailures([])}>
            <X aria-hidden="true" />
            Clear failures
          </Button>
        )}
      </div>
    </fieldset>
  );
}
