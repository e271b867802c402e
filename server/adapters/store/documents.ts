import * as z from "zod";
import { executorClaimSchema, executorReportSchema } from "../../application/executor.schema";
import { notificationSchema, toldSchema } from "../../application/notification.schema";
import { sweepAnswerSchema } from "../../application/sweep.schema";
import { type Alert, alertSchema } from "../../engine/alert/alert.schema";
import { type Anomaly, anomalySchema } from "../../engine/baseline/anomaly.schema";
import { type ChangeEvent, changeEventSchema } from "../../engine/baseline/trail/change-event.schema";
import { diagnosticSchema } from "../../engine/configuration/configuration.schema";
import { changeSummarySchema } from "../../engine/configuration/diff/configuration-diff.schema";
import { elementSchema } from "../../engine/configuration/resource.schema";
import { type Decision, decisionSchema } from "../../engine/intent/decision.schema";
import { type FixResult, fixResultSchema } from "../../engine/remediation/fix-result.schema";
import { planSchema } from "../../engine/remediation/plan/plan.schema";
import { planTrialSchema } from "../../engine/remediation/plan/plan-trial.schema";
import { type RemediationRule, remediationRuleSchema } from "../../engine/remediation/rule.schema";
import type { Prisma } from "./generated/client";

/** How one kind of JSON column is written and read. Reading parses: a row may be older than the code. */
interface Document<T> {
  write(value: T): Prisma.InputJsonValue;
  read(stored: unknown): T;
}

const severalCounts = z.array(z.object({ kind: z.string(), count: z.number().int() }));
const severalIgnored = z.array(
  z.object({
    name: z.string(),
    file: z.string().optional(),
    count: z.number().int(),
    part: z.literal("attribute").optional(),
  }),
);
const severalChecks = z.array(
  z.object({
    family: alertSchema.shape.family,
    kind: z.string(),
    subject: elementSchema,
    outcome: z.enum(["holds", "violated", "unknown"]),
    fingerprint: z.string().optional(),
    coveredBy: z.string().optional(),
    missing: z.array(z.string()).readonly().optional(),
  }),
);

export const changesDocument = versioned("changes", 1, changeSummarySchema);
export const countsDocument = versioned("counts", 1, severalCounts);
export const diagnosticsDocument = versioned("diagnostics", 1, z.array(diagnosticSchema));
export const ignoredDocument = versioned("ignored", 1, severalIgnored);
export const checksDocument = versioned("checks", 1, severalChecks);
/** What a run was asked and answered: its kind has the schemas, as only that knows what they hold. */
export const runRequestDocument = versioned("run-request", 1, z.unknown());
export const runResultDocument = versioned("run-result", 1, z.unknown());
export const leftOutDocument = versioned(
  "left-out",
  1,
  z.array(z.object({ what: z.string(), count: z.number().int() })),
);
export const idsDocument = versioned("ids", 1, z.array(z.string()));
export const eventDocument: Document<ChangeEvent> = versioned("change-event", 1, changeEventSchema);
export const sweepAnswerDocument = versioned("sweep-answer", 1, sweepAnswerSchema);
export const fixDocument: Document<FixResult> = versioned("fix", 1, fixResultSchema);
export const ruleDocument: Document<RemediationRule> = versioned(
  "remediation-rule",
  1,
  remediationRuleSchema,
);
export const decisionDocument: Document<Decision> = versioned("intent-decision", 1, decisionSchema);
export const anomalyDocument: Document<Anomaly> = versioned("anomaly", 1, anomalySchema);
export const alertDocument: Document<Alert> = versioned("alert", 1, alertSchema);
export const notificationDocument = versioned("notification", 1, notificationSchema);
export const toldDocument = versioned("told", 1, toldSchema);

export const planDocument = versioned("plan", 1, planSchema);
export const planTrialDocument = versioned("plan-trial", 1, planTrialSchema);
export const approvalsDocument = withTimes(
  "approvals",
  1,
  z.array(
    z.object({
      actorId: z.string(),
      decision: z.enum(["approved", "rejected"]),
      reason: z.string(),
      at: z.coerce.date(),
      planHash: z.string(),
      isSingleUser: z.boolean(),
    }),
  ),
);
export const reportsDocument = versioned("executor-reports", 1, z.array(executorReportSchema));
export const executorDocument = versioned("executor", 1, executorClaimSchema);
export const troublesDocument = withTimes(
  "rule-troubles",
  1,
  z.array(
    z.object({
      kind: z.enum(["switched-off", "loop"]),
      at: z.coerce.date(),
      reason: z.string(),
      withRuleId: z.string().nullable(),
    }),
  ),
);

/** Wraps a value with its form's name and version, so that a later version can tell and convert. */
function versioned<T>(form: string, version: number, schema: z.ZodType<T>): Document<T> {
  const stored = z.object({ form: z.literal(form), version: z.literal(version), value: z.unknown() });
  return {
    // Our documents are JSON values already; the type of Prisma cannot say so for readonly data.
    write: (value) => ({ form, version, value }) as Prisma.InputJsonObject,
    read: (json) => schema.parse(stored.parse(json).value),
  };
}

/** The same for values that hold times: they are written as ISO texts. */
function withTimes<T>(form: string, version: number, schema: z.ZodType<T>): Document<T> {
  const { write, read } = versioned(form, version, schema);
  return { write: (value) => write(JSON.parse(JSON.stringify(value))), read };
}

/** Text columns cannot hold the character zero; nothing else is changed. */
export function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD");
}
