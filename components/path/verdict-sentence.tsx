"use client";

import type { ReactNode } from "react";
import type { Element } from "../../server/engine/configuration";
import { ElementLabel } from "../ui/element-label";
import { Rule } from "../ui/rule";
import { REASON_WORDS } from "../ui/verdict-words";
import { visibleText } from "../ui/visible-text";
import type { TraceAnswer } from "./path-answer";
import { flowWords } from "./path-question";
import type { PathAddress } from "./use-path-address";

interface VerdictSentenceProps {
  readonly address: PathAddress;
  readonly answer: TraceAnswer;
}

/** "web-1a cannot reach db-1 on TCP 5432: it stops at ... because ...". */
export function VerdictSentence({ address, answer }: VerdictSentenceProps) {
  const { trace, from, to } = answer;
  const source = <End element={from} text={address.from} />;
  const target = <End element={to} text={address.to} />;
  const flow = flowWords(address);
  const { at, reason, scope, admitted } = trace;
  return (
    <p className="min-w-0 flex-1 text-base">
      {SENTENCES[trace.verdict](source, target, flow)}
      {at === null ? null : (
        <>
          {": "}
          {trace.verdict === "PARTIAL" ? "a part of it stops at" : "it stops at"}{" "}
          <ElementLabel element={at} />
          {trace.phase === "return" ? " on the way back" : ""}
          {reason === null ? null : <> because {REASON_WORDS[reason]}</>}
          {at.rule === undefined ? null : (
            <span className="text-muted">
              {" "}
              (<Rule text={at.rule} max={160} />)
            </span>
          )}
        </>
      )}
      .
      {scope === null || admitted.length === 0 ? null : (
        <span className="block text-muted">
          {scope === "internet-wide" ? "Open to the whole internet." : `Open to ${prefixText(admitted)}.`}
        </span>
      )}
      {reason === null ? null : (
        <span className="block text-muted text-xs">
          Reason {reason}
          {trace.awsCode === undefined ? "" : `, in the provider's analyzer ${trace.awsCode}`}
        </span>
      )}
    </p>
  );
}

const ADMITTED_SHOWN = 8;

function prefixText(admitted: readonly string[]): string {
  const rest = admitted.length - ADMITTED_SHOWN;
  const shown = visibleText(admitted.slice(0, ADMITTED_SHOWN).join(", "));
  return rest > 0 ? `${shown} and ${rest} more prefixes` : shown;
}

type Sentence = (source: ReactNode, target: ReactNode, flow: string) => ReactNode;

const SENTENCES: Record<VerdictSentenceProps["answer"]["trace"]["verdict"], Sentence> = {
  REACHABLE: (source, target, flow) => (
    <>
      {source} can reach {target} on {flow}
    </>
  ),
  PARTIAL: (source, target, flow) => (
    <>
      {source} can reach {target} on {flow} only in part
    </>
  ),
  NOT_REACHABLE: (source, target, flow) => (
    <>
      {source} cannot reach {target} on {flow}
    </>
  ),
  UNKNOWN: (source, target, flow) => (
    <>
      Whether {source} reaches {target} on {flow} is not known
    </>
  ),
};

function End({ element, text }: { readonly element: Element | null; readonly text: string }) {
  return <strong className="font-semibold">{visibleText(element?.name ?? text)}</strong>;
}
