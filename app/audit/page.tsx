import type { Metadata } from "next";
import { AuditPage } from "../../components/audit/audit-page";

export const metadata: Metadata = { title: "Audit" };

/** Everything that was asked, decided and done. */
export default function Audit() {
  return <AuditPage />;
}
