import type { Metadata } from "next";
import { HistoryPointPage } from "../../../components/history/history-point";

export const metadata: Metadata = { title: "Snapshot" };

/** One snapshot of an estate. */
export default async function OneSnapshotPage({
  params,
}: {
  readonly params: Promise<{ readonly snapshotId: string }>;
}) {
  const { snapshotId } = await params;
  return <HistoryPointPage snapshotId={snapshotId} />;
}
