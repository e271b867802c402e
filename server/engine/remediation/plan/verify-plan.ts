import type { Alert } from "../../alert";
import { comparePeers, peerAnomalies } from "../../baseline";
import { applyChanges, type ConfigurationIndex, indexConfiguration } from "../../configuration";
import { type FixBase, type VerifyOptions, verifyFix } from "../verify/verify-fix";
import { guardReasons, type PlanTerms } from "./guard-reasons";
import type { Plan } from "./plan.schema";
import { stepsComeTo } from "./plan-of";
import type { PlanReason, PlanTrial } from "./plan-trial.schema";
import { touchedForm } from "./touched-form";

/**
 * Whether a plan may be carried out on this network, by the rule's own guard and by what a trial on a copy shows: the
 * alert is gone by a decided check, no required flow is lost, nothing is newly reachable, no check newly undecided, no
 * new alert of any severity. What differs from its peers only because the plan changes it is a side effect. A plan
 * made on an older snapshot is tried on this one, and does not fit where what it touches has changed since.
 */
export function verifyPlan(
  base: FixBase,
  snapshotId: string,
  plan: Plan,
  terms: PlanTerms,
  options: VerifyOptions = {},
): PlanTrial {
  const { index } = base.network;
  const nothing = { trial: null, snapshotId, predictedGone: [], predictedNew: [] };
  const changed = changedSince(index, plan);
  if (changed.length > 0) return { verdict: "refused", reasons: [...changed], ...nothing };
  const alert = base.analysis.alerts.find(({ fingerprint }) => fingerprint === plan.fingerprint);
  if (!alert) {
    const gone: PlanReason = { code: "gone", text: "the network does not raise this alert" };
    return { verdict: "refused", reasons: [gone], ...nothing };
  }
  const against = guardReasons(index, plan, alert.subject, terms);
  const trial = verifyFix(base, alert, plan.changes, options);
  return {
    verdict: against.length > 0 ? "refused" : trial.verdict,
    reasons: [...against, ...trial.reasons],
    trial,
    snapshotId,
    predictedGone: trial.fixes,
    predictedNew: [...trial.movedAlerts, ...sideEffects(index, plan)],
  };
}

/** What a plan touches, where it is other than expected, or its steps do not lead where its changes do. */
function changedSince(index: ConfigurationIndex, plan: Plan): readonly PlanReason[] {
  const other = plan.touched.filter(({ element, before }) => {
    const resource = index.find(element.id);
    return resource === undefined || touchedForm(resource) !== before;
  });
  if (other.length > 0)
    return other.map(({ element }) => ({
      code: "changed-since",
      text: `\`${element.id}\` is not as the plan expects it: it was changed since`,
    }));
  if (stepsComeTo(index, plan.steps, plan.touched)) return [];
  return [{ code: "changed-since", text: "the steps of the plan do not come to what it says they do" }];
}

/**
 * What deviates from its peers on the copy and did not before. Nothing but the plan's changes tells the copy from the
 * network, so that all of it is of the plan's own making.
 */
function sideEffects(index: ConfigurationIndex, { changes }: Plan): PlanTrial["predictedNew"] {
  const copy = applyChanges(index.configuration, changes);
  if (copy.kind === "conflict") return [];
  const deviationsOf = (each: ConfigurationIndex) => peerAnomalies(comparePeers(each), null);
  const known = new Set(deviationsOf(index).map(({ id }) => id));
  return deviationsOf(indexConfiguration(copy.configuration))
    .filter(({ id }) => !known.has(id))
    .map(({ id, title, danger }) => ({ fingerprint: id, severity: danger >= 2 ? "low" : "info", title }));
}

/** Whether an alert tells of what is unusual or not as approved, which a plan may bring about without doing harm. */
export function isUnusual({ family }: Pick<Alert, "family">): boolean {
  return family === "anomaly";
}
