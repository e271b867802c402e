import type { Metadata } from "next";
import { Suspense } from "react";
import { ScheduleList } from "../../components/scenario/schedule-list";
import { PanelLoading } from "../../components/ui/panel-state";

export const metadata: Metadata = { title: "Schedules" };

/** Everything that runs by itself. */
export default function SchedulesPage() {
  return (
    <Suspense fallback={<PanelLoading label="Loading" />}>
      <ScheduleList />
    </Suspense>
  );
}
