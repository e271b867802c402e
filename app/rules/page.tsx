import type { Metadata } from "next";
import { RuleList } from "../../components/remediation/rule-list";

export const metadata: Metadata = { title: "Rules" };

/** The remediation rules of an estate. */
export default function RulesPage() {
  return <RuleList />;
}
