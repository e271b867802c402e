import { type Alert, type Analysis, reconcileAlerts } from "../../alert";
import { applyChanges, type ConfigurationIndex, type Element } from "../../configuration";
import { analyzeCopy } from "../verify/analyze-copy";
import type { FixBase, VerifyOptions } from "../verify/verify-fix";
import { undoneOnCopy } from "./inverse-of";
import type { Plan } from "./plan.schema";
import { stepChanges } from "./plan-steps";
import type { Aftermath, PlanTrial } from "./plan-trial.schema";
import { touchedForm } from "./touched-form";
import { isUnusual } from "./verify-plan";

/** What was known before a plan was carried out, and what its trial foresaw. */
export interface BeforeHand {
  readonly plan: Plan;
  /** What the alert is about, and of which kind it is. */
  readonly alert: Pick<Alert, "kind"> & { readonly subject: Element };
  /** Fingerprints of the alerts that the network raised before. */
  readonly knownFingerprints: readonly string[];
  readonly predictedNew: PlanTrial["predictedNew"];
}

/**
 * What a network says after a plan was carried out: what it touched is as it should be, the alert is gone by a decided
 * check, and nothing is new that its trial did not foresee. That something is unusual or not as approved where the
 * plan changed it is of its own making and counts against nobody. Nor does what is new for another cause: an alert that
 * is raised on a copy without the plan, too, is not made better by undoing it.
 */
export function verifyAfter(
  { network, analysis }: Pick<FixBase, "network" | "analysis">,
  { plan, alert, knownFingerprints, predictedNew }: BeforeHand,
  options: VerifyOptions = {},
): Aftermath {
  const { index } = network;
  const forms = plan.touched.map(({ element: { id }, before, after }) => {
    const resource = index.find(id);
    return { id, before, after, form: resource ? touchedForm(resource) : null };
  });
  const known = new Set([...knownFingerprints, ...predictedNew.map(({ fingerprint }) => fingerprint)]);
  const unforeseen = analysis.alerts.filter(({ fingerprint }) => !known.has(fingerprint));
  const touchedIds = new Set(forms.filter(({ form, after }) => form === after).map(({ id }) => id));
  const isOwn = (each: Alert) => isUnusual(each) && touchedIds.has(each.subject.id);
  const unexplained = unforeseen.filter((each) => !isOwn(each));
  const without = unexplained.length === 0 ? new Set<string>() : raisedWithout(index, plan, options);
  const newAlerts = unexplained.filter(({ fingerprint }) => !without.has(fingerprint));
  const result = {
    forms: forms.map(({ id, form }) => ({ id, form })),
    newAlerts: newAlerts.map(nameOf),
    others: unexplained.filter(({ fingerprint }) => without.has(fingerprint)).map(nameOf),
    sideEffects: unforeseen.filter(isOwn).map(nameOf),
  };
  // Where the plan changes no form that can be told, only the alert says whether it was carried out.
  const changing = forms.filter(({ before, after }) => after !== null && after !== before);
  if (changing.length > 0 && changing.every(({ form, before }) => form === before))
    return {
      ...result,
      verdict: "not-mirrored",
      reasons: ["what it touched is still as it was before: the snapshot is older than the change"],
    };
  const awaited = missingMembers(index, plan);
  if (awaited !== undefined) return { ...result, verdict: "not-mirrored", reasons: [awaited] };
  const fate = fateOf(analysis, plan.fingerprint, alert);
  const other = [
    ...forms
      .filter(({ after, form }) => after !== null && form !== after)
      .map(
        ({ id }) => `\`${id}\` is not as the plan leaves it: somebody else changed it, or it was not changed`,
      ),
    ...(fate === "there" ? ["the alert is still there"] : []),
    ...newAlerts.map(
      ({ severity, title }) => `a new alert that its trial did not foresee (${severity}): ${title}`,
    ),
  ];
  if (other.length > 0) return { ...result, verdict: "other", reasons: other };
  if (fate === "undecided")
    return { ...result, verdict: "undecided", reasons: ["whether the alert is gone cannot be decided"] };
  return { ...result, verdict: "as-predicted", reasons: [] };
}

/** Members of a group that was told another size who had not come or gone yet: what they change is not seen yet either. */
function missingMembers(index: ConfigurationIndex, { steps }: Plan): string | undefined {
  for (const step of steps) {
    const group = index.find(step.kind === "set-desired-capacity" ? step.autoScalingGroupId : "");
    if (step.kind !== "set-desired-capacity" || group?.kind !== "autoScalingGroup") continue;
    const count = group.instances.filter(
      ({ lifecycleState, healthStatus }) => lifecycleState === "InService" && healthStatus === "Healthy",
    ).length;
    if (group.desiredCapacity === step.to && count !== step.to)
      return `${count} of ${step.to} members of \`${step.autoScalingGroupName}\` serve: the snapshot shows a change under way`;
  }
  return undefined;
}

/** The alerts of a copy on which the plan is undone; none where it cannot be told what that would be. */
function raisedWithout(
  { configuration }: ConfigurationIndex,
  { steps }: Plan,
  { onProgress: _, ...terms }: VerifyOptions,
): ReadonlySet<string> {
  const undone = undoneOnCopy(steps);
  const copy = undone ? applyChanges(configuration, stepChanges(undone)) : undefined;
  if (copy?.kind !== "changed") return new Set();
  const { alerts } = analyzeCopy(copy.configuration, terms);
  return new Set(alerts.map(({ fingerprint }) => fingerprint));
}

/** By the rules by which alerts live on: gone only where its check was decided and holds, and no other tells of it. */
function fateOf(
  analysis: Analysis,
  fingerprint: string,
  { kind, subject }: BeforeHand["alert"],
): "gone" | "there" | "undecided" {
  const [fate] = reconcileAlerts([{ fingerprint, kind, subject, state: "open" }], analysis).filter(
    (each) => each.fingerprint === fingerprint,
  );
  const isCovered = analysis.checks.some(
    (check) =>
      check.fingerprint === fingerprint && check.outcome === "violated" && check.coveredBy !== undefined,
  );
  if (fate?.state === "resolved") return isCovered ? "there" : "gone";
  return fate?.state === "unverified" ? "undecided" : "there";
}

function nameOf({ fingerprint, severity, title }: Alert): Aftermath["newAlerts"][number] {
  return { fingerprint, severity, title };
}
