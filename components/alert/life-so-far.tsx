"use client";

import type { AlertState } from "../../server/engine/alert/alert.schema";
import { RelativeTime } from "../ui/relative-time";
import { STATE_WORDS } from "./alert-words";

interface LifeSoFarProps {
  readonly alert: {
    readonly snapshotId: string;
    readonly notes: readonly {
      readonly number: number;
      readonly to: AlertState;
      readonly at: Date;
      readonly actor: string;
      readonly reason: string | null;
    }[];
  };
}

const SHORT_ID_LENGTH = 12;

/** Every change of state with who, when and why, newest first. */
export function LifeSoFar({ alert: { notes, snapshotId } }: LifeSoFarProps) {
  return (
    <>
      <ul className="flex flex-col gap-1">
        {notes.toReversed().map((note) => (
          <li key={note.number} className="flex flex-wrap gap-x-2">
            <span className="font-medium">{STATE_WORDS[note.to]}</span>
            <span className="text-muted">
              by {note.actor === "local" ? "you" : note.actor}, <RelativeTime date={note.at} />
            </span>
            {note.reason === null ? null : <span className="break-words">{note.reason}</span>}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-muted text-xs">
        Evidence found in snapshot <span className="font-mono">{snapshotId.slice(0, SHORT_ID_LENGTH)}</span>
      </p>
    </>
  );
}
