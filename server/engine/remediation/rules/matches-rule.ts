import type { Alert } from "../../alert";
import type { ConfigurationIndex } from "../../configuration";
import type { RemediationRule } from "../rule.schema";

const SEVERITIES = ["critical", "high", "medium", "low", "info"];

/** Whether an alert fits a rule's kinds, severity and conditions; whether it is new is another matter. */
export function matchesRule(
  index: ConfigurationIndex,
  { trigger, conditions }: RemediationRule,
  alert: Alert,
): boolean {
  const { subjectIds, tags } = conditions;
  const own = index.find(alert.subject.id)?.tags ?? [];
  return (
    trigger.kinds.some((kind) => kind === alert.kind) &&
    SEVERITIES.indexOf(alert.severity) <= SEVERITIES.indexOf(trigger.minSeverity) &&
    (subjectIds.length === 0 || subjectIds.includes(alert.subject.id)) &&
    tags.every((tag) => own.some(({ key, value }) => key === tag.key && value === tag.value))
  );
}
