import type { Analysis } from "../../alert";
import { canonicalJson, indexConfiguration } from "../../configuration";
import { changeWhatIf, requiredFlowJson } from "../../scenario";
import { analyzeCopy } from "../verify/analyze-copy";
import type { FixBase, VerifyOptions } from "../verify/verify-fix";
import type { Plan } from "./plan.schema";
import { stepChanges } from "./plan-steps";
import type { PlanReason, PlanTrial } from "./plan-trial.schema";
import { touchedForm } from "./touched-form";

/**
 * Whether undoing a plan brings back what was said before it: not that this was good, only that nothing else comes of
 * it. The alert is raised again, and that is not held against it.
 *
 * @param base  the network from before the plan
 */
export function verifyInverse(
  base: FixBase,
  snapshotId: string,
  plan: Pick<Plan, "changes" | "inverse" | "touched">,
  options: VerifyOptions = {},
): PlanTrial {
  const reasons = reasonsAgainst(base, plan, options);
  const isOpen = reasons.length > 0 && reasons.every(({ code }) => code === "too-large");
  return {
    verdict: reasons.length === 0 ? "verified" : isOpen ? "undecided" : "refused",
    reasons: [...reasons],
    trial: null,
    snapshotId,
    predictedGone: [],
    predictedNew: [],
  };
}

function reasonsAgainst(
  { network, intents, analysis }: FixBase,
  { changes, inverse, touched }: Pick<Plan, "changes" | "inverse" | "touched">,
  options: VerifyOptions,
): readonly PlanReason[] {
  if (inverse === null) return [{ code: "not-reversible", text: "the plan has no steps that undo it" }];
  const both = [...changes, ...stepChanges(inverse)];
  const tried = changeWhatIf(network, intents, both, options.compareLimit);
  if (tried.kind === "conflict") return [{ code: "conflict", text: tried.message }];
  const before = network.index.configuration;
  // What is the same to the byte has the same answers.
  if (canonicalJson(tried.configuration) === canonicalJson(before)) return [];
  const index = indexConfiguration(tried.configuration);
  const other = touched.filter((each) => {
    const resource = index.find(each.element.id);
    return resource === undefined || touchedForm(resource) !== each.before;
  });
  const after = analyzeCopy(tried.configuration, options);
  const { reach } = tried;
  return [
    ...other.map(({ element }) => notAsBefore(`\`${element.id}\` would not be as it was`)),
    ...verdictsThatDiffer(analysis, after).map(notAsBefore),
    ...tried.intents.map((change) => {
      const { application, from, to, effect } = requiredFlowJson(change);
      return notAsBefore(`a required flow would be ${effect}: ${application}: ${from} to ${to}`);
    }),
    ...(reach.kind === "too-large"
      ? [{ code: "too-large" as const, text: "what it opens and closes is too large to compare" }]
      : [...reach.opened, ...reach.closed, ...reach.undecided].map(({ from, to }) =>
          notAsBefore(`who reaches whom would differ: ${nameOf(from)} to ${nameOf(to)}`),
        )),
  ];
}

function notAsBefore(text: string): PlanReason {
  return { code: "not-as-before", text };
}

function nameOf([first]: readonly { readonly id: string }[]): string {
  return first ? `\`${first.id}\`` : "nobody";
}

/** Alerts and checks of which one side says what the other does not, in words. */
function verdictsThatDiffer(before: Analysis, after: Analysis): readonly string[] {
  const alertsOf = ({ alerts }: Analysis) =>
    alerts.map(({ fingerprint, severity, title }) => [`${fingerprint} ${severity}`, title] as const);
  const checksOf = ({ checks }: Analysis) =>
    checks.map(
      ({ kind, subject, outcome }) =>
        [`${kind} ${subject.kind} ${subject.id} ${outcome}`, `${kind} of \`${subject.id}\``] as const,
    );
  const onlyIn = (
    these: readonly (readonly [string, string])[],
    those: readonly (readonly [string, string])[],
  ) => {
    const known = new Set(those.map(([key]) => key));
    return these.flatMap(([key, text]) => (known.has(key) ? [] : [text]));
  };
  return [
    ...onlyIn(alertsOf(before), alertsOf(after)).map((title) => `an alert would not be there: ${title}`),
    ...onlyIn(alertsOf(after), alertsOf(before)).map((title) => `an alert would be new: ${title}`),
    ...onlyIn(checksOf(before), checksOf(after)).map((check) => `a check would say otherwise: ${check}`),
  ];
}
