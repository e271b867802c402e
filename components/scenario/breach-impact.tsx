"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { AttackStep, BreachResult } from "../../server/engine/scenario";
import { Badge, type Tone } from "../ui/badge";
import { countOf } from "../ui/count";
import { ElementLabel } from "../ui/element-label";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";
import { AttackChain } from "./attack-chain";

/** More rows than this are counted, not listed. */
const MAX_ROWS = 200;

interface Row {
  readonly tone: Tone;
  readonly word: string;
  readonly element: BreachResult["compromised"][number]["element"];
  readonly stepCount: number;
  readonly note: string;
  readonly chain: readonly AttackStep[];
}

/** Everything an attack comes to, data first; each row opens to the numbered steps that lead there. */
export function BreachImpact({ result }: { readonly result: BreachResult }) {
  const rows = rowsOf(result);
  return (
    <div className="flex flex-col gap-3">
      <LeftOut text={result.leftOut} />
      {rows.length === 0 ? <p className="text-muted">Nothing falls by what is known.</p> : null}
      {rows.length === 0 ? null : (
        <ul aria-label="What falls" className="divide-y divide-line rounded-md border border-line bg-surface">
          {rows.slice(0, MAX_ROWS).map((row) => (
            <li key={`${row.word} ${row.element.id}`}>
              <Fallen row={row} />
            </li>
          ))}
        </ul>
      )}
      {rows.length > MAX_ROWS ? (
        <p className="text-muted">and {countOf(rows.length - MAX_ROWS, "more row")}</p>
      ) : null}
      <Undecided result={result} />
      <Notes result={result} />
    </div>
  );
}

function Fallen({ row }: { readonly row: Row }) {
  const { tone, word, element, stepCount, note, chain } = row;
  return (
    <details className="group">
      <summary className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 px-2.5 py-1.5 outline-offset-[-2px] hover:bg-hover">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-muted transition-transform duration-150 group-open:rotate-90"
        />
        <Badge tone={tone}>{word}</Badge>
        <ElementLabel element={element} />
        <span className="text-muted">{note}</span>
        <span className="ml-auto text-muted">
          {stepCount === 0 && chain.length === 0 ? "starts here" : countOf(stepCount, "step")}
        </span>
      </summary>
      <div className="border-line border-t px-3 py-2">
        <AttackChain label={`Steps to ${visibleText(element.name ?? element.id)}`} chain={chain} />
      </div>
    </details>
  );
}

/** That the attack was not followed to its end, said before anything that follows from it. */
function LeftOut({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return (
    <p className="flex flex-wrap items-baseline gap-2" data-testid="left-out">
      <Badge tone="undecided">not followed to its end</Badge>
      <span className="min-w-0">
        <Prose text={text} isSentence />
      </span>
    </p>
  );
}

function Undecided({ result: { undecided, missing, leftOut } }: { readonly result: BreachResult }) {
  // What was left out is told before all else.
  const others = missing.filter((text) => text !== leftOut);
  if (undecided.length + others.length === 0) return null;
  return (
    <Part title={`May fall too: it cannot be decided (${undecided.length})`}>
      {undecided.slice(0, MAX_ROWS).map((element) => (
        <li key={element.id}>
          <ElementLabel element={element} />
        </li>
      ))}
      {others.map((text) => (
        <li key={text} className="text-muted">
          Not known: <Prose text={text} />
        </li>
      ))}
    </Part>
  );
}

function Notes({ result: { notes } }: { readonly result: BreachResult }) {
  if (notes.length === 0) return null;
  return (
    <Part title="What the answer rests on">
      {notes.map((note) => (
        <li key={note} className="text-muted">
          <Prose text={note} isSentence />
        </li>
      ))}
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="pb-1 font-semibold">{title}</h3>
      <ul className="flex flex-col gap-1">{children}</ul>
    </section>
  );
}

function rowsOf(result: BreachResult): readonly Row[] {
  const { dataAtRisk, dataReachable, compromised, roles, disrupted } = result;
  return [
    ...dataAtRisk.map(({ access, leaves, dataClass, ...rest }) => ({
      ...rest,
      tone: "lost" as const,
      word: "data at risk",
      note: `${visibleText(dataClass ?? "unclassified")}, ${access.join(" and ")}${leaves ? ", and can be sent out" : ""}`,
    })),
    ...compromised.map(({ level, ...rest }) => ({
      ...rest,
      // What the attacker has from the start is supposed, not found.
      ...(rest.chain.length === 0
        ? { tone: "simulated" as const, word: "supposed" }
        : { tone: "lost" as const, word: "falls" }),
      note: `as ${level ?? "user"}`,
    })),
    ...roles.map((role) => ({ ...role, tone: "lost" as const, word: "role taken", note: "" })),
    ...disrupted.map((host) => ({
      ...host,
      tone: "risk" as const,
      word: "out of service",
      note: "can be put out of service",
    })),
    ...dataReachable.map(({ dataClass, ...rest }) => ({
      ...rest,
      tone: "risk" as const,
      word: "reachable data",
      note: `${visibleText(dataClass ?? "unclassified")}, can be connected to without getting at it`,
    })),
  ];
}
