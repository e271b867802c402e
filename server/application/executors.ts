import type { StepKind } from "../engine/remediation/plan/plan.schema";
import type { Actor } from "./actor";
import { newExecutorToken } from "./executor-tokens";
import type { AuditNote } from "./ports/audit-store";
import type { ExecutorRecord } from "./ports/automation-store";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";

const NAME_LENGTH_LIMIT = 120;

/** An executor as a page shows it; what it said of itself is null before it first asked for work. */
export type ExecutorSummary = Omit<ExecutorRecord, "said"> & {
  readonly allows: readonly StepKind[] | null;
  readonly webhooks: readonly string[] | null;
  readonly accountId: string | null;
};

/** The executors of the actor's workspace, oldest first. */
export async function listExecutors(ports: Ports, actor: Actor): Promise<readonly ExecutorSummary[]> {
  const records = await ports.store.inWorkspace(actor.workspaceId).listExecutors();
  return records.map(({ said, ...record }) => ({
    ...record,
    allows: said?.allows ?? null,
    webhooks: said?.webhooks ?? null,
    accountId: said?.accountId ?? null,
  }));
}

/** Lets a process carry actions out; its token is given back here and never again. Fails BAD_INPUT without a name. */
export async function createExecutor(
  ports: Ports,
  actor: Actor,
  given: string,
): Promise<{ readonly executorId: string; readonly token: string }> {
  const name = given.replace(/\p{C}/gu, " ").replace(/\s+/g, " ").trim().slice(0, NAME_LENGTH_LIMIT);
  if (name === "") throw new Failure("BAD_INPUT", "an executor needs a name: write one");
  const { token, hash } = newExecutorToken(ports);
  const executorId = ports.ids.next();
  const createdAt = ports.clock.now();
  const note = noteOf(actor, "executor created", { executorId, name, at: createdAt });
  const store = ports.store.inWorkspace(actor.workspaceId);
  await store.addExecutor({ id: executorId, name, createdAt, tokenHash: hash }, note);
  tell(ports, actor);
  return { executorId, token };
}

/** Shuts an executor out; what it holds is another's after its lease. Fails NOT_FOUND. */
export async function revokeExecutor(ports: Ports, actor: Actor, executorId: string): Promise<void> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const known = (await store.listExecutors()).find(({ id }) => id === executorId);
  if (!known) throw new Failure("NOT_FOUND", "no such executor: reload the list of executors");
  const at = ports.clock.now();
  await store.revokeExecutor(
    executorId,
    noteOf(actor, "executor revoked", { executorId, name: known.name, at }),
  );
  tell(ports, actor);
}

function noteOf(
  actor: Actor,
  event: string,
  { executorId, name, at }: { readonly executorId: string; readonly name: string; readonly at: Date },
): AuditNote {
  const subject = { kind: "executor", id: executorId } as const;
  return { at, actor: actor.id, event, subject, estateId: null, detail: { name } };
}

function tell(ports: Ports, { workspaceId }: Actor): void {
  ports.events.publish({ workspaceId, estateId: "", kind: "automation" });
}
