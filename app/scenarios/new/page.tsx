import type { Metadata } from "next";
import { Suspense } from "react";
import { ScenarioBuilder } from "../../../components/scenario/scenario-builder";
import { PanelLoading } from "../../../components/ui/panel-state";

export const metadata: Metadata = { title: "New scenario" };

/** A scenario that is being made. */
export default function NewScenarioPage() {
  return (
    <Suspense fallback={<PanelLoading label="Loading" />}>
      <ScenarioBuilder />
    </Suspense>
  );
}
