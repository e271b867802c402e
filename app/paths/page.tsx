import type { Metadata } from "next";
import { PathPage } from "../../components/path/path-page";

export const metadata: Metadata = { title: "Paths" };

/** Whether one end reaches another, and by which way. */
export default function PathsPage() {
  return <PathPage />;
}
