import type { Metadata } from "next";
import { ActionPage } from "../../../components/action/action-page";

export const metadata: Metadata = { title: "Approval" };

/** One action, to be approved or rejected, and what became of it. */
export default async function OneActionPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const { id } = await params;
  return <ActionPage actionId={id} />;
}
