"use client";

import { ChevronRight } from "lucide-react";
import type { AttackUnderFailures, FailureChange, Fallen } from "../../server/engine/scenario";
import { FALLEN_WORDS } from "../../server/engine/scenario/breach/breach-result.schema";
import { Badge } from "../ui/badge";
import { countOf } from "../ui/count";
import { ElementLabel } from "../ui/element-label";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";
import { AttackChain } from "./attack-chain";

/** More failures than these are counted, not listed. */
const MAX_ROWS = 100;
/** More of what one failure changes than this is counted. */
const MAX_NAMED = 50;

/** What an attack comes to while one thing is down: the failures that change the answer, those that let it get farther first. */
export function UnderFailures({ under }: { readonly under: AttackUnderFailures }) {
  const { failureCount, changes, startCount, leftOut } = under;
  return (
    <div className="flex flex-col gap-2">
      <p>
        {changes.length} of {countOf(failureCount, "single failure")}{" "}
        {changes.length === 1 ? "changes" : "change"} what falls.
        {startCount > 0 ? ` ${startCount} would take away where the attack starts.` : ""}
      </p>
      {leftOut === null ? null : (
        <p className="flex flex-wrap items-baseline gap-2">
          <Badge tone="undecided">not tried to the end</Badge>
          <span className="min-w-0">
            <Prose text={leftOut} isSentence />
          </span>
        </p>
      )}
      {changes.length === 0 ? null : (
        <ul
          aria-label="Failures that change what falls"
          className="divide-y divide-line rounded-md border border-line bg-surface"
        >
          {changes.slice(0, MAX_ROWS).map((change) => (
            <li key={change.text}>
              <Change change={change} />
            </li>
          ))}
        </ul>
      )}
      {changes.length > MAX_ROWS ? (
        <p className="text-muted">and {countOf(changes.length - MAX_ROWS, "more failure")}</p>
      ) : null}
    </div>
  );
}

function Change({ change }: { readonly change: FailureChange }) {
  const { text, falls, spared, undecided, missing } = change;
  return (
    <details className="group">
      <summary className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 px-2.5 py-1.5 outline-offset-[-2px] hover:bg-hover">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-muted transition-transform duration-150 group-open:rotate-90"
        />
        <span className="min-w-0 break-words">
          <Prose text={text} isSentence />
        </span>
        <span className="ml-auto flex flex-wrap gap-1.5">
          {falls.length > 0 ? <Badge tone="lost">{falls.length} more</Badge> : null}
          {undecided.length > 0 ? <Badge tone="undecided">{undecided.length} undecided</Badge> : null}
          {spared.length > 0 ? <Badge>{spared.length} fewer</Badge> : null}
        </span>
      </summary>
      <div className="flex flex-col gap-2 border-line border-t px-3 py-2">
        {falls.map(({ chain, ...fallen }) => (
          <div key={keyOf(fallen)} className="flex flex-col gap-1">
            <p>
              Falls only then: <Thing fallen={fallen} />
            </p>
            <AttackChain
              label={`Steps to ${visibleText(fallen.element.name ?? fallen.element.id)}`}
              chain={chain}
            />
          </div>
        ))}
        <Things title="May fall then, it cannot be decided" list={undecided} />
        {missing.map((each) => (
          <p key={each} className="text-muted">
            Not known: <Prose text={each} />
          </p>
        ))}
        <Things title="Does not fall then" list={spared} />
      </div>
    </details>
  );
}

function Things({ title, list }: { readonly title: string; readonly list: readonly Fallen[] }) {
  if (list.length === 0) return null;
  return (
    <section aria-label={title}>
      <h4 className="font-medium">{title}</h4>
      <ul className="flex flex-col gap-1">
        {list.slice(0, MAX_NAMED).map((fallen) => (
          <li key={keyOf(fallen)}>
            <Thing fallen={fallen} />
          </li>
        ))}
      </ul>
      {list.length > MAX_NAMED ? <p className="text-muted">and {list.length - MAX_NAMED} more</p> : null}
    </section>
  );
}

function Thing({ fallen: { element, as } }: { readonly fallen: Fallen }) {
  return (
    <>
      <ElementLabel element={element} /> <span className="text-muted">{FALLEN_WORDS[as]}</span>
    </>
  );
}

function keyOf({ element, as }: Fallen): string {
  return `${as} ${element.id}`;
}
