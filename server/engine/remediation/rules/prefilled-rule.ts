import type { Alert } from "../../alert/alert.schema";
import type { FixAction } from "../fix-option.schema";
import { ALERT_KINDS, CAUTIOUS, type RemediationRule } from "../rule.schema";

const ACTION_WORDS: Readonly<Record<FixAction, string>> = {
  "remove-rule": "Remove the rule that exposes",
  "narrow-to-callers": "Let in only the callers of",
  "narrow-to-network": "Close to the internet:",
  "move-store-rule": "Open to the tiers that need it alone:",
  "zone-nat": "A NAT gateway per zone instead of",
  patch: "Patch",
  "patch-everything": "Patch everything on",
  "require-token": "Require a token",
  "restore-egress": "Restore the way out of",
  "resize-instance": "A larger type for",
  "add-member": "A further member beside",
  "enlarge-scaling-group": "Enlarge the scaling group of",
  "spread-targets": "Spread the requests over all zones beside",
  "add-nat-address": "A further address for",
  "split-nat": "A further NAT gateway beside",
};
const NAME_LENGTH = 120;

/**
 * A rule for alerts like this one, ready to be saved as it is: its kind, at least its severity, on its subject,
 * with the cure that comes first. In mode dry-run, with cautious limits. Undefined where no cure is known.
 *
 * @param actions  the cures of the alert, the best first
 */
export function prefilledRule(
  alert: Pick<Alert, "fingerprint" | "kind" | "severity" | "subject">,
  actions: readonly FixAction[],
  owner: string,
): RemediationRule | undefined {
  const [action] = actions;
  const kind = ALERT_KINDS.find((each) => each === alert.kind);
  if (!action || !kind) return undefined;
  return {
    name: `${ACTION_WORDS[action]} ${alert.subject.name ?? alert.subject.id}`.slice(0, NAME_LENGTH),
    mode: "dry-run",
    trigger: { kinds: [kind], minSeverity: alert.severity, states: ["opened", "reopened"] },
    conditions: { subjectIds: [alert.subject.id], tags: [], accountIds: [], weekWindows: [] },
    action: { kind: action, by: { kind: "provider" } },
    approval: CAUTIOUS.approval,
    limits: { cooldownMinutes: 60, perHour: CAUTIOUS.perHour, perDay: 10 },
    guard: CAUTIOUS.guard,
    owner,
    createdFrom: alert.fingerprint,
  };
}
