import type { Metadata } from "next";
import { Suspense } from "react";
import { ScenarioLibrary } from "../../components/scenario/scenario-library";
import { PanelLoading } from "../../components/ui/panel-state";

export const metadata: Metadata = { title: "Scenarios" };

/** All scenarios of an estate. */
export default function ScenariosPage() {
  return (
    <Suspense fallback={<PanelLoading label="Loading" />}>
      <ScenarioLibrary />
    </Suspense>
  );
}
