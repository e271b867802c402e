"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, GitCompareArrows, Map as MapIcon } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import type { AlertState, Severity } from "../../server/engine/alert/alert.schema";
import { STATE_WORDS } from "../alert/alert-words";
import { ApproveBaseline, BaselineBadge } from "../anomaly/approve-baseline";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { SeverityBadge } from "../ui/badge";
import { buttonLook } from "../ui/button-look";
import { Card } from "../ui/card";
import { CopyButton } from "../ui/copy-button";
import { countOf } from "../ui/count";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { ChangeCounts } from "./change-counts";
import { diffHref, mapAtHref, momentText, pointHref, snapshotText, whoText } from "./history-words";

/** One snapshot: who brought it when, what changed with it, and what it did to alerts. */
export function HistoryPointPage({ snapshotId }: { readonly snapshotId: string }) {
  return <EstateGate>{(estateId) => <Point estateId={estateId} snapshotId={snapshotId} />}</EstateGate>;
}

function Point({ estateId, snapshotId }: { readonly estateId: string; readonly snapshotId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.history.read.queryOptions({ estateId, snapshotId }));
  const number = query.data?.entry.number;
  useEffect(() => {
    if (number !== undefined) document.title = `Snapshot ${number} - History - Umbra`;
  }, [number]);
  return (
    <div className="mx-auto flex max-w-4xl flex-col items-stretch gap-4 p-4">
      <div>
        <Link
          href={`/history?estate=${encodeURIComponent(estateId)}`}
          className={buttonLook("ghost", "small")}
        >
          <ArrowLeft aria-hidden="true" />
          All snapshots
        </Link>
      </div>
      {query.isPending ? <PanelLoading label="Loading the snapshot" /> : null}
      {query.isError ? (
        <PanelError
          title="The snapshot could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data === undefined ? null : <PointView estateId={estateId} point={query.data} />}
    </div>
  );
}

interface PointEntry {
  readonly number: number;
  readonly snapshotId: string;
  readonly takenAt: Date;
  readonly lastSeenAt: Date;
  readonly actorId: string;
  readonly sourceName: string | null;
  readonly resourceCount: number;
  readonly changes: (Parameters<typeof ChangeCounts>[0]["changes"] & { readonly titles: string[] }) | null;
}

interface PointViewProps {
  readonly estateId: string;
  readonly point: {
    readonly entry: PointEntry;
    readonly previous: PointEntry | null;
    readonly next: PointEntry | null;
    readonly transitions: readonly {
      readonly alertId: string;
      readonly title: string;
      readonly severity: Severity;
      readonly to: AlertState;
      readonly at: Date;
    }[];
  };
}

function PointView({ estateId, point: { entry, previous, next, transitions } }: PointViewProps) {
  const { number, snapshotId, takenAt, lastSeenAt, resourceCount } = entry;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="min-w-0 flex-1 font-semibold text-lg">
          Snapshot {number}
          {next === null ? ", the latest" : null}
        </h1>
        <BaselineBadge estateId={estateId} snapshotId={snapshotId} />
        {previous === null ? null : (
          <Link href={diffHref(estateId, { head: snapshotId })} className={buttonLook("primary", "small")}>
            <GitCompareArrows aria-hidden="true" />
            What changed
          </Link>
        )}
        <Link
          href={mapAtHref(estateId, next === null ? null : snapshotId)}
          className={buttonLook("secondary", "small")}
        >
          <MapIcon aria-hidden="true" />
          Map at this snapshot
        </Link>
        <ApproveBaseline estateId={estateId} snapshotId={snapshotId} number={number} />
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-muted">First read</dt>
        <dd>
          {momentText(takenAt)} (<RelativeTime date={takenAt} />)
        </dd>
        <dt className="text-muted">Last read, unchanged</dt>
        <dd>{lastSeenAt.getTime() === takenAt.getTime() ? "not again" : momentText(lastSeenAt)}</dd>
        <dt className="text-muted">Brought by</dt>
        <dd>{visibleText(whoText(entry))}</dd>
        <dt className="text-muted">Resources</dt>
        <dd>{resourceCount.toLocaleString("en")}</dd>
        <dt className="text-muted">Id</dt>
        <dd className="-my-1.5 flex min-w-0 items-center gap-1">
          <span className="min-w-0 truncate font-mono text-xs">{snapshotId}</span>
          <CopyButton text={snapshotId} label="Copy snapshot id" iconOnly />
        </dd>
      </dl>
      <Card title="What changed with it">
        {previous === null ? (
          <p className="text-muted">This is the first reading: there is nothing before it to compare with.</p>
        ) : entry.changes === null ? (
          <p className="text-muted">
            Its changes were not counted when it was read; the comparison shows them.
          </p>
        ) : (
          <>
            <ChangeCounts changes={entry.changes} />
            <ul className="mt-2 flex flex-col gap-1">
              {entry.changes.titles.map((title) => (
                <li key={title} className="break-words">
                  {visibleText(title)}
                </li>
              ))}
            </ul>
          </>
        )}
      </Card>
      <AlertsThen estateId={estateId} transitions={transitions} />
      <nav aria-label="Snapshots beside this one" className="flex flex-wrap gap-2">
        {previous === null ? null : (
          <Link href={pointHref(estateId, previous.snapshotId)} className={buttonLook("ghost", "small")}>
            Before: {snapshotText(previous)}
          </Link>
        )}
        {next === null ? null : (
          <Link href={pointHref(estateId, next.snapshotId)} className={buttonLook("ghost", "small")}>
            After: {snapshotText(next)}
          </Link>
        )}
      </nav>
    </>
  );
}

function AlertsThen({
  estateId,
  transitions,
}: {
  readonly estateId: string;
  readonly transitions: PointViewProps["point"]["transitions"];
}) {
  return (
    <Card title="What its analysis did to alerts" aside={<Count count={transitions.length} />}>
      {transitions.length === 0 ? (
        <p className="text-muted">
          No alert changed its state: the analysis found what it had found before, or it has not finished.
        </p>
      ) : (
        <ul className="flex flex-col gap-2">
          {transitions.map(({ alertId, title, severity, to, at }) => (
            <li key={`${alertId} ${at.getTime()} ${to}`} className="flex flex-wrap items-start gap-2">
              <SeverityBadge severity={severity} />
              <span className="min-w-20 font-medium">{STATE_WORDS[to]}</span>
              <Link
                href={`/alerts/${encodeURIComponent(alertId)}?estate=${encodeURIComponent(estateId)}`}
                className="min-h-6 min-w-0 flex-1 text-accent underline"
              >
                <Prose text={title} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Count({ count }: { readonly count: number }) {
  return <span className="text-muted text-xs">{countOf(count, "change")}</span>;
}
