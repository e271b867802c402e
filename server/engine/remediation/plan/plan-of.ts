import { applyChanges, type Change, type ConfigurationIndex, indexConfiguration } from "../../configuration";
import type { FixOption } from "../fix-option.schema";
import type { RemediationRule } from "../rule.schema";
import { inverseOf } from "./inverse-of";
import type { Plan, PlanStep, Touched } from "./plan.schema";
import { providerSteps, type Steps, stepChanges } from "./plan-steps";
import { type StepStanding, stepResourceId, stepStanding } from "./step-standing";
import { touchedBy } from "./touched-by";
import { touchedForm } from "./touched-form";

/** As the schema of plans has it. */
const MAX_STEPS = 200;

/** Who carries a plan out. */
export type CarriedOutBy = RemediationRule["action"]["by"];

export interface PlanAsk {
  readonly snapshotId: string;
  /** The alert that the option is a cure of. */
  readonly fingerprint: string;
  readonly option: Pick<FixOption, "id" | "action" | "title" | "operations" | "changes">;
  readonly by: CarriedOutBy;
}

/** A plan, or why there can be none, as a sentence without a full stop. */
export type Planned =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "impossible"; readonly reason: string };

/**
 * Makes a plan of a cure: the steps that carry it out on this configuration, what they expect to find and what they
 * leave, and how they are undone. It says nothing about whether the cure does good: that is for `verifyPlan`.
 */
export function planOf(index: ConfigurationIndex, { snapshotId, fingerprint, option, by }: PlanAsk): Planned {
  const changes = option.operations;
  const made = applyChanges(index.configuration, changes);
  if (made.kind === "conflict") return impossible(made.message);
  const found = by.kind === "webhook" ? messageOf(by.name, changes) : providerSteps(index, changes);
  if (found.kind === "impossible") return found;
  const steps = [...found.steps];
  if (steps.length === 0) return impossible("what it would do stands already");
  if (steps.length > MAX_STEPS) return impossible(`it takes ${steps.length} steps, more than ${MAX_STEPS}`);
  const after = indexConfiguration(made.configuration);
  const touched = touchedBy(index, after, changes);
  if (touched.length === 0) return impossible("it changes nothing that is in the configuration");
  if (!stepsComeTo(index, steps, touched))
    return impossible("the calls at the provider would not come to what was tried, or undo each other");
  return {
    kind: "plan",
    plan: {
      snapshotId,
      fingerprint,
      action: option.action,
      optionId: option.id,
      title: option.title,
      changes: [...changes],
      texts: [...option.changes],
      steps,
      inverse: wayBack(index, steps, after),
      touched: [...touched],
    },
  };
}

/** The inverse, where it can be carried out from there: a group that starts nobody can be made smaller, and no larger again. */
function wayBack(
  index: ConfigurationIndex,
  steps: readonly PlanStep[],
  { configuration }: ConfigurationIndex,
): PlanStep[] | null {
  const inverse = inverseOf(index, steps);
  return inverse && applyChanges(configuration, stepChanges(inverse)).kind === "changed" ? inverse : null;
}

function impossible(reason: string): Planned {
  return { kind: "impossible", reason };
}

function messageOf(name: string, changes: readonly Change[]): Steps {
  return { kind: "steps", steps: [{ kind: "webhook", name, changes: [...changes] }] };
}

/**
 * Whether steps that carry a plan out at the provider, made one by one, leave every resource as the plan says, and each
 * can be told from the resource alone: all are pending before the first and stand after the last, so that whoever takes
 * over in the middle knows which are done. What becomes of a message is not told by its steps.
 */
export function stepsComeTo(
  index: ConfigurationIndex,
  steps: readonly PlanStep[],
  touched: readonly Touched[],
): boolean {
  if (steps.some(({ kind }) => kind === "webhook")) return true;
  const made = applyChanges(index.configuration, stepChanges(steps));
  if (made.kind === "conflict") return false;
  const after = indexConfiguration(made.configuration);
  const areAll = (at: ConfigurationIndex, standing: StepStanding) =>
    steps.every((step) => stepStanding(step, at.find(stepResourceId(step) ?? "")) === standing);
  return (
    areAll(index, "pending") &&
    areAll(after, "stands") &&
    touched.every((each) => {
      const resource = after.find(each.element.id);
      return resource !== undefined && touchedForm(resource) === each.after;
    })
  );
}
