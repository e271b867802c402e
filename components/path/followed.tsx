"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Element } from "../../server/engine/configuration";
import { messageOf, PanelLoading } from "../ui/panel-state";
import { visibleText } from "../ui/visible-text";
import { ReferenceChoices } from "./reference-choices";

/** An end of the flow that names nothing, or several things. */
interface NoEnd {
  readonly kind: "reference";
  readonly side: "from" | "to";
  readonly message: string;
  readonly candidates: readonly Element[];
}

interface FollowedProps<Answer extends { readonly kind: string }> {
  readonly query: UseQueryResult<Answer | NoEnd, unknown>;
  readonly onChoose: (side: NoEnd["side"], id: string) => void;
  /** Stays below while there is no answer. */
  readonly instead?: ReactNode;
  readonly children: (answer: Answer) => ReactNode;
}

/** The answer about a flow; until there is one, why not and what can be done. */
export function Followed<Answer extends { readonly kind: string }>({
  query,
  onChoose,
  instead,
  children,
}: FollowedProps<Answer>) {
  if (query.isPending) return <PanelLoading label="Following the flow" rowCount={3} />;
  if (query.isError)
    return (
      <>
        <p role="alert" className="break-words">
          {visibleText(messageOf(query.error))}
        </p>
        {instead}
      </>
    );
  const answer = query.data;
  if (!isNoEnd(answer)) return children(answer);
  return (
    <>
      <ReferenceChoices
        side={answer.side}
        message={answer.message}
        candidates={answer.candidates}
        onChoose={(id) => onChoose(answer.side, id)}
      />
      {instead}
    </>
  );
}

function isNoEnd<Answer extends { readonly kind: string }>(answer: Answer | NoEnd): answer is NoEnd {
  return answer.kind === "reference";
}
