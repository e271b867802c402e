"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect } from "react";
import { EstateGate } from "../shell/estate-gate";
import { useTRPC } from "../trpc/client";
import { buttonLook } from "../ui/button-look";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { DiffBody } from "./diff-body";
import { DiffHeader } from "./diff-header";
import { useDiffAddress } from "./use-diff-address";

/** What differs between two snapshots, resource by resource. */
export function DiffPage() {
  return <EstateGate>{(estateId) => <Diff key={estateId} estateId={estateId} />}</EstateGate>;
}

function Diff({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const page = useDiffAddress();
  const { base, head } = page.address;
  const query = useQuery(
    trpc.history.diff.queryOptions(
      { estateId, ...(base === null ? {} : { base }), ...(head === null ? {} : { head }) },
      { placeholderData: keepPreviousData, trpc: { abortOnUnmount: true } },
    ),
  );
  const diff = query.data;
  const numbers = diff?.base ? `${diff.base.number} to ${diff.head.number}` : undefined;
  useEffect(() => {
    if (numbers !== undefined) document.title = `Snapshot ${numbers} - What changed - Umbra`;
  }, [numbers]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <DiffHeader estateId={estateId} page={page} diff={diff} />
      {query.isPending ? <PanelLoading label="Comparing" rowCount={8} /> : null}
      {query.isError ? (
        <>
          <PanelError
            title="The two could not be compared"
            error={query.error}
            onRetry={() => query.refetch()}
          />
          <p className="px-4">
            <Link href={`/history?estate=${encodeURIComponent(estateId)}`} className={buttonLook()}>
              Choose from the history
            </Link>
          </p>
        </>
      ) : null}
      {diff === undefined || query.isError ? null : diff.base === null ? (
        <PanelEmpty title="This is the first snapshot">
          <p>There is nothing before it to compare with. The next reading that differs can be compared.</p>
        </PanelEmpty>
      ) : (
        <DiffBody
          key={`${diff.base.snapshotId} ${diff.head.snapshotId}`}
          estateId={estateId}
          page={page}
          diff={{ ...diff, base: diff.base }}
          isStale={query.isPlaceholderData}
        />
      )}
    </div>
  );
}
