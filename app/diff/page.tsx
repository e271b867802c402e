import type { Metadata } from "next";
import { DiffPage } from "../../components/history/diff-page";

export const metadata: Metadata = { title: "What changed" };

/** What differs between two snapshots of an estate. */
export default function EstateDiffPage() {
  return <DiffPage />;
}
