import type { Metadata } from "next";
import { Suspense } from "react";
import { RunList } from "../../components/scenario/run-list";

import { PanelLoading } from "../../components/ui/panel-state";

export const metadata: Metadata = { title: "Runs" };

/** All runs of an estate. */
export default function RunsPage() {
  return (
    <Suspense fallback={<PanelLoading label="Loading" />}>
      <RunList />
    </Suspense>
  );
}
