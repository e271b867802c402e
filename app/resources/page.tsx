import type { Metadata } from "next";
import { ResourceTablePage } from "../../components/resource/resource-table-page";

export const metadata: Metadata = { title: "Resources" };

/** Every resource of an estate. */
export default function ResourcesPage() {
  return <ResourceTablePage />;
}
