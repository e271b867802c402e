"use client";

import { Suspense } from "react";
import { PastBanner } from "../history/past-banner";
import { SnapshotInViewPicker } from "../history/snapshot-picker";
import { EstateGate } from "../shell/estate-gate";
import { Button } from "../ui/button";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { DemandCard } from "./demand-card";
import { LimitCards } from "./limit-cards";
import { LoadChart } from "./load-chart";
import { LoadControls } from "./load-controls";
import { LoadVerdict } from "./load-verdict";
import { SweepCard } from "./sweep-card";
import { useLoad } from "./use-load";
import { type LoadAddress, type SetLoadAddress, useLoadAddress } from "./use-load-address";

/** How much of every limit the traffic uses, what fills up first, and when. */
export function LoadPage() {
  return (
    <Suspense fallback={<PanelLoading label="Loading the page" rowCount={8} />}>
      <EstateGate>{(estateId) => <Page key={estateId} estateId={estateId} />}</EstateGate>
    </Suspense>
  );
}

function Page({ estateId }: { readonly estateId: string }) {
  const { address, setAddress } = useLoadAddress();
  const goTo = (at: string | null) => void setAddress({ at });
  return (
    <>
      <PastBanner estateId={estateId} at={address.at} onLive={() => goTo(null)} />
      <div className="flex max-w-6xl flex-col gap-4 p-4 wide:p-5">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="flex-1 font-semibold text-xl">Load</h1>
          <SnapshotInViewPicker estateId={estateId} at={address.at} onChoose={goTo} />
        </div>
        <PanelBoundary name="The load">
          <Body estateId={estateId} address={address} setAddress={setAddress} />
        </PanelBoundary>
      </div>
    </>
  );
}

interface BodyProps {
  readonly estateId: string;
  readonly address: LoadAddress;
  readonly setAddress: SetLoadAddress;
}

function Body({ estateId, address, setAddress }: BodyProps) {
  const { query, sweep, cancel, askAgain } = useLoad(estateId, address);
  const answer = query.data;
  return (
    <>
      <LoadControls
        address={address}
        setAddress={setAddress}
        applications={answer?.applications ?? []}
        canFail={answer === undefined || answer.basis === "declared" || answer.basis === "imported"}
      />
      {query.isPending && query.fetchStatus !== "idle" ? (
        <div>
          <PanelLoading label="Following the traffic" rowCount={6} />
          <Button size="small" onClick={cancel}>
            Cancel
          </Button>
        </div>
      ) : null}
      {query.isPending && query.fetchStatus === "idle" ? (
        <PanelEmpty title="Cancelled">
          <Button size="small" onClick={askAgain}>
            Ask again
          </Button>
        </PanelEmpty>
      ) : null}
      {query.isError ? (
        <PanelError
          title="The load could not be worked out"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {answer === undefined || query.isError ? null : (
        <>
          <LoadVerdict answer={answer} threshold={address.threshold} />
          {answer.lines.length === 0 ? null : <LoadChart answer={answer} address={address} />}
          <LimitCards estateId={estateId} at={address.at} growth={address.growth} answer={answer} />
          {address.down && answer.basis !== "assumed" && answer.basis !== "none" ? (
            <SweepCard
              estateId={estateId}
              at={address.at}
              query={sweep}
              onCancel={cancel}
              onAskAgain={askAgain}
            />
          ) : null}
          <DemandCard estateId={estateId} isPast={address.at !== null} answer={answer} />
        </>
      )}
    </>
  );
}
