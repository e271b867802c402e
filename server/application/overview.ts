import type { Alert, Severity } from "../engine/alert/alert.schema";
import type { Actor } from "./actor";
import { type AlertRow, alertRows, isCounted, isOpen, verifiedAlerts } from "./alerts";
import { findEstate, findImport, snapshotSource } from "./estates";
import type { Ports } from "./ports/ports";
import type { Counts, SuiteCheck } from "./ports/question-pool";
import type { AnalysisRecord, EstateRecord, SnapshotSummary } from "./ports/store";

const TOP_ALERT_COUNT = 5;
const FAMILIES = [
  "outage",
  "breach",
  "load",
  "exposure",
  "dependence",
] as const satisfies readonly Alert["family"][];

/** How many checks were proved to hold, are violated, or could not be decided. */
export interface OutcomeCounts {
  readonly provedCount: number;
  readonly affectedCount: number;
  readonly undecidedCount: number;
}

/** The latest analysis of an estate. The counts are zero until it is done. */
export interface AnalysisStatus extends OutcomeCounts {
  readonly state: "none" | "running" | "done" | "failed";
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly error?: string;
  readonly progress: { readonly doneCount: number; readonly totalCount: number };
  readonly scenarioCount: number;
  readonly families: readonly (OutcomeCounts & { readonly family: Alert["family"] })[];
}

export interface Overview {
  readonly estate: EstateRecord;
  readonly snapshot: SnapshotSummary;
  readonly counts: Counts;
  readonly analysis: AnalysisStatus;
  readonly topAlerts: readonly AlertRow[];
  readonly openBySeverity: Record<Severity, number>;
  readonly intentCount: number;
  readonly applicationCount: number;
}

/** One estate at a glance. Fails NOT_FOUND. */
export async function readOverview(ports: Ports, actor: Actor, estateId: string): Promise<Overview> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const estate = await findEstate(ports, actor, estateId);
  const found = await findImport(ports, actor, { estateId });
  const analysis = await store.latestAnalysis(estateId);
  const verified = verifiedAlerts(await store.listFixes(estateId), estate.latest?.snapshotId);
  const open = alertRows(await store.listAlerts(estateId), verified)
    .filter(isOpen)
    .filter(isCounted);
  const { snapshotId, takenAt, lastSeenAt, resourceCount, counts } = found;
  const source = snapshotSource(ports, actor.workspaceId, estateId, snapshotId);
  const { applications, intents } = await ports.pool.ask("intents", source, {});
  return {
    estate,
    snapshot: { snapshotId, takenAt, lastSeenAt, resourceCount },
    counts,
    analysis: analysisStatus(analysis),
    topAlerts: open.slice(0, TOP_ALERT_COUNT),
    openBySeverity: countSeverities(open),
    intentCount: intents.length,
    applicationCount: applications.length,
  };
}

/** The status of an analysis as pages show it; `none` without one. */
export function analysisStatus(analysis: AnalysisRecord | undefined): AnalysisStatus {
  const checks = analysis?.checks ?? [];
  return {
    state: stateOf(analysis),
    startedAt: analysis?.startedAt ?? null,
    finishedAt: analysis?.finishedAt ?? null,
    ...(analysis?.error ? { error: analysis.error } : {}),
    progress: analysis?.progress ?? { doneCount: 0, totalCount: 0 },
    scenarioCount: checks.length,
    ...countOutcomes(checks),
    families: FAMILIES.map((family) => ({
      family,
      ...countOutcomes(checks.filter((check) => check.family === family)),
    })),
  };
}

function stateOf(analysis: AnalysisRecord | undefined): AnalysisStatus["state"] {
  switch (analysis?.state) {
    case undefined:
    case "superseded":
      return "none";
    case "queued":
    case "running":
      return "running";
    case "done":
      return "done";
    case "failed":
      return "failed";
  }
}

function countOutcomes(checks: readonly SuiteCheck[]): OutcomeCounts {
  const count = (outcome: SuiteCheck["outcome"]) =>
    checks.filter((check) => check.outcome === outcome).length;
  return { provedCount: count("holds"), affectedCount: count("violated"), undecidedCount: count("unknown") };
}

function countSeverities(rows: readonly AlertRow[]): Record<Severity, number> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const row of rows) counts[row.severity] += 1;
  return counts;
}
