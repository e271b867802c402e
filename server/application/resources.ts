import type { ResourceList, ResourceQuery } from "../engine/topology";
import type { Actor } from "./actor";
import { type AlertRow, alertRows, verifiedAlerts } from "./alerts";
import { snapshotOf } from "./estates";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { ResourceDetail, ResourceExportAsk } from "./ports/resource-answers";
import type { RulesAnswer, TraceAsk } from "./ports/trace-answers";

export type ResourceAnswer = ResourceDetail & { readonly alerts: readonly AlertRow[] };

/**
 * One resource: its facts, the rules that apply to it in the order they are tried, its neighbours and the
 * open alerts about it. Fails NOT_FOUND when the snapshot has no such resource.
 */
export async function readResource(
  ports: Ports,
  actor: Actor,
  request: { readonly estateId: string; readonly snapshotId?: string | undefined; readonly id: string },
): Promise<ResourceAnswer> {
  const snapshot = await snapshotOf(ports, actor, request);
  const detail = await ports.pool.ask("resource", snapshot, { id: request.id });
  if (!detail) throw noSuchResource();
  const store = ports.store.inWorkspace(actor.workspaceId);
  const estate = await store.findEstate(request.estateId);
  const rows = alertRows(
    await store.listAlerts(request.estateId),
    verifiedAlerts(await store.listFixes(request.estateId), estate?.latest?.snapshotId),
  );
  const alerts = rows.filter((row) => row.subject.id === request.id && row.state !== "resolved");
  return { ...detail, alerts };
}

interface InSnapshot {
  readonly estateId: string;
  readonly snapshotId?: string | undefined;
}

/** A part of the resources of a snapshot that answer a query, sorted. Fails NOT_FOUND. */
export async function listResourcesOf(
  ports: Ports,
  actor: Actor,
  { estateId, snapshotId, ...query }: InSnapshot & ResourceQuery,
  signal?: AbortSignal,
): Promise<ResourceList> {
  const snapshot = await snapshotOf(ports, actor, { estateId, snapshotId });
  return ports.pool.ask("list", snapshot, query, { signal });
}

/** All resources of a snapshot that answer a query, as the text of a file. Fails NOT_FOUND. */
export async function exportResourcesOf(
  ports: Ports,
  actor: Actor,
  { estateId, snapshotId, ...ask }: InSnapshot & ResourceExportAsk,
  signal?: AbortSignal,
): Promise<string> {
  const snapshot = await snapshotOf(ports, actor, { estateId, snapshotId });
  return ports.pool.ask("exportList", snapshot, ask, { signal });
}

const FLOW_TIME_LIMIT_MS = 20_000;

/**
 * The rules of a resource with what each does in one flow. Fails NOT_FOUND when the snapshot has no such resource,
 * BAD_INPUT for a flow that is none.
 */
export async function decideRulesOf(
  ports: Ports,
  actor: Actor,
  { estateId, snapshotId, id, flow }: InSnapshot & { readonly id: string; readonly flow: TraceAsk },
  signal?: AbortSignal,
): Promise<RulesAnswer> {
  const snapshot = await snapshotOf(ports, actor, { estateId, snapshotId });
  const answer = await ports.pool.ask(
    "decide",
    snapshot,
    { id, flow },
    { signal, timeLimitMs: FLOW_TIME_LIMIT_MS },
  );
  if (!answer) throw noSuchResource();
  return answer;
}

function noSuchResource(): Failure {
  return new Failure("NOT_FOUND", "the snapshot has no resource with this id: search for it by name");
}
