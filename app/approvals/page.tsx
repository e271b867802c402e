import type { Metadata } from "next";
import { ApprovalsPage } from "../../components/action/approvals-page";

export const metadata: Metadata = { title: "Approvals" };

/** What rules want done, and what waits for somebody's word. */
export default function Approvals() {
  return <ApprovalsPage />;
}
