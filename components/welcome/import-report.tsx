"use client";

import type { ReactNode } from "react";
import type { Diagnostic } from "../../server/engine/configuration";
import { Badge, type Tone } from "../ui/badge";
import { countOf } from "../ui/count";
import { countOfKind, kindLabel } from "../ui/kind-label";
import { Name } from "../ui/name";
import { Prose } from "../ui/prose";
import type { ImportReportData } from "./send-import";

/** The report in one sentence: "64 resources, 2 unsupported, 1 missing reference". */
export function reportSentence({ counts, ignored, diagnostics }: ImportReportData): string {
  const resourceCount = counts.reduce((sum, { count }) => sum + count, 0);
  const danglingCount = diagnostics.filter(({ code }) => code === "dangling-reference").length;
  const noteCount = diagnostics.length - danglingCount;
  return [
    countOf(resourceCount, "resource"),
    `${ignored.length} ignored`,
    countOf(danglingCount, "missing reference"),
    countOf(noteCount, "other note"),
  ].join(", ");
}

/** What was read: counts by kind, everything ignored, every diagnostic by name. */
export function ImportReport({ report }: { readonly report: ImportReportData }) {
  const { counts, ignored, diagnostics } = report;
  return (
    <div className="flex flex-col">
      <Part title="Read" count={counts.length}>
        {counts.length === 0 ? (
          <p className="px-4 pb-3 text-muted">Nothing was recognized. The notes below say why.</p>
        ) : (
          <ul className="flex flex-wrap gap-1.5 px-4 pb-3">
            {counts.map(({ kind, count }) => (
              <li key={kind} className="rounded border border-line px-1.5 py-0.5">
                {countOfKind(kind, count)}
              </li>
            ))}
          </ul>
        )}
      </Part>
      {diagnostics.length === 0 ? null : (
        <Part title="Notes" count={diagnostics.length}>
          <DiagnosticList diagnostics={diagnostics} />
        </Part>
      )}
      {ignored.length === 0 ? null : (
        <Part title="Ignored" count={ignored.length}>
          <ul className="flex max-h-72 flex-col overflow-auto px-4 pb-3">
            {ignored.map(({ name, file, count }) => (
              <li key={`${name} ${file ?? ""}`} className="flex flex-wrap gap-x-2 py-0.5">
                <Name text={name} mono />
                <span className="text-muted">
                  {countOf(count, "object")}
                  {file === undefined ? null : (
                    <>
                      {" in "}
                      <Name text={file} max={64} mono />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function Part({
  title,
  count,
  children,
}: {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title} className="border-line border-t">
      <h3 className="flex items-center gap-2 px-4 py-2 font-medium">
        {title} <Badge>{count.toLocaleString("en")}</Badge>
      </h3>
      {children}
    </section>
  );
}

const TONES: Record<Diagnostic["severity"], { readonly tone: Tone; readonly word: string }> = {
  error: { tone: "lost", word: "Error" },
  warning: { tone: "risk", word: "Warning" },
  info: { tone: "neutral", word: "Note" },
};

/** Every diagnostic: what, where in the input, and which answers it weakens. */
function DiagnosticList({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <ul tabIndex={0} aria-label="Notes on the input" className="flex max-h-96 flex-col overflow-auto">
      {diagnostics.map((diagnostic, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two diagnostics can be equal; the list never changes
          key={index}
          className="flex flex-col gap-1 border-line border-t px-4 py-2 sm:flex-row sm:gap-3"
        >
          <span className="w-18 shrink-0">
            <Badge tone={TONES[diagnostic.severity].tone}>{TONES[diagnostic.severity].word}</Badge>
          </span>
          <div className="min-w-0 flex-1">
            <p className="break-words">
              <Prose text={diagnostic.message} />
            </p>
            <Where diagnostic={diagnostic} />
            {diagnostic.weakens === undefined ? null : (
              <p className="text-muted">
                Weakens: <Prose text={diagnostic.weakens} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Where({ diagnostic: { code, resource, file, place } }: { readonly diagnostic: Diagnostic }) {
  return (
    <p className="flex flex-wrap gap-x-2 text-muted text-xs">
      <span className="font-mono">{code}</span>
      {resource === undefined ? null : (
        <span>
          {kindLabel(resource.kind)} <Name text={resource.id} mono />
        </span>
      )}
      {file === undefined ? null : (
        <span>
          <Name text={place === undefined ? file : `${file} at ${place}`} max={96} mono />
        </span>
      )}
    </p>
  );
}
