"use client";

import { Download } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useId } from "react";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { Card } from "../ui/card";
import { Input } from "../ui/input";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { AuditEntryRow } from "./audit-entry-row";
import { ChainStatus } from "./chain-status";
import { useAudit } from "./use-audit";

const EXPORT_URL = "/api/audit";

/** Everything that was asked, tried, decided and done, newest first: entries are added and never changed. */
export function AuditPage() {
  const id = useId();
  const [subject, setSubject] = useQueryState(
    "subject",
    parseAsString.withDefault("").withOptions({ clearOnDefault: true, throttleMs: 300 }),
  );
  return (
    <div className="flex max-w-5xl flex-col gap-4 p-4 wide:p-5">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1">
          <h1 className="font-semibold text-xl">Audit</h1>
          <p className="max-w-prose text-muted">
            Everything that rules and persons asked for, decided and did. Entries are only ever added, and
            each is bound to the one before it.
          </p>
        </div>
        <a href={EXPORT_URL} download="umbra-audit.jsonl" className={buttonLook("secondary", "small")}>
          <Download aria-hidden="true" />
          Export
        </a>
      </div>
      <PanelBoundary name="The chain">
        <ChainStatus />
      </PanelBoundary>
      <div className="flex flex-wrap items-end gap-2">
        <div className="flex min-w-0 flex-col gap-1">
          <label htmlFor={id} className="font-medium">
            Only about this action, rule or executor
          </label>
          <Input
            id={id}
            className="w-80 max-w-full font-mono"
            placeholder="its id"
            value={subject}
            onChange={(event) => setSubject(event.target.value.trim())}
          />
        </div>
        {subject === "" ? null : <Button onClick={() => setSubject("")}>Show all</Button>}
      </div>
      <PanelBoundary name="The entries">
        <Entries key={subject} subject={subject} />
      </PanelBoundary>
    </div>
  );
}

function Entries({ subject }: { readonly subject: string }) {
  const query = useAudit(subject);
  if (query.isPending) return <PanelLoading label="Loading the audit" rowCount={8} />;
  if (query.data === undefined)
    return (
      <PanelError title="The audit could not be loaded" error={query.error} onRetry={() => query.refetch()} />
    );
  const entries = query.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0)
    return (
      <PanelEmpty title={subject === "" ? "Nothing was asked or done yet" : "No entry is about this"}>
        <p>
          {subject === ""
            ? "What rules want, what persons decide and what executors do is written here from the first on."
            : "The id may be misspelled: ids are in the addresses of actions and rules."}
        </p>
      </PanelEmpty>
    );
  return (
    <>
      <Card title="Entries, newest first" flush>
        <ol aria-label="Entries, newest first">
          {entries.map((entry) => (
            <li key={entry.number} className="border-line border-b last:border-b-0">
              <AuditEntryRow entry={entry} />
            </li>
          ))}
        </ol>
      </Card>
      {query.hasNextPage ? (
        <div>
          <Button onClick={() => query.fetchNextPage()} disabled={query.isFetchingNextPage}>
            {query.isFetchingNextPage ? "Loading older ones…" : "Show older ones"}
          </Button>
        </div>
      ) : null}
    </>
  );
}
