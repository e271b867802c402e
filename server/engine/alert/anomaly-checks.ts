import type { Anomaly } from "../baseline";
import type { Alert } from "./alert.schema";
import { ANOMALY_KINDS, crowdFingerprint } from "./anomaly-alerts";
import type { DecidedCheck, ExistingAlert } from "./reconcile";

/** How one detector did in an analysis. */
export interface DetectorOutcome {
  readonly detector: Anomaly["detector"];
  /** Everything it found, whether or not it raised an alert. */
  readonly found: readonly Pick<Anomaly, "id" | "subject">[];
  /** Why what it did not find may be there all the same; empty: what is not found is over. */
  readonly doubts: readonly string[];
  /** Ids of subjects of which nothing was decided. */
  readonly undecidedIds: readonly string[];
  /** Why what is not found is over. */
  readonly because: string;
}

/**
 * What an analysis says of anomaly alerts that it does not raise: one that was found all the same is told of by another
 * alert or by the page; one that was looked for and not found is over; whatever rests on what could not be read is
 * neither.
 */
export function anomalyChecks(
  existing: readonly Pick<ExistingAlert, "fingerprint" | "kind" | "subject">[],
  raised: readonly Pick<Alert, "fingerprint">[],
  outcomes: readonly DetectorOutcome[],
): readonly DecidedCheck[] {
  const told = new Set(raised.map(({ fingerprint }) => fingerprint));
  return existing
    .filter(({ fingerprint }) => !told.has(fingerprint))
    .flatMap((alert): DecidedCheck[] => {
      const outcome = outcomes.find(({ detector }) => ANOMALY_KINDS[detector] === alert.kind);
      return outcome ? [checkOf(alert, outcome, told)] : [];
    });
}

function checkOf(
  { fingerprint, kind, subject }: Pick<ExistingAlert, "fingerprint" | "kind" | "subject">,
  { found, doubts, undecidedIds, because }: DetectorOutcome,
  told: ReadonlySet<string>,
): DecidedCheck {
  const base = { kind, subject, fingerprint };
  const isFound = found.some(({ id }) => id === fingerprint);
  if (isFound && told.has(crowdFingerprint(subject.kind)))
    return { ...base, outcome: "violated", coveredBy: subject.kind };
  if (isFound || doubts.length > 0 || undecidedIds.includes(subject.id))
    return { ...base, outcome: "unknown" };
  return { ...base, outcome: "holds", because };
}
