"use client";

import { OctagonX } from "lucide-react";
import { useEffect } from "react";
import { PauseButton } from "../automation/pause-button";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { AlertsBell } from "./alerts-bell";
import { EstateSwitcher } from "./estate-switcher";
import { RunningJobs } from "./running-jobs";
import { SearchField } from "./search-field";
import { Shortcuts } from "./shortcuts";
import { SnapshotChip } from "./snapshot-chip";
import { ThemeMenu } from "./theme-menu";
import { useEstate } from "./use-estate";
import { useLiveChanges } from "./use-live-changes";

/** What every page needs: which estate and snapshot, search, alerts, theme, keys. */
export function TopBar() {
  const { estate, estates, wanted, error, askAgain } = useEstate();
  useLiveChanges();
  // Says that the frame, drawn by the server, has been taken over and answers to clicks.
  useEffect(() => {
    document.documentElement.dataset.answers = "true";
  }, []);
  return (
    <header
      data-print="hide"
      className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-surface px-2 py-1.5 wide:flex-nowrap"
    >
      <div className="flex min-w-0 items-center gap-2 wide:flex-1">
        {error !== null && estates === undefined ? <EstatesError onRetry={askAgain} /> : null}
        {estates === undefined || estates.length === 0 ? null : (
          <EstateSwitcher estates={estates} estate={estate ?? null} />
        )}
        {estate?.isSample === true ? <Badge tone="accent">SAMPLE</Badge> : null}
        {estate?.latest ? <SnapshotChip {...estate.latest} /> : null}
      </div>
      {estates === undefined || estates.length === 0 ? null : <SearchField />}
      <div className="ml-auto flex items-center gap-0.5 wide:flex-1 wide:justify-end">
        {estate ? <RunningJobs estateId={estate.id} /> : null}
        {estate ? <AlertsBell estateId={estate.id} wanted={wanted} /> : null}
        <PauseButton />
        <ThemeMenu />
        <Shortcuts wanted={wanted} />
      </div>
    </header>
  );
}

function EstatesError({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <p role="alert" className="flex items-center gap-2 text-lost-text">
      <OctagonX aria-hidden="true" className="size-4" />
      Estates not loaded
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </p>
  );
}
