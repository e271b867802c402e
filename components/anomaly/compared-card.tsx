"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { countOfKind } from "../ui/kind-label";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";

/** Who is compared with whom, and of how many nothing can be said. */
export function ComparedCard({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.anomaly.compared.queryOptions({ estateId }));
  return (
    <Card title="Compared with their peers">
      {query.isPending ? <PanelLoading label="Looking who does the same job" rowCount={3} /> : null}
      {query.isError ? (
        <PanelError
          title="It could not be said who is compared"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data === undefined ? null : (
        <>
          <p>
            {countOf(query.data.compared.length, "role")} with enough members.{" "}
            {query.data.notComparedCount === 0
              ? null
              : `Nothing is said of ${countOf(query.data.notComparedCount, "resource")}: no role of theirs is known, or fewer than 5 peers have it.`}
          </p>
          {query.data.doubts.length === 0 ? null : (
            <p className="mt-1 text-undecided-text">
              <Prose text={`Not completely known: ${query.data.doubts.join("; ")}`} />
            </p>
          )}
          {query.data.compared.length === 0 ? null : (
            <ul aria-label="Roles" className="mt-2 flex flex-col gap-0.5">
              {query.data.compared.map(({ kind, name, how, memberCount }) => (
                <li key={`${kind} ${name} ${how}`} className="break-words">
                  {visibleText(name)}: {countOfKind(kind, memberCount)}{" "}
                  <span className="text-muted">by {visibleText(how)}</span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}
