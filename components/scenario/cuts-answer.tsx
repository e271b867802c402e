"use client";

import type { ReactNode } from "react";
import type { CutsResult } from "../../server/engine/scenario/cuts/cuts.schema";
import { Badge, type Tone } from "../ui/badge";
import { CopyButton } from "../ui/copy-button";
import { countOf } from "../ui/count";
import { DownloadButton } from "../ui/download-button";
import { ElementLabel } from "../ui/element-label";
import { Prose } from "../ui/prose";

type CutSet = NonNullable<CutsResult["smallest"]>["sets"][number];

interface CutsAnswerProps {
  readonly result: CutsResult;
  /** What can be done with a set, such as to show it. */
  readonly actionOf: (set: CutSet) => ReactNode;
}

/** The smallest sets of failures that break something, and why nothing smaller does. */
export function CutsAnswer({ result, actionOf }: CutsAnswerProps) {
  const { sentence, smallest, notWorkingIntentIds } = result;
  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium text-base" data-testid="cuts-sentence">
        <Prose text={sentence} />
      </p>
      {smallest === null ? null : (
        <ol
          aria-label="Smallest sets of failures"
          className="divide-y divide-line rounded-md border border-line bg-surface"
        >
          {smallest.sets.map((set) => (
            <li
              key={set.elements.map(({ id }) => id).join(" ")}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2.5 py-1.5"
            >
              <Members set={set} />
              <span className="text-muted">loses {countOf(set.lostIntentIds.length, "flow")}</span>
              {actionOf(set)}
            </li>
          ))}
        </ol>
      )}
      {smallest?.hasMore ? (
        <p className="text-muted">There are more sets of this size than are listed.</p>
      ) : null}
      <Proof result={result} />
      {notWorkingIntentIds.length > 0 ? (
        <p className="text-muted">
          {countOf(notWorkingIntentIds.length, "required flow")} of it does not work now and has nothing to
          lose.
        </p>
      ) : null}
    </div>
  );
}

function Members({ set }: { readonly set: CutSet }) {
  return (
    <ul className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
      {set.elements.map((element, position) => (
        <li key={element.id} className="min-w-0">
          {position > 0 ? <span className="text-muted">and </span> : null}
          <ElementLabel element={element} />
        </li>
      ))}
    </ul>
  );
}

const PROOF_TONES: Readonly<Record<"proved" | "undecided", Tone>> = { proved: "ok", undecided: "undecided" };

function Proof({ result }: { readonly result: CutsResult }) {
  const { proof, candidateCount, trialCount } = result;
  if (proof === null) return null;
  return (
    <section
      aria-label="Proof"
      className="flex flex-col gap-1.5 rounded-md border border-line bg-sunken p-2.5"
    >
      <p className="flex flex-wrap items-baseline gap-2">
        <Badge tone={PROOF_TONES[proof.result]}>{proof.result === "proved" ? "Proved" : "Not proved"}</Badge>
        <span className="min-w-0">
          <Prose text={proof.claim} />
        </span>
      </p>
      {proof.reasons.map((reason) => (
        <p key={reason} className="text-muted">
          <Prose text={reason} />
        </p>
      ))}
      <p className="text-muted">
        {countOf(candidateCount, "component")} may fail; {countOf(trialCount, "set")} tried on the
        interpreter; {countOf(proof.branchCount, "way")} through known, checked by{" "}
        {countOf(proof.retracedCount, "trace")}. Z3 says {proof.answer} to question{" "}
        <code className="font-mono text-xs">{proof.questionHash.slice(0, 16)}…</code>
      </p>
      <div className="flex flex-wrap gap-2">
        <CopyButton label="Copy SMT-LIB" text={proof.question} />
        <DownloadButton
          label="Download question (SMT-LIB)"
          fileName={`umbra-${proof.questionHash.slice(0, 12)}.smt2`}
          text={proof.question}
        />
        <CopyButton label="Copy hash" text={proof.questionHash} />
      </div>
    </section>
  );
}
