import type { Metadata } from "next";
import { ApplicationPage } from "../../components/application/application-page";

export const metadata: Metadata = { title: "Applications" };

/** What must keep working: applications, the flows they need, and who said so. */
export default function ApplicationsPage() {
  return <ApplicationPage />;
}
