import type { Alert } from "../../alert";
import type { ConfigurationIndex } from "../../configuration";
import type { RemediationRule } from "../rule.schema";

const SEVERITIES = ["critical", "high", "medium", "low", "info"];

/**
 * Whether an alert fits a rule's kinds, severity and conditions. Whether it is new, and whether it is the time for it,
 * are other matters.
 */
export function matchesRule(
  index: ConfigurationIndex,
  { trigger, conditions }: RemediationRule,
  alert: Alert,
): boolean {
  const { subjectIds, tags, accountIds } = conditions;
  const subject = index.find(alert.subject.id);
  const own = subject?.tags ?? [];
  return (
    trigger.kinds.some((kind) => kind === alert.kind) &&
    SEVERITIES.indexOf(alert.severity) <= SEVERITIES.indexOf(trigger.minSeverity) &&
    (subjectIds.length === 0 || subjectIds.includes(alert.subject.id)) &&
    // What is in no account that is known is in none of those that the rule names.
    (accountIds.length === 0 || accountIds.includes(subject?.accountId ?? "")) &&
    tags.every((tag) => own.some(({ key, value }) => key === tag.key && value === tag.value))
  );
}
