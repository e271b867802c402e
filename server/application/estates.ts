import type { Coverage, Diagnostic } from "../engine/configuration";
import type { Decision } from "../engine/intent";
import type { Actor } from "./actor";
import { findingsSource } from "./findings-source";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { Counts, DecidedSnapshot, FindingsSource, IgnoredInput } from "./ports/question-pool";
import type { EstateRecord, ImportRecord } from "./ports/store";

/** The estates of the actor's workspace, newest first. */
export function listEstates(ports: Ports, actor: Actor): Promise<readonly EstateRecord[]> {
  return ports.store.inWorkspace(actor.workspaceId).listEstates();
}

/** Removes an estate with its snapshots, analyses and alerts; what works on it stops. Fails NOT_FOUND. */
export async function removeEstate(ports: Ports, actor: Actor, estateId: string): Promise<void> {
  const { workspaceId } = actor;
  const removed = await ports.store.inWorkspace(workspaceId).removeEstate(estateId);
  if (!removed) throw estateNotFound();
  ports.events.publish({ workspaceId, estateId, kind: "estate" });
}

/** What an import had to say about its input. */
export interface EstateReport {
  readonly counts: Counts;
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: readonly (Coverage & { readonly asOf: Date })[];
  readonly ignored: readonly IgnoredInput[];
}

/** The report of the newest import of a snapshot, the latest when none is named. Fails NOT_FOUND. */
export async function readReport(
  ports: Ports,
  actor: Actor,
  input: { readonly estateId: string; readonly snapshotId?: string | undefined },
): Promise<EstateReport> {
  const { counts, diagnostics, coverage, ignored } = await findImport(ports, actor, input);
  return { counts, diagnostics, coverage, ignored: ignored.filter(({ part }) => part === undefined) };
}

/** The configuration as canonical JSON text: importing it gives the same snapshot id. Fails NOT_FOUND. */
export async function exportConfiguration(
  ports: Ports,
  actor: Actor,
  input: { readonly estateId: string; readonly snapshotId?: string | undefined },
): Promise<string> {
  const snapshot = await snapshotOf(ports, actor, input);
  return ports.pool.ask("text", snapshot, {});
}

/** The estate, or NOT_FOUND; the same answer for an estate of another workspace. */
export async function findEstate(ports: Ports, actor: Actor, estateId: string): Promise<EstateRecord> {
  const estate = await ports.store.inWorkspace(actor.workspaceId).findEstate(estateId);
  if (!estate) throw estateNotFound();
  return estate;
}

/** The snapshot a question is about, checked to belong to the actor's workspace, its body not yet read. */
export async function snapshotOf(
  ports: Ports,
  actor: Actor,
  input: { readonly estateId: string; readonly snapshotId?: string | undefined },
): Promise<DecidedSnapshot> {
  const { snapshotId } = await findImport(ports, actor, input);
  return snapshotSource(ports, actor.workspaceId, input.estateId, snapshotId);
}

/** A snapshot known to exist, to be loaded when needed. */
export function snapshotSource(
  ports: Ports,
  workspaceId: Actor["workspaceId"],
  estateId: string,
  snapshotId: string,
): DecidedSnapshot {
  const store = ports.store.inWorkspace(workspaceId);
  let decisions: Promise<readonly Decision[]> | undefined;
  let findings: Promise<FindingsSource | null> | undefined;
  return {
    snapshotId,
    load: async () => {
      const body = await store.snapshotBody(estateId, snapshotId);
      if (!body) throw new Failure("NOT_FOUND", "this snapshot is gone: open the estate again");
      return body;
    },
    decisions: () => {
      decisions ??= store.listDecisions(estateId).then((records) => records.map(({ decision }) => decision));
      return decisions;
    },
    findings: () => {
      findings ??= findingsSource(store, estateId);
      return findings;
    },
    day: async () => {
      const at = await store.takenAt(estateId, snapshotId);
      return at?.toISOString().slice(0, 10);
    },
  };
}

/** The newest import of a snapshot, of the latest when none is named. Fails NOT_FOUND. */
export async function findImport(
  ports: Ports,
  actor: Actor,
  input: { readonly estateId: string; readonly snapshotId?: string | undefined },
): Promise<ImportRecord> {
  const found = await ports.store.inWorkspace(actor.workspaceId).findImport(input.estateId, input.snapshotId);
  if (!found)
    throw new Failure("NOT_FOUND", "no such estate or snapshot: choose one from the list of estates");
  return found;
}

function estateNotFound(): Failure {
  return new Failure("NOT_FOUND", "no such estate: choose one from the list of estates");
}
