import type { FixAction, FixOption } from "../fix-option.schema";
import { proposeFixes } from "../propose/propose-fixes";
import type { FixBase, VerifyOptions } from "../verify/verify-fix";
import type { PlanTerms } from "./guard-reasons";
import type { Plan } from "./plan.schema";
import { planHash } from "./plan-hash";
import { type CarriedOutBy, planOf } from "./plan-of";
import type { PlanTrial } from "./plan-trial.schema";
import { verifyPlan } from "./verify-plan";

export interface CureAsk extends PlanTerms {
  readonly snapshotId: string;
  readonly fingerprint: string;
  readonly action: FixAction;
  readonly by: CarriedOutBy;
}

/** A plan with its trial; or why there is none, as a sentence without a full stop. */
export type PlannedCure =
  | {
      readonly kind: "planned";
      /** The cure that the plan carries out. */
      readonly option: FixOption;
      readonly plan: Plan;
      readonly planHash: string;
      readonly trial: PlanTrial;
    }
  | { readonly kind: "impossible" | "gone"; readonly reason: string };

/**
 * Plans the cure of one kind for an alert, as the network is now. Of several such cures the first whose trial is
 * verified; where none is, the first that can be planned, with what is against it.
 */
export function planCure(
  base: FixBase,
  { snapshotId, fingerprint, action, by, ...terms }: CureAsk,
  options: VerifyOptions = {},
): PlannedCure {
  const alert = base.analysis.alerts.find((each) => each.fingerprint === fingerprint);
  if (!alert) return { kind: "gone", reason: "the network does not raise this alert any more" };
  const found = proposeFixes(base, alert).filter((option) => option.action === action);
  if (found.length === 0)
    return {
      kind: "impossible",
      reason: "no such cure can be proposed for this alert as the network is now",
    };
  let first: PlannedCure | undefined;
  const reasons = new Set<string>();
  for (const option of found) {
    const made = planOf(base.network.index, { snapshotId, fingerprint, option, by });
    if (made.kind === "impossible") {
      reasons.add(made.reason);
      continue;
    }
    const { plan } = made;
    const trial = verifyPlan(base, snapshotId, plan, terms, options);
    const planned = { kind: "planned", option, plan, planHash: planHash(plan), trial } as const;
    if (trial.verdict === "verified") return planned;
    first ??= planned;
  }
  return first ?? { kind: "impossible", reason: [...reasons].join("; ") };
}
