import type { AttackAction } from "./derived-fact";
import type { Weakness } from "./facts";

/** One action, and the text by which it is told from others. */
export interface RankedAction {
  readonly key: string;
  readonly action: AttackAction;
}

/** What an attack path costs (SEC-12), and the actions on it in the order they are taken. */
export interface PathRank {
  readonly actions: readonly RankedAction[];
  readonly hasComplexStep: boolean;
  /** Every vulnerability on it is known to be exploited. */
  readonly isKnownExploited: boolean;
  /** Base score of the first vulnerability; 0 where there is none, or it is only supposed. */
  readonly firstScore: number;
}

/** A vulnerability whose severity nobody knows is sorted as high, among the first of these, and never as 0. */
const UNKNOWN_SEVERITY_SCORE = 8.9;

/** How paths are ranked, over the weaknesses of one derivation. Clause: SEC-12. */
export function pathRanking(
  weaknesses: ReadonlyMap<string, Weakness>,
): (actions: readonly RankedAction[]) => PathRank {
  return (actions) => {
    const used = actions.flatMap(({ action }) =>
      action.kind === "exploit" ? (weaknesses.get(action.weakness) ?? []) : [],
    );
    return {
      actions,
      hasComplexStep: used.some(({ isComplex }) => isComplex),
      isKnownExploited: used.every(({ knownExploited }) => knownExploited),
      firstScore: used[0] ? severityScore(used[0]) : 0,
    };
  };
}

/** Negative when `a` is the better path: fewer steps, no complex one, known to be exploited, a higher first score. */
export function compareRanks(a: PathRank, b: PathRank): number {
  return (
    a.actions.length - b.actions.length ||
    Number(a.hasComplexStep) - Number(b.hasComplexStep) ||
    Number(b.isKnownExploited) - Number(a.isKnownExploited) ||
    b.firstScore - a.firstScore
  );
}

/** Base score by which a vulnerability is sorted: as high where nobody knows it, 0 where it is only supposed. */
export function severityScore({ baseScore, isHypothesis }: Weakness): number {
  return baseScore ?? (isHypothesis ? 0 : UNKNOWN_SEVERITY_SCORE);
}
