import type { Metadata } from "next";
import { FindingPage } from "../../components/finding/finding-page";

export const metadata: Metadata = { title: "Vulnerabilities" };

/** What scanners found, and where it stands. */
export default function FindingsPage() {
  return <FindingPage />;
}
