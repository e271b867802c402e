import type { Actor } from "./actor";
import { findEstate, findImport, snapshotSource } from "./estates";
import type { Fidelity } from "./ports/fidelity";
import type { Ports } from "./ports/ports";

/**
 * How far a snapshot is the network: the latest one with what its analysis left open, an older one without. Fails
 * NOT_FOUND.
 */
export async function readFidelity(
  ports: Ports,
  actor: Actor,
  input: { readonly estateId: string; readonly snapshotId?: string | undefined },
): Promise<Fidelity> {
  await findEstate(ports, actor, input.estateId);
  const { snapshotId, diagnostics, coverage, ignored } = await findImport(ports, actor, input);
  const analysis = await ports.store.inWorkspace(actor.workspaceId).latestAnalysis(input.estateId);
  const isOfIt =
    analysis?.snapshotId === snapshotId && analysis.finishedAt !== null && analysis.error === null;
  const source = snapshotSource(ports, actor.workspaceId, input.estateId, snapshotId);
  const checks = isOfIt ? analysis.checks : null;
  return ports.pool.ask("fidelity", source, { diagnostics, coverage, ignored, checks });
}
