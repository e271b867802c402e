import type { Metadata } from "next";
import { AnomalyPage } from "../../components/anomaly/anomaly-page";

export const metadata: Metadata = { title: "Anomalies" };

/** What differs from the baseline, or from what is usual. */
export default function AnomaliesPage() {
  return <AnomalyPage />;
}
