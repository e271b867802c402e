import * as z from "zod";
import type { AlertRecord, AlertSummary, AnalysisRecord, ImportRecord } from "../../application/ports/store";
import { alertSchema, alertStateSchema, severitySchema } from "../../engine/alert/alert.schema";
import { coverageStatusSchema } from "../../engine/configuration/configuration.schema";
import {
  alertDocument,
  checksDocument,
  countsDocument,
  diagnosticsDocument,
  ignoredDocument,
} from "./documents";
import type { Prisma } from "./generated/client";

const analysisStateSchema = z.enum(["queued", "running", "done", "failed", "superseded"]);

export const importInclude = {
  snapshot: { select: { counts: true, resourceCount: true } },
  coverage: { orderBy: [{ accountId: "asc" }, { region: "asc" }, { kind: "asc" }] },
} as const satisfies Prisma.ImportInclude;

export function toImportRecord(
  row: Prisma.ImportGetPayload<{ include: typeof importInclude }>,
): ImportRecord {
  return {
    snapshotId: row.snapshotId,
    takenAt: row.takenAt,
    lastSeenAt: row.lastSeenAt,
    resourceCount: row.snapshot.resourceCount,
    counts: countsDocument.read(row.snapshot.counts),
    diagnostics: diagnosticsDocument.read(row.diagnostics),
    ignored: ignoredDocument.read(row.ignored),
    coverage: row.coverage.map(({ accountId, region, kind, status, asOf }) => ({
      accountId,
      region,
      kind,
      status: coverageStatusSchema.parse(status),
      asOf,
    })),
  };
}

export function toAnalysisRecord(row: Prisma.AnalysisGetPayload<object>): AnalysisRecord {
  const { id, estateId, snapshotId, attemptCount, createdAt, startedAt, finishedAt, error } = row;
  return {
    id,
    estateId,
    snapshotId,
    state: analysisStateSchema.parse(row.state),
    attemptCount,
    createdAt,
    startedAt,
    finishedAt,
    error,
    progress: { doneCount: row.doneCount, totalCount: row.totalCount },
    checks: row.checks === null ? [] : checksDocument.read(row.checks),
  };
}

/** The columns of a list: all but the evidence. */
export const summaryOmit = { document: true } as const satisfies Prisma.AlertOmit;

export function toAlertSummary(row: Prisma.AlertGetPayload<{ omit: typeof summaryOmit }>): AlertSummary {
  const { id, fingerprint, kind, title, affectedCount, likelihood, impact, firstSeenAt, lastSeenAt } = row;
  return {
    id,
    fingerprint,
    family: alertSchema.shape.family.parse(row.family),
    kind,
    severity: severitySchema.parse(row.severity),
    title,
    subject: {
      kind: row.subjectKind,
      id: row.subjectId,
      ...(row.subjectName === null ? {} : { name: row.subjectName }),
    },
    state: alertStateSchema.parse(row.state),
    affectedCount,
    likelihood,
    impact,
    parent: row.parent,
    firstSeenAt,
    lastSeenAt,
  };
}

export const alertInclude = {
  transitions: { orderBy: { number: "asc" } },
} as const satisfies Prisma.AlertInclude;

export function toAlertRecord(row: Prisma.AlertGetPayload<{ include: typeof alertInclude }>): AlertRecord {
  const { id, snapshotId, firstSeenAt, lastSeenAt, resolvedAt, unverifiedSince } = row;
  const { dismissedAt, dismissedBy, dismissReason, dismissedUntil } = row;
  return {
    id,
    state: alertStateSchema.parse(row.state),
    alert: alertDocument.read(row.document),
    snapshotId,
    firstSeenAt,
    lastSeenAt,
    resolvedAt,
    unverifiedSince,
    dismissal:
      dismissedAt === null
        ? null
        : {
            at: dismissedAt,
            actor: dismissedBy ?? "",
            reason: dismissReason ?? "",
            ...(dismissedUntil === null ? {} : { until: dismissedUntil }),
          },
    transitions: row.transitions.map(({ number, fromState, toState, at, actor, reason }) => ({
      number,
      from: fromState === null ? null : alertStateSchema.parse(fromState),
      to: alertStateSchema.parse(toState),
      at,
      actor,
      reason,
    })),
  };
}
