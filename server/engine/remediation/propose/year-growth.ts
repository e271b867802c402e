import type { Alert } from "../../alert";

/** One limit that an alert tells of. */
export type LoadEvidence = NonNullable<Alert["evidence"]["load"]>[number];

/** By how much a limit's load grows within a year. */
export function growthOf({ demands }: LoadEvidence): number {
  return demands.reduce((sum, { share, growthPerYear }) => sum + share * (growthPerYear ?? 1), 0);
}
