"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ExecutorNote } from "../executor/executor-note";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { Badge } from "../ui/badge";
import { buttonLook } from "../ui/button-look";
import { Card } from "../ui/card";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { MODE_WORDS, ruleSentence } from "./rule-words";

const MODE_TONES = { off: "neutral", "dry-run": "simulated", ask: "accent", auto: "risk" } as const;

/** The remediation rules of the estate. */
export function RuleList() {
  return (
    <EstateGate>
      {(estateId) => (
        <div className="flex max-w-5xl flex-col gap-4 p-4 wide:p-5">
          <h1 className="font-semibold text-xl">Remediation rules</h1>
          <ExecutorNote />
          <PanelBoundary name="The rules">
            <Rules estateId={estateId} />
          </PanelBoundary>
        </div>
      )}
    </EstateGate>
  );
}

function Rules({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.rule.list.queryOptions({ estateId }));
  if (query.isPending) return <PanelLoading label="Loading rules" />;
  if (query.isError)
    return (
      <PanelError title="The rules could not be loaded" error={query.error} onRetry={() => query.refetch()} />
    );
  if (query.data.length === 0)
    return (
      <PanelEmpty title="This estate has no rules">
        <p>A rule is made from an alert: open one and choose "Create remediation rule".</p>
        <Link href={`/alerts?estate=${encodeURIComponent(estateId)}`} className={buttonLook("primary")}>
          Open alerts
        </Link>
      </PanelEmpty>
    );
  return (
    <Card title={`Rules (${query.data.length})`} flush>
      <ul aria-label="Rules">
        {query.data.map(({ id, rule, updatedAt }) => (
          <li key={id} className="border-line border-b last:border-b-0">
            <Link
              href={`/rules/${encodeURIComponent(id)}?estate=${encodeURIComponent(estateId)}`}
              className="flex flex-col gap-1 px-4 py-2 hover:bg-hover"
            >
              <span className="flex flex-wrap items-center gap-2">
                <span className="min-w-0 flex-1 break-words font-medium">{visibleText(rule.name)}</span>
                <Badge tone={MODE_TONES[rule.mode]}>{MODE_WORDS[rule.mode].name}</Badge>
              </span>
              <span className="break-words text-muted">{visibleText(ruleSentence(rule))}</span>
              <span className="text-muted text-xs">
                {visibleText(rule.owner)}, changed <RelativeTime date={updatedAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
