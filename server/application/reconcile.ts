import { type AlertFate, type DecidedCheck, reconcileAlerts } from "../engine/alert";
import { type Acceptance, underException } from "./exceptions";
import type { SuiteAnswer } from "./ports/question-pool";
import type { AlertChange, AlertRecord } from "./ports/store";

/** One finished analysis and the alerts as they stood before it. */
export interface Reconciliation {
  readonly existing: readonly AlertRecord[];
  readonly suite: Pick<SuiteAnswer, "alerts" | "completeKinds"> & {
    readonly checks: readonly DecidedCheck[];
  };
  /** Alerts that somebody accepts. */
  readonly acceptances: readonly Acceptance[];
  readonly at: Date;
  readonly snapshotId: string;
  readonly nextId: () => string;
}

/**
 * What a finished analysis makes of the estate's alerts: the engine decides their fate, here times and ids are
 * added. Alerts that stay as they are do not appear.
 */
export function reconcile(input: Reconciliation): readonly AlertChange[] {
  const known = new Map(input.existing.map((record) => [record.alert.fingerprint, record]));
  const standing = input.existing.map(({ alert, state }) => ({
    fingerprint: alert.fingerprint,
    kind: alert.kind,
    subject: alert.subject,
    state,
  }));
  return reconcileAlerts(standing, input.suite).flatMap((fate) => {
    const record = known.get(fate.fingerprint);
    if (fate.alert) {
      const change = raisedChange(fate, fate.alert, record, input);
      return [underException(change, record, input.acceptances)];
    }
    return record && record.state !== "resolved" ? [missedChange(fate, record, input)] : [];
  });
}

function raisedChange(
  { fingerprint, state, reason }: AlertFate,
  alert: SuiteAnswer["alerts"][number],
  record: AlertRecord | undefined,
  { at, snapshotId, nextId }: Reconciliation,
): AlertChange {
  return {
    id: record?.id ?? nextId(),
    fingerprint,
    state,
    alert,
    snapshotId,
    firstSeenAt: record?.firstSeenAt ?? at,
    lastSeenAt: at,
    resolvedAt: null,
    unverifiedSince: null,
    dismissal: state === "dismissed" ? (record?.dismissal ?? null) : null,
    actor: "analysis",
    reason,
    at,
  };
}

/** An alert that the analysis does not raise keeps its evidence: it is the last there was. */
function missedChange(
  { fingerprint, state, reason }: AlertFate,
  record: AlertRecord,
  { at }: Reconciliation,
): AlertChange {
  const { id, firstSeenAt, lastSeenAt, dismissal, unverifiedSince } = record;
  const isResolved = state === "resolved";
  return {
    id,
    fingerprint,
    state,
    firstSeenAt,
    lastSeenAt,
    resolvedAt: isResolved ? at : null,
    unverifiedSince: isResolved ? null : (unverifiedSince ?? at),
    dismissal: isResolved ? null : dismissal,
    actor: "analysis",
    reason,
    at,
  };
}
