import type { Intent } from "../../intent";
import type { VerdictKind } from "../../semantics";

/** How many destinations each source must reach (CL-6). */
export function neededCount(members: Intent["members"], destinationCount: number): number {
  if (members === "any") return Math.min(1, destinationCount);
  if (members === "all") return destinationCount;
  return Math.min(members.atLeast, destinationCount);
}

/** How many of one source's destinations give which verdict. */
export interface Tally {
  readonly reachable: number;
  readonly partial: number;
  readonly unknown: number;
}

/** Counts the verdicts that decide a threshold; the rest are failures. `count`: how many destinations give it. */
export function tally(given: readonly { readonly verdict: VerdictKind; readonly count: number }[]): Tally {
  const countOf = (kind: VerdictKind) =>
    given.reduce((sum, { verdict, count }) => sum + (verdict === kind ? count : 0), 0);
  return { reachable: countOf("REACHABLE"), partial: countOf("PARTIAL"), unknown: countOf("UNKNOWN") };
}

/**
 * The verdict over one source's destinations: REACHABLE and "not NOT_REACHABLE" are each the threshold over pair
 * verdicts of the same kind (CL-6). As within one trace, a proven success outranks what is unknown, and so does
 * a proven failure (UNK-1): UNKNOWN is left where unknown pairs could still make the threshold.
 */
export function verdictOf({ reachable, partial, unknown }: Tally, needed: number): VerdictKind {
  if (reachable >= needed) return "REACHABLE";
  if (reachable + partial >= needed) return "PARTIAL";
  return reachable + partial + unknown >= needed ? "UNKNOWN" : "NOT_REACHABLE";
}

/** The verdict over several sources, each of which must do: the worst proven one, UNKNOWN when a better one is open. */
export function worstVerdict(verdicts: readonly VerdictKind[]): VerdictKind {
  for (const kind of ["NOT_REACHABLE", "UNKNOWN", "PARTIAL"] as const)
    if (verdicts.includes(kind)) return kind;
  return verdicts.length > 0 ? "REACHABLE" : "NOT_REACHABLE";
}
