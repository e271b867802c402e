import type { Metadata } from "next";
import { RulePage } from "../../../components/remediation/rule-page";

export const metadata: Metadata = { title: "Rule" };

/** One rule, with its dry-run. */
export default async function OneRulePage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <RulePage ruleId={id} />;
}
