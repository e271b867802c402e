import type { Metadata } from "next";
import { Suspense } from "react";
import { TopologyScreen } from "../../components/topology/topology-screen";
import { PanelLoading } from "../../components/ui/panel-state";

export const metadata: Metadata = { title: "Topology" };

/** The map of an estate. */
export default function TopologyPage() {
  return (
    <Suspense fallback={<PanelLoading label="Loading the map" rowCount={10} />}>
      <TopologyScreen />
    </Suspense>
  );
}
