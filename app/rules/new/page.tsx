import type { Metadata } from "next";
import { NewRulePage } from "../../../components/remediation/new-rule-page";

export const metadata: Metadata = { title: "New rule" };

/** A rule made from the alert that `fromAlert` names. */
export default function NewRule() {
  return <NewRulePage />;
}
