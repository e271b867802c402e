import type { Metadata } from "next";
import { AlertPage } from "../../../components/alert/alert-page";

export const metadata: Metadata = { title: "Alert" };

/** One alert: the address that is passed on. */
export default async function OneAlertPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const { id } = await params;
  return <AlertPage alertId={id} />;
}
