import type { Alert, AlertState, Severity } from "../engine/alert/alert.schema";
import type { Recommendation } from "../engine/remediation";
import type { Actor } from "./actor";
import { dismissal, reopening } from "./alert-changes";
import { findEstate } from "./estates";
import { type AlertFix, curesOf } from "./fixes";
import { Failure } from "./ports/failure";
import type { FixSummary } from "./ports/fix-store";
import type { Ports } from "./ports/ports";
import type { AlertRecord, AlertSummary, AlertTransition, Dismissal } from "./ports/store";

/** An alert in a list. `verified`: whether a cure of it was verified on the latest snapshot. */
export type AlertRow = AlertSummary & { readonly verified: boolean };

export interface AlertFilter {
  readonly state?: readonly AlertState[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  readonly family?: readonly Alert["family"][] | undefined;
  /** Words that the title, the subject or the kind must all contain, in any case. */
  readonly q?: string | undefined;
}

/** One value of a filter and how many alerts it would leave, the other filters as they are. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** How far the latest analysis reached: an empty list is good news only so far. */
export interface AlertCoverage {
  /** Resources that at least one decided check is about. */
  readonly analyzedCount: number;
  readonly resourceCount: number;
  /** Checks that could not be decided. */
  readonly undecidedCount: number;
  /** Null while no analysis of the estate has finished. */
  readonly finishedAt: Date | null;
}

/** An alert with those that tell of the same change. */
export type AlertRoot = AlertRow & { readonly children: readonly AlertRow[] };

export interface AlertList {
  /** An alert below another is not listed by itself, unless the filter leaves that other one out. */
  readonly alerts: readonly AlertRoot[];
  readonly coverage: AlertCoverage;
  readonly facets: {
    readonly severity: readonly FacetValue[];
    readonly family: readonly FacetValue[];
    readonly state: readonly FacetValue[];
  };
}

/** The alerts of an estate that pass the filter, worst first. Fails NOT_FOUND. */
export async function listAlerts(
  ports: Ports,
  actor: Actor,
  request: AlertFilter & { readonly estateId: string },
): Promise<AlertList> {
  const estate = await findEstate(ports, actor, request.estateId);
  const store = ports.store.inWorkspace(actor.workspaceId);
  const rows = alertRows(
    await store.listAlerts(estate.id),
    verifiedAlerts(await store.listFixes(estate.id), estate.latest?.snapshotId),
  );
  const analysis = await store.latestAnalysis(estate.id);
  const checks = analysis?.checks ?? [];
  const decided = checks.filter((check) => check.outcome !== "unknown");
  const coverage: AlertCoverage = {
    analyzedCount: new Set(decided.map((check) => check.subject.id)).size,
    resourceCount: estate.latest?.resourceCount ?? 0,
    undecidedCount: checks.length - decided.length,
    finishedAt: analysis?.state === "done" ? analysis.finishedAt : null,
  };
  const facet = (name: "severity" | "family" | "state"): FacetValue[] => {
    const others = rows.filter((row) => passes(row, { ...request, [name]: undefined }));
    // In the order of their first row, which is worst first.
    const values = [...new Set(others.map((row) => row[name]))];
    return values.map((value) => ({
      value,
      count: rootsOf(others.filter((row) => row[name] === value)).length,
    }));
  };
  return {
    alerts: rootsOf(rows.filter((row) => passes(row, request))),
    coverage,
    facets: { severity: facet("severity"), family: facet("family"), state: facet("state") },
  };
}

/** One alert with its evidence and its life so far, oldest note first. */
export interface AlertDetail extends Omit<Alert, "recommendations"> {
  readonly id: string;
  /** Cures that were tried first, verified ones leading. */
  readonly recommendations: readonly Recommendation[];
  readonly fix: AlertFix;
  readonly state: AlertState;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly resolvedAt: Date | null;
  readonly unverifiedSince: Date | null;
  readonly dismissal: Dismissal | null;
  /** The snapshot its evidence was found in. */
  readonly snapshotId: string;
  readonly notes: readonly AlertTransition[];
  /** The alert that tells of the same change and of what it comes to. */
  readonly parentAlert: AlertRow | null;
  /** Those that tell of the same change and are counted with this one; resolved ones are left out. */
  readonly children: readonly AlertRow[];
}

/** Fails NOT_FOUND for an alert that is not of this estate. */
export async function readAlert(
  ports: Ports,
  actor: Actor,
  request: { readonly estateId: string; readonly id: string },
): Promise<AlertDetail> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const record = await store.findAlert(request.estateId, request.id);
  if (!record) throw alertNotFound();
  const { alert, transitions, ...rest } = record;
  const estate = await store.findEstate(request.estateId);
  const cures = curesOf(
    alert,
    await store.findFix(request.estateId, alert.fingerprint),
    estate?.latest?.snapshotId,
  );
  const rows = alertRows(await store.listAlerts(request.estateId), new Set());
  return {
    ...alert,
    ...rest,
    ...cures,
    notes: transitions,
    parentAlert: rows.find(({ fingerprint }) => fingerprint === alert.parent) ?? null,
    children: rows.filter(({ parent, state }) => parent === alert.fingerprint && state !== "resolved"),
  };
}

/** Sets an open alert aside, with the reason. Fails NOT_FOUND; CONFLICT when it is not open. */
export function dismissAlert(
  ports: Ports,
  actor: Actor,
  request: { readonly estateId: string; readonly id: string; readonly reason: string },
): Promise<void> {
  const { reason } = request;
  return changeOne(ports, actor, request, (alert, at) => dismissal(alert, { reason, at, actor: actor.id }));
}

/** Takes a dismissal back. Fails NOT_FOUND; CONFLICT when the alert is not dismissed. */
export function reopenAlert(
  ports: Ports,
  actor: Actor,
  request: { readonly estateId: string; readonly id: string },
): Promise<void> {
  return changeOne(ports, actor, request, (alert, at) => reopening(alert, { at, actor: actor.id }));
}

async function changeOne(
  ports: Ports,
  actor: Actor,
  request: { readonly estateId: string; readonly id: string },
  change: (alert: AlertRecord, at: Date) => ReturnType<typeof dismissal>,
): Promise<void> {
  const at = ports.clock.now();
  const { workspaceId } = actor;
  const { estateId } = request;
  await ports.store.inWorkspace(workspaceId).changeAlerts(estateId, (existing) => {
    const alert = existing.find((one) => one.id === request.id);
    if (!alert) throw alertNotFound();
    return [change(alert, at)];
  });
  ports.events.publish({ workspaceId, estateId, kind: "alerts" });
}

const SEVERITY_RANK: Record<Severity, number> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };
const STATE_RANK: Record<AlertState, number> = { open: 0, unverified: 1, dismissed: 2, resolved: 3 };

/** Rows for a list, worst first: by severity, state, number of affected flows, then fingerprint. */
export function alertRows(
  summaries: readonly AlertSummary[],
  verified: ReadonlySet<string>,
): readonly AlertRow[] {
  return summaries
    .map((summary) => ({ ...summary, verified: verified.has(summary.fingerprint) }))
    .toSorted(
      (a, b) =>
        SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
        STATE_RANK[a.state] - STATE_RANK[b.state] ||
        b.affectedCount - a.affectedCount ||
        (a.fingerprint < b.fingerprint ? -1 : 1),
    );
}

/** Fingerprints of alerts with a cure that was verified on this snapshot. */
export function verifiedAlerts(
  fixes: readonly FixSummary[],
  snapshotId: string | undefined,
): ReadonlySet<string> {
  const fresh = fixes.filter((each) => each.snapshotId === snapshotId && each.verifiedCount > 0);
  return new Set(fresh.map(({ fingerprint }) => fingerprint));
}

/** `unverified` counts as open: nobody has shown that it is gone. */
export function isOpen(row: AlertRow): boolean {
  return row.state === "open" || row.state === "unverified";
}

/** Whether an open alert counts: one below another does not, nor does what is merely unusual and opens nothing. */
export function isCounted({ parent, family, severity }: AlertRow): boolean {
  return parent === null && !(family === "anomaly" && severity === "info");
}

function passes(row: AlertRow, filter: AlertFilter): boolean {
  const words = (filter.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const { kind, id, name = "" } = row.subject;
  const text = `${row.title} ${row.kind} ${kind} ${id} ${name}`.toLowerCase();
  return (
    (filter.state?.includes(row.state) ?? true) &&
    (filter.severity?.includes(row.severity) ?? true) &&
    (filter.family?.includes(row.family) ?? true) &&
    words.every((word) => text.includes(word))
  );
}

/** Alerts with their children below them; one whose parent is not among them stands by itself. */
function rootsOf(rows: readonly AlertRow[]): readonly AlertRoot[] {
  const known = new Set(rows.map(({ fingerprint }) => fingerprint));
  const children = new Map<string, AlertRow[]>();
  for (const row of rows)
    if (row.parent !== null) children.set(row.parent, [...(children.get(row.parent) ?? []), row]);
  return rows
    .filter(({ parent }) => parent === null || !known.has(parent))
    .map((row) => ({ ...row, children: children.get(row.fingerprint) ?? [] }));
}

function alertNotFound(): Failure {
  return new Failure("NOT_FOUND", "no such alert in this estate: choose one from its list of alerts");
}
