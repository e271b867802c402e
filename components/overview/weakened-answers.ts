import type { Coverage, CoverageStatus, Diagnostic } from "../../server/engine/configuration";

interface ReportParts {
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: readonly Coverage[];
}

/** Diagnostics that weaken the same answers, as one. */
interface WeakenedAnswers {
  readonly answers: string;
  readonly count: number;
  readonly example: string;
}

/** Kinds that are not fully known somewhere, for the same cause. */
interface Gap {
  readonly status: CoverageStatus;
  readonly kinds: readonly string[];
}

/** What an import leaves open: answers that diagnostics weaken, and kinds that are not fully known; each once, in order of first mention. */
export function weakenedAnswers({ diagnostics, coverage }: ReportParts): {
  readonly weakened: readonly WeakenedAnswers[];
  readonly gaps: readonly Gap[];
} {
  const byAnswers = new Map<string, WeakenedAnswers>();
  for (const { weakens, message } of diagnostics) {
    if (weakens === undefined) continue;
    const known = byAnswers.get(weakens);
    byAnswers.set(weakens, {
      answers: weakens,
      count: (known?.count ?? 0) + 1,
      example: known?.example ?? message,
    });
  }
  const kindsByStatus = new Map<CoverageStatus, Set<string>>();
  for (const { kind, status } of coverage) {
    if (status === "ok") continue;
    kindsByStatus.set(status, (kindsByStatus.get(status) ?? new Set()).add(kind));
  }
  const gaps = Array.from(kindsByStatus, ([status, kinds]) => ({ status, kinds: [...kinds] }));
  return { weakened: [...byAnswers.values()], gaps };
}
