"use client";

import type { Element } from "../../server/engine/configuration";
import { ElementLabel } from "../ui/element-label";
import { Prose } from "../ui/prose";

interface ReferenceChoicesProps {
  readonly side: "from" | "to";
  readonly message: string;
  readonly candidates: readonly Element[];
  readonly onChoose: (id: string) => void;
}

/** Why a text is not one end of a flow, and what may have been meant: each can be taken instead. */
export function ReferenceChoices({ side, message, candidates, onChoose }: ReferenceChoicesProps) {
  return (
    <div role="alert" className="flex flex-col items-start gap-2">
      <p className="break-words">
        <span className="font-medium">{side === "from" ? "From" : "To"}: </span>
        <Prose text={message} />
      </p>
      {candidates.length === 0 ? null : (
        <ul aria-label="What may be meant" className="flex flex-col gap-1">
          {candidates.map((element) => (
            <li key={element.id}>
              <button
                type="button"
                className="min-h-7 rounded-md border border-line-strong bg-surface px-2 text-left hover:bg-hover"
                onClick={() => onChoose(element.id)}
              >
                <ElementLabel element={element} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
