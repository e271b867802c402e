import type { Metadata } from "next";
import { SourceSettings } from "../../../components/source/source-settings";

export const metadata: Metadata = { title: "Sources - Settings" };

/** What keeps the mirror of a network fresh by itself, and how fresh each part of it is. */
export default function SourcesPage() {
  return <SourceSettings />;
}
