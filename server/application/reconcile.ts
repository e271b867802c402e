import type { SuiteAnswer } from "./ports/question-pool";
import type { AlertChange, AlertRecord } from "./ports/store";

/** One finished analysis and the alerts as they stood before it. */
export interface Reconciliation {
  readonly existing: readonly AlertRecord[];
  readonly suite: SuiteAnswer;
  readonly at: Date;
  readonly snapshotId: string;
  readonly nextId: () => string;
}

/**
 * What a finished analysis makes of the estate's alerts: seen again, new, or gone. An alert resolves only when
 * its check was decided and holds; a check that was not decided, or not made, leaves it open as `unverified`.
 */
export function reconcile(input: Reconciliation): readonly AlertChange[] {
  const { existing, suite } = input;
  const known = new Map(existing.map((record) => [record.alert.fingerprint, record]));
  const raised = new Map(suite.alerts.map((alert) => [alert.fingerprint, alert]));
  const seen = [...raised.values()].map((alert) => seeAlert(alert, known.get(alert.fingerprint), input));
  const unseen = existing
    .filter((record) => !raised.has(record.alert.fingerprint) && record.state !== "resolved")
    .map((record) => missAlert(record, input));
  return [...seen, ...unseen];
}

function seeAlert(
  alert: SuiteAnswer["alerts"][number],
  record: AlertRecord | undefined,
  { at, snapshotId, nextId }: Reconciliation,
): AlertChange {
  const { fingerprint } = alert;
  const isDismissed = record?.state === "dismissed";
  return {
    id: record?.id ?? nextId(),
    fingerprint,
    state: isDismissed ? "dismissed" : "open",
    alert,
    snapshotId,
    firstSeenAt: record?.firstSeenAt ?? at,
    lastSeenAt: at,
    resolvedAt: null,
    unverifiedSince: null,
    dismissal: isDismissed ? record.dismissal : null,
    actor: "analysis",
    reason: null,
    at,
  };
}

function missAlert(record: AlertRecord, { suite, at }: Reconciliation): AlertChange {
  const { alert, id, state, firstSeenAt, lastSeenAt, dismissal } = record;
  const check = suite.checks.find((one) => one.kind === alert.kind && one.subject.id === alert.subject.id);
  const base = { id, fingerprint: alert.fingerprint, firstSeenAt, lastSeenAt, actor: "analysis", at };
  if (check?.outcome === "holds") {
    const reason = "the check was decided and holds";
    return { ...base, state: "resolved", resolvedAt: at, unverifiedSince: null, dismissal: null, reason };
  }
  return {
    ...base,
    state: state === "dismissed" ? "dismissed" : "unverified",
    resolvedAt: null,
    unverifiedSince: record.unverifiedSince ?? at,
    dismissal,
    reason: check ? "the check could not be decided" : "the subject was not checked",
  };
}
