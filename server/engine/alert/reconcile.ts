import type { Element } from "../configuration";
import type { Check } from "../finding";
import type { Alert, AlertState } from "./alert.schema";
import { EXPLOITABLE_HOST } from "./breach/breach-kinds";
import { ZONAL_DEPENDENCE } from "./dependence-alerts";
import { FOLLOWED, LOAD_KINDS } from "./load-checks";

/** An alert as it stands before a new analysis is taken in. */
export interface ExistingAlert {
  readonly fingerprint: string;
  readonly kind: string;
  readonly subject: Element;
  readonly state: AlertState;
}

/** What a check must say to decide an alert's fate. */
export type DecidedCheck = Pick<Check, "kind" | "subject" | "outcome"> & {
  readonly fingerprint?: string | undefined;
  readonly coveredBy?: string | undefined;
  /** Why it holds, where more can be said than that it was decided. */
  readonly because?: string | undefined;
};

/** What reconciling takes from an analysis. */
export interface ReconciledAnalysis {
  readonly alerts: readonly Alert[];
  readonly checks: readonly DecidedCheck[];
  /** Kinds of which a subject that is not there is gone; none when absent. */
  readonly completeKinds?: readonly string[] | undefined;
}

/** What becomes of one alert. `alert` is present when the new analysis raises it. */
export interface AlertFate {
  readonly fingerprint: string;
  readonly state: AlertState;
  readonly alert?: Alert;
  readonly change: "opened" | "reopened" | "updated" | "kept" | "resolved" | "unverified";
  /** Why, in words. */
  readonly reason: string;
}

/**
 * Takes a new analysis into the alerts of an estate (operations 2.3). An alert that is raised again is updated,
 * never duplicated; a dismissed one stays dismissed; a resolved one that returns is open again. One that is not
 * raised is resolved only when its check was decided and holds, or when another element's alert now tells of
 * it; whatever was not decided, or not asked, is `unverified` and still counts as open.
 * In the order of the new alerts, then of `existing`.
 */
export function reconcileAlerts(
  existing: readonly ExistingAlert[],
  { alerts, checks, completeKinds = [] }: ReconciledAnalysis,
): readonly AlertFate[] {
  const known = new Map(existing.map((each) => [each.fingerprint, each]));
  const raised = new Set(alerts.map(({ fingerprint }) => fingerprint));
  return [
    ...alerts.map((alert) => raisedFate(alert, known.get(alert.fingerprint)?.state)),
    ...existing
      .filter(({ fingerprint }) => !raised.has(fingerprint))
      .map((each) => missedFate(each, checks, completeKinds)),
  ];
}

function raisedFate(alert: Alert, state: AlertState | undefined): AlertFate {
  const base = { fingerprint: alert.fingerprint, alert };
  switch (state) {
    case undefined:
      return { ...base, state: "open", change: "opened", reason: "found for the first time" };
    case "resolved":
      return { ...base, state: "open", change: "reopened", reason: "it is back" };
    case "dismissed":
      return { ...base, state: "dismissed", change: "kept", reason: "still there, and dismissed" };
    case "open":
    case "unverified":
      return { ...base, state: "open", change: "updated", reason: "still there" };
  }
}

/** What to do with an alert that the new analysis does not raise. */
export function missedFate(
  { fingerprint, kind, subject, state }: ExistingAlert,
  checks: readonly DecidedCheck[],
  completeKinds: readonly string[] = [],
): AlertFate {
  if (state === "resolved") return { fingerprint, state, change: "kept", reason: "resolved before" };
  const unverified = (reason: string): AlertFate =>
    state === "dismissed"
      ? { fingerprint, state, change: "kept", reason }
      : { fingerprint, state: "unverified", change: "unverified", reason };
  const unaskedFate = (): AlertFate | undefined => {
    if (LOAD_KINDS.includes(kind)) return unloadedFate(fingerprint, kind, checks);
    // A subject of a completely read kind would have been checked if it were still there.
    if (completeKinds.includes(subject.kind))
      return resolved(
        fingerprint,
        // A host is asked about while a weakness is known on it or something leads there.
        kind === EXPLOITABLE_HOST ? "nothing that is known leads there any more" : "the subject is gone",
      );
    const alike = checks.filter((check) => check.kind === kind);
    const isDecided = alike.length > 0 && alike.every(({ outcome }) => outcome !== "unknown");
    // Dependences are looked for from every subnet, so that one on any element would have been found.
    return kind === ZONAL_DEPENDENCE && isDecided
      ? resolved(fingerprint, "no subnet depends on it any more")
      : undefined;
  };
  const own = checks.filter((check) => check.fingerprint === fingerprint);
  const asked =
    own.length > 0 ? own : checks.filter((each) => each.kind === kind && each.subject.id === subject.id);
  if (asked.length === 0) return unaskedFate() ?? unverified("the subject was not checked");
  if (asked.some(({ outcome }) => outcome === "unknown")) return unverified("the check could not be decided");
  const covering = asked.find(({ outcome }) => outcome === "violated");
  if (covering?.coveredBy !== undefined)
    return resolved(fingerprint, `the alert on \`${covering.coveredBy}\` tells of it now`);
  if (covering) return resolved(fingerprint, "it changed into another alert on the same subject");
  return resolved(
    fingerprint,
    asked.find(({ because }) => because !== undefined)?.because ?? "the check was decided and holds",
  );
}

/**
 * Only what traffic comes to is asked about. An element without a question is not loaded any more, or nobody states any
 * traffic; unless some of that is not understood, or not followed to its end.
 */
function unloadedFate(
  fingerprint: string,
  kind: string,
  checks: readonly DecidedCheck[],
): AlertFate | undefined {
  const asked = checks.filter((check) => check.kind === kind || check.kind === FOLLOWED);
  return asked.every(({ outcome }) => outcome !== "unknown")
    ? resolved(fingerprint, "none of the stated traffic presses on it any more")
    : undefined;
}

function resolved(fingerprint: string, reason: string): AlertFate {
  return { fingerprint, state: "resolved", change: "resolved", reason };
}
