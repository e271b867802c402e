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

/** A kind that is not fully known somewhere. */
interface Gap {
  readonly kind: string;
  readonly status: CoverageStatus;
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
  const gaps = new Map<string, Gap>();
  for (const { kind, status } of coverage) {
    if (status !== "ok") gaps.set(`${kind} ${status}`, { kind, status });
  }
  return { weakened: [...byAnswers.values()], gaps: [...gaps.values()] };
}
