"use client";

import type { Blocker } from "../../server/engine/semantics";
import { ElementLabel } from "../ui/element-label";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";

interface BlockerSetsProps {
  readonly blockers: readonly Blocker[];
  /** What the search left out. */
  readonly limit?: string | undefined;
}

/** Sets of settings in the way, each with what would have to change; changing all of one set opens the way. */
export function BlockerSets({ blockers, limit }: BlockerSetsProps) {
  if (blockers.length === 0) return null;
  return (
    <section aria-label="What would open it" className="flex flex-col gap-1.5">
      <h3 className="font-semibold">{heading(blockers)}</h3>
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
              {changes.length === 0 ? "It stops " : null}
              {"at "}
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
      {limit === undefined ? null : <p className="text-muted text-xs">{visibleText(sentence(limit))}</p>}
    </section>
  );
}

function heading(blockers: readonly Blocker[]): string {
  if (blockers.every(({ changes }) => changes.length === 0))
    return "No change of settings that Umbra knows would open it";
  return blockers.length === 1 ? "This would open it" : "Any one of these sets would open it";
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
