/** How bad a finding is; from the table below, never blended. */
export type FindingSeverity = "critical" | "high" | "medium" | "low" | "info";

/** 0 (nothing) to 4 (worst), with the reason for the number. */
export interface Rating {
  readonly value: 0 | 1 | 2 | 3 | 4;
  readonly source: string;
}

/**
 * Severity by impact (row, 0 to 4) and likelihood (column, 0 to 4). Both numbers stay beside it in every answer
 * (operations 2.4), so that a reader can disagree with one of them.
 */
export const SEVERITY_TABLE: readonly (readonly FindingSeverity[])[] = [
  ["info", "info", "info", "info", "info"],
  ["info", "info", "low", "low", "low"],
  ["info", "low", "medium", "medium", "medium"],
  ["low", "medium", "high", "high", "high"],
  ["medium", "high", "high", "critical", "critical"],
];

/**
 * Looks the severity up. What rests on inferred intents alone is never critical (product section 3): nobody
 * has said yet that the flow is needed.
 */
export function severityOf(impact: Rating, likelihood: Rating, isInferredOnly: boolean): FindingSeverity {
  const severity = SEVERITY_TABLE[impact.value]?.[likelihood.value] ?? "info";
  return isInferredOnly && severity === "critical" ? "high" : severity;
}
