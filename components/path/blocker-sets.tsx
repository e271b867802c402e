"use client";

import type { Blocker } from "../../server/engine/semantics";
import { ElementLabel } from "../ui/element-label";
import { Prose } from "../ui/prose";

interface BlockerSetsProps {
  readonly blockers: readonly Blocker[];
}

/** Sets of settings in the way, each with what would have to change; changing all of one set opens the way. */
export function BlockerSets({ blockers }: BlockerSetsProps) {
  if (blockers.length === 0) return null;
  return (
    <section aria-label="What would open it" className="flex flex-col gap-1.5">
      <h3 className="font-semibold">
        {blockers.length === 1 ? "This would open it" : "Any one of these sets would open it"}
      </h3>
      <ol className="flex list-decimal flex-col gap-2 pl-5">
        {blockers.map(({ elements, changes }) => (
          <li key={`${elements.map(({ id }) => id).join(" ")} ${changes.join(" ")}`}>
            <ul className="flex flex-col gap-0.5">
              {changes.map((change) => (
                <li key={change}>
                  <Prose text={change} />
                </li>
              ))}
            </ul>
            <p className="text-muted">
              {changes.length === 0 ? "No setting alone would: " : "at "}
              {elements.map((element, position) => (
                <span key={element.id}>
                  {position === 0 ? null : ", "}
                  <ElementLabel element={element} />
                </span>
              ))}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
