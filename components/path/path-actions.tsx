"use client";

import { Map as MapIcon } from "lucide-react";
import Link from "next/link";
import { useSnapshotInView } from "../history/use-snapshot-in-view";
import { buttonLook } from "../ui/button-look";
import { CopyButton } from "../ui/copy-button";
import type { TraceAnswer } from "./path-answer";
import type { PathAddress } from "./use-path-address";

interface PathActionsProps {
  readonly estateId: string;
  readonly address: PathAddress;
  readonly answer: TraceAnswer;
}

/** The same answer elsewhere: on the map, as a link that stays true, for a program and for the command line. */
export function PathActions({ estateId, address, answer }: PathActionsProps) {
  const { latest } = useSnapshotInView(address.at);
  const exactLink = () => {
    const url = new URL(window.location.href);
    url.searchParams.set("estate", estateId);
    const snapshotId = address.at ?? latest?.snapshotId;
    if (snapshotId !== undefined) url.searchParams.set("at", snapshotId);
    return url.href;
  };
  return (
    <div className="flex flex-wrap gap-1.5">
      <Link href={mapHref(estateId, address, answer)} className={buttonLook("secondary", "small")}>
        <MapIcon aria-hidden="true" />
        Open on map
      </Link>
      <CopyButton label="Copy link" text={exactLink} />
      <CopyButton label="Copy JSON" text={() => jsonOf(answer)} />
      {answer.command === null ? null : <CopyButton label="Copy command" text={answer.command} />}
    </div>
  );
}

/** As `umbra trace --json` prints it: the hops of every branch are left out, those of the verdict are enough. */
function jsonOf({ trace: { branches, ...trace } }: TraceAnswer): string {
  const ends = branches.map(({ forward: _forward, return: _return, ...branch }) => branch);
  return JSON.stringify({ schemaVersion: 1, ...trace, branches: ends }, null, 2);
}

/** The map with the same question beside the sender, or the receiver where the sender is no resource. */
function mapHref(estateId: string, address: PathAddress, { from, to, trace }: TraceAnswer): string {
  const params = new URLSearchParams({
    estate: estateId,
    from: address.from,
    to: address.to,
    tab: "connectivity",
  });
  const selected = from ?? to ?? trace.at;
  if (selected !== null) params.set("sel", selected.id);
  params.set("protocol", address.protocol);
  if (address.port !== null) params.set("port", String(address.port));
  if (address.at !== null) params.set("at", address.at);
  if (address.fail.length > 0) params.set("fail", address.fail.join(","));
  return `/topology?${params}`;
}
