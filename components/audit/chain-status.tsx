"use client";

import { RotateCcw } from "lucide-react";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { countOf } from "../ui/count";
import { PanelError } from "../ui/panel-state";
import { useAuditChain } from "./use-audit";

/** Whether the chain of the audit is whole, as of just now; where it breaks, from which entry on nothing can be relied on. */
export function ChainStatus() {
  const query = useAuditChain();
  if (query.isError)
    return (
      <PanelError title="The chain was not checked" error={query.error} onRetry={() => query.refetch()} />
    );
  const { data } = query;
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-sunken px-3 py-2"
    >
      {data === undefined ? (
        <Badge tone="undecided">Chain is being checked</Badge>
      ) : data.isWhole ? (
        <Badge tone="ok">Chain whole</Badge>
      ) : (
        <Badge tone="lost">Chain broken</Badge>
      )}
      <span className="min-w-0 flex-1">
        {data === undefined
          ? null
          : data.isWhole
            ? `${countOf(data.count, "entry", "entries")} checked: each fits the one before it.`
            : `${data.firstBroken?.reason ?? "it does not end where it should"}: from there on the audit proves nothing.`}
      </span>
      <Button size="small" disabled={query.isFetching} onClick={() => query.refetch()}>
        <RotateCcw aria-hidden="true" />
        Check again
      </Button>
    </p>
  );
}
