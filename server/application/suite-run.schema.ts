import * as z from "zod";
import { alertSchema } from "../engine/alert/alert.schema";
import type { SuiteAnswer } from "./ports/question-pool";

/** A run of the suite asks nothing of its own. */
export const suiteRequestSchema = z.object({});

/** What a run of the suite found, without evidence: an analysis of the same snapshot has that as alerts. */
export const suiteResultSchema = z.object({
  provedCount: z.number().int(),
  affectedCount: z.number().int(),
  undecidedCount: z.number().int(),
  findings: z.array(
    alertSchema.pick({
      fingerprint: true,
      family: true,
      kind: true,
      severity: true,
      title: true,
      subject: true,
    }),
  ),
});
export type SuiteResult = z.infer<typeof suiteResultSchema>;

/** Counts the checks and keeps what was found, in the order of the suite. */
export function suiteResult({ checks, alerts }: SuiteAnswer): SuiteResult {
  const count = (outcome: string) => checks.filter((check) => check.outcome === outcome).length;
  return {
    provedCount: count("holds"),
    affectedCount: count("violated"),
    undecidedCount: count("unknown"),
    findings: alerts.map(({ fingerprint, family, kind, severity, title, subject }) => ({
      fingerprint,
      family,
      kind,
      severity,
      title,
      subject,
    })),
  };
}
