import * as z from "zod";
import {
  alertSchema,
  alertStateSchema,
  severitySchema,
  solverRecordSchema,
} from "../engine/alert/alert.schema";

export const sinkKindSchema = z.enum(["alertmanager", "webhook"]);
export type SinkKind = z.infer<typeof sinkKindSchema>;

const momentSchema = z.iso.datetime();

/**
 * One transition of an alert as it is told to a sink. Stored when it happens, so that every try tells the same.
 * Times are ISO texts.
 */
export const notificationSchema = z.object({
  workspaceId: z.string(),
  estate: z.object({ id: z.string(), name: z.string() }),
  alert: z.object({
    id: z.string(),
    fingerprint: z.string(),
    family: z.string(),
    kind: z.string(),
    severity: severitySchema,
    title: z.string(),
    description: z.string(),
    subject: alertSchema.shape.subject,
    location: z.object({ accountId: z.string(), region: z.string(), zone: z.string() }),
    affectedCount: z.number().int(),
    likelihood: alertSchema.shape.likelihood,
    impact: alertSchema.shape.impact,
    firstSeenAt: momentSchema,
    /** When it last became open after it was not. */
    openedAt: momentSchema,
    /** What a solver says to it, without the question itself; null unless one was asked. */
    solver: solverRecordSchema.omit({ question: true, elapsedMs: true }).nullable(),
  }),
  transition: z.object({
    number: z.number().int(),
    from: alertStateSchema.nullable(),
    to: alertStateSchema,
    at: momentSchema,
    actor: z.string(),
    reason: z.string().nullable(),
  }),
  snapshotId: z.string(),
  recommendations: z.array(z.string()),
});
export type Notification = z.infer<typeof notificationSchema>;

/** What an Alertmanager was last told about an alert. `endsAt` is null while it fires. */
export const toldSchema = z.object({
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  startsAt: momentSchema,
  endsAt: momentSchema.nullable(),
  generatorURL: z.string().nullable(),
});
export type Told = z.infer<typeof toldSchema>;
