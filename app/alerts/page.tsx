import type { Metadata } from "next";
import { AlertInbox } from "../../components/alert/alert-inbox";

export const metadata: Metadata = { title: "Alerts" };

/** All alerts of an estate beside the chosen one. */
export default function AlertsPage() {
  return <AlertInbox />;
}
