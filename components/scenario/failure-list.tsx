"use client";

import { useQueries } from "@tanstack/react-query";
import type { Failure } from "../../server/engine/semantics";
import { useTRPC } from "../trpc/client";
import { ElementLabel } from "../ui/element-label";
import { visibleText } from "../ui/visible-text";

const WORDS: Record<Failure["mode"], string> = {
  down: "fails",
  deleted: "is removed",
  blocked: "lets nothing through",
  withdrawn: "loses its route",
  detached: "loses its association",
};

/** What is supposed, with the names that the latest snapshot has for it; what it does not hold is said. */
export function FailureList({
  estateId,
  failures,
}: {
  readonly estateId: string;
  readonly failures: readonly Failure[];
}) {
  const trpc = useTRPC();
  const answers = useQueries({
    queries: failures.map(({ id }) => trpc.resource.read.queryOptions({ estateId, id }, { retry: false })),
  });
  return (
    <ul aria-label="Supposed failures" className="flex flex-col gap-1">
      {failures.map((failure, index) => {
        const { kind, id, mode, route } = failure;
        const answer = answers[index];
        return (
          <li key={`${mode} ${id} ${route ?? ""}`} className="flex flex-wrap items-baseline gap-x-1.5">
            <ElementLabel element={answer?.data?.element ?? { kind, id }} />
            <span>
              {" "}
              {WORDS[mode]}
              {route === undefined ? "" : ` ${visibleText(route)}`}
            </span>
            {answer?.isError ? (
              <span className="text-muted">(the latest snapshot does not hold it)</span>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
