import type { Alert } from "../alert";
import type { FixOption } from "./fix-option.schema";
import type { TriedOption } from "./fix-result.schema";
import type { FixTrial } from "./verify/fix-trial.schema";

/** A recommendation with what came of trying it, where it was tried. */
export type Recommendation = Alert["recommendations"][number] & { readonly trial: FixTrial | null };

/** An alert whose cures in words are replaced by those made of typed changes, where there are any. */
export function withOptions(alert: Alert, options: readonly FixOption[]): Alert {
  if (options.length === 0) return alert;
  const others = alert.recommendations.filter(({ action }) => action === undefined);
  return { ...alert, recommendations: [...options.map(untried), ...others] };
}

function untried({ id, title, changes, effort, action, sideEffects, operations, terraform, cli }: FixOption) {
  return {
    title,
    changes,
    effort,
    action,
    option: id,
    operations,
    sideEffects,
    terraform,
    cli,
    verified: null,
  };
}

/** Recommendations with their trials: cures that were tried first, verified ones leading, then what is left. */
export function withTrials(
  recommendations: Alert["recommendations"],
  tried: readonly TriedOption[],
  runId: string | null,
): readonly Recommendation[] {
  const ids = new Set(tried.map(({ id }) => id));
  const rest = recommendations.filter(({ option }) => option === undefined || !ids.has(option));
  return [
    ...tried.map(({ trial, ...option }): Recommendation => {
      const { fixes, lost, opened, closed, undecided } = trial;
      const verified =
        trial.verdict === "verified" ? { fixes, lost, opened, closed, undecided, runId } : null;
      return { ...untried(option), verified, trial };
    }),
    ...rest.map((each): Recommendation => ({ ...each, trial: null })),
  ];
}
