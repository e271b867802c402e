"use client";

import { ScrollText } from "lucide-react";
import Link from "next/link";
import { ExecutorNote } from "../executor/executor-note";
import { EstateGate } from "../shell/estate-gate";
import { buttonLook } from "../ui/button-look";
import { Card } from "../ui/card";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { ActionList } from "./action-list";
import { AT_WORK } from "./action-words";
import { useActions } from "./use-actions";

/** What rules want done: what waits for somebody's word first, then what is at work, then what is over. */
export function ApprovalsPage() {
  return (
    <EstateGate>
      {(estateId) => (
        <div className="flex max-w-5xl flex-col gap-4 p-4 wide:p-5">
          <div className="flex flex-wrap items-center gap-2">
            <h1 className="min-w-0 flex-1 font-semibold text-xl">Approvals</h1>
            <Link
              href={`/audit?estate=${encodeURIComponent(estateId)}`}
              className={buttonLook("secondary", "small")}
            >
              <ScrollText aria-hidden="true" />
              Audit
            </Link>
          </div>
          <ExecutorNote />
          <PanelBoundary name="The actions">
            <Actions estateId={estateId} />
          </PanelBoundary>
        </div>
      )}
    </EstateGate>
  );
}

function Actions({ estateId }: { readonly estateId: string }) {
  const query = useActions({ estateId });
  if (query.isPending) return <PanelLoading label="Loading the actions" rowCount={6} />;
  if (query.data === undefined)
    return (
      <PanelError
        title="The actions could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  const { actions } = query.data;
  if (actions.length === 0)
    return (
      <PanelEmpty title="No rule has wanted anything yet">
        <p>
          A rule in the mode Ask makes a plan when an alert fits it, and the plan waits here for approval. In
          dry-run, what it would have done is listed here too.
        </p>
        <Link href={`/rules?estate=${encodeURIComponent(estateId)}`} className={buttonLook("primary")}>
          Open rules
        </Link>
      </PanelEmpty>
    );
  const waiting = actions.filter(({ state }) => state === "awaiting-approval");
  const atWork = actions.filter(({ state }) => AT_WORK.includes(state));
  const over = actions.filter((action) => !waiting.includes(action) && !atWork.includes(action));
  return (
    <>
      <Card title={`Waiting for approval (${waiting.length})`} flush>
        {waiting.length === 0 ? (
          <p className="p-4 text-muted">Nothing waits for approval.</p>
        ) : (
          <ActionList label="Waiting for approval" actions={waiting} />
        )}
      </Card>
      {atWork.length === 0 ? null : (
        <Card title={`At work (${atWork.length})`} flush>
          <ActionList label="At work" actions={atWork} />
        </Card>
      )}
      {over.length === 0 ? null : (
        <Card title={`Recent (${over.length})`} flush>
          <ActionList label="Recent" actions={over} />
        </Card>
      )}
    </>
  );
}
