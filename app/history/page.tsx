import type { Metadata } from "next";
import { HistoryPage } from "../../components/history/history-page";

export const metadata: Metadata = { title: "History" };

/** What changed in an estate, and when. */
export default function EstateHistoryPage() {
  return <HistoryPage />;
}
