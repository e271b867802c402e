import type { Metadata } from "next";
import { RunPage } from "../../../components/scenario/run-page";

export const metadata: Metadata = { title: "Run" };

/** One run: the address that is passed on. */
export default async function OneRunPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <RunPage runId={id} />;
}
