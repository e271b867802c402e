"use client";

import { Suspense } from "react";
import { PastBanner } from "../history/past-banner";
import { SnapshotInViewPicker } from "../history/snapshot-picker";
import { EstateGate } from "../shell/estate-gate";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelLoading } from "../ui/panel-state";
import { PathBody } from "./path-body";
import { usePathAddress } from "./use-path-address";

/** Whether one end reaches another, by which way, and what decides. */
export function PathPage() {
  return (
    <Suspense fallback={<PanelLoading label="Loading the page" rowCount={8} />}>
      <EstateGate>{(estateId) => <Page key={estateId} estateId={estateId} />}</EstateGate>
    </Suspense>
  );
}

function Page({ estateId }: { readonly estateId: string }) {
  const { address, setAddress } = usePathAddress();
  const goTo = (at: string | null) => void setAddress({ at });
  return (
    <>
      <PastBanner estateId={estateId} at={address.at} onLive={() => goTo(null)} />
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4 wide:p-5">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="flex-1 font-semibold text-xl">Paths</h1>
          <SnapshotInViewPicker estateId={estateId} at={address.at} onChoose={goTo} />
        </div>
        <PanelBoundary name="The path">
          <PathBody estateId={estateId} address={address} setAddress={setAddress} />
        </PanelBoundary>
      </div>
    </>
  );
}
