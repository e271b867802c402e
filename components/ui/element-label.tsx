"use client";

import type { Element } from "../../server/engine/configuration";
import { kindLabel } from "./kind-label";
import { Name } from "./name";

interface ElementLabelProps {
  readonly element: Element;
  /** Leaves the kind out where the place already says it. */
  readonly hideKind?: boolean;
}

/** A resource in one line: kind, name if it has one, id. */
export function ElementLabel({ element, hideKind = false }: ElementLabelProps) {
  const kind = kindLabel(element.kind);
  // The internet has no id of its own.
  const isOneOfAKind = kind === element.id;
  const named = element.name !== undefined && element.name !== element.id;
  return (
    <span className="min-w-0">
      {hideKind || isOneOfAKind ? null : <span className="text-muted">{kind} </span>}
      {named ? (
        <span className="font-medium">
          <Name text={element.name ?? ""} />{" "}
        </span>
      ) : null}
      <span className={named ? "text-muted" : "font-medium"}>
        <Name text={element.id} mono={!isOneOfAKind} />
      </span>
    </span>
  );
}
