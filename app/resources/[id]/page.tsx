import type { Metadata } from "next";
import { ResourcePage } from "../../../components/resource/resource-page";

export const metadata: Metadata = { title: "Resource" };

/** One resource: the address that is passed on. Its part of the path comes as it was written, percent signs and all. */
export default async function OneResourcePage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const { id } = await params;
  return <ResourcePage resourceId={decoded(id)} />;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
