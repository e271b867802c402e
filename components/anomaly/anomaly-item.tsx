"use client";

import { CircleCheck, GitCompareArrows } from "lucide-react";
import Link from "next/link";
import type { AnomalyRow } from "../../server/application/anomalies";
import { diffHref, pointHref } from "../history/history-words";
import { ResourceLink } from "../resource/resource-link";
import { Badge, SeverityBadge } from "../ui/badge";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { countOf } from "../ui/count";
import { ElementLabel } from "../ui/element-label";
import { Name } from "../ui/name";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { DETECTOR_WORDS, isOfResource, measureText } from "./anomaly-words";

interface AnomalyItemProps {
  readonly estateId: string;
  readonly row: AnomalyRow;
  readonly onIntended: () => void;
}

/** One anomaly: who differs in what, from whom, since when, and what can be said to it. */
export function AnomalyItem({ estateId, row, onIntended }: AnomalyItemProps) {
  const { anomaly, firstSeenAt, firstSnapshotId, alert } = row;
  const { detector, subject, title, differs, role, snapshots } = anomaly;
  const measure = measureText(anomaly);
  return (
    <li className="flex flex-col gap-1.5 border-line border-b px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-1.5">
        <Badge tone={detector === "drift" ? "risk" : "neutral"}>{DETECTOR_WORDS[detector]}</Badge>
        {alert === null ? null : <SeverityBadge severity={alert.severity} />}
        {isOfResource(anomaly) && differs.kind !== "missing" ? (
          <ResourceLink estateId={estateId} at={null} element={subject} />
        ) : (
          <ElementLabel element={subject} />
        )}
        <span className="ml-auto text-muted text-xs">
          since{" "}
          <Link href={pointHref(estateId, firstSnapshotId)} className="underline">
            the snapshot of <RelativeTime date={firstSeenAt} />
          </Link>
        </span>
      </div>
      <p className="break-words font-medium">
        <Prose text={title} />
      </p>
      {differs.literals.every((literal) => literal === differs.token) ? null : (
        <ul aria-label="What differs" className="flex flex-col gap-0.5">
          {differs.literals.map((literal) => (
            <li key={literal}>
              <Name text={literal} max={200} mono />
            </li>
          ))}
        </ul>
      )}
      {role === null ? null : (
        <p className="text-muted text-xs">
          Role {visibleText(role.name)}, by {visibleText(role.how)}
          {measure === undefined ? null : <>. {measure}</>}
        </p>
      )}
      {role === null && measure !== undefined ? <p className="text-muted text-xs">{measure}</p> : null}
      <Peers estateId={estateId} anomaly={anomaly} />
      <div className="flex flex-wrap gap-2">
        {alert === null ? null : (
          <Link
            href={`/alerts/${encodeURIComponent(alert.id)}?estate=${encodeURIComponent(estateId)}`}
            className={buttonLook("secondary", "small")}
          >
            Alert
            <span className="sr-only"> about {subject.name ?? subject.id}</span>
          </Link>
        )}
        {snapshots.base === null || snapshots.head === null ? null : (
          <Link
            href={`${diffHref(estateId, { base: snapshots.base, head: snapshots.head })}&sel=${encodeURIComponent(`${subject.kind}:${subject.id}`)}`}
            className={buttonLook("secondary", "small")}
          >
            <GitCompareArrows aria-hidden="true" />
            Compare
            <span className="sr-only"> {subject.name ?? subject.id} with the baseline</span>
          </Link>
        )}
        <Button size="small" onClick={onIntended}>
          <CircleCheck aria-hidden="true" />
          Intended?
          <span className="sr-only"> {visibleText(title)}</span>
        </Button>
      </div>
    </li>
  );
}

/** Those it differs from: some by name, all by number. */
function Peers({
  estateId,
  anomaly,
}: {
  readonly estateId: string;
  readonly anomaly: AnomalyRow["anomaly"];
}) {
  const { peers, peerCount } = anomaly;
  if (peerCount === 0) return null;
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-muted text-xs">{countOf(peerCount, "peer")}</summary>
      <ul aria-label="Peers" className="mt-1 flex flex-col gap-0.5 pl-4">
        {peers.map((peer) => (
          <li key={peer.id}>
            <ResourceLink estateId={estateId} at={null} element={peer} />
          </li>
        ))}
        {peerCount > peers.length ? (
          <li className="text-muted">and {countOf(peerCount - peers.length, "more peer")}</li>
        ) : null}
      </ul>
    </details>
  );
}
