import { redirect } from "next/navigation";

/** The settings begin with their first page; the estate in the address comes along. */
export default async function SettingsPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly estate?: string | string[] }>;
}) {
  const { estate } = await searchParams;
  redirect(
    `/settings/notifications${typeof estate === "string" ? `?estate=${encodeURIComponent(estate)}` : ""}`,
  );
}
