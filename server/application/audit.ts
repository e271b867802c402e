import * as z from "zod";
import type { Actor } from "./actor";
import { type AuditBreak, openAuditChain } from "./ports/audit-chain";
import type { AuditEntry, AuditHead } from "./ports/audit-store";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { WorkspaceStore } from "./ports/store";

const PAGE = 500;
/** The form of an export, in its first line. */
const EXPORT_FORM = "umbra-audit";

/** A page of the audit of the actor's workspace, newest first; `nextBefore` is null where it ends. */
export async function listAudit(
  ports: Ports,
  actor: Actor,
  wanted: {
    readonly before?: number | undefined;
    readonly subjectId?: string | undefined;
    readonly limit: number;
  },
): Promise<{ readonly entries: readonly AuditEntry[]; readonly nextBefore: number | null }> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const found = await store.listAudit({ ...wanted, limit: wanted.limit + 1 });
  const entries = found.slice(0, wanted.limit);
  return { entries, nextBefore: found.length > entries.length ? (entries.at(-1)?.number ?? null) : null };
}

/** Whether a chain of entries is whole, and where it breaks first. */
export interface AuditVerdict {
  readonly isWhole: boolean;
  /** Entries that were looked at. */
  readonly count: number;
  readonly firstBroken: AuditBreak | null;
}

/** Follows the audit of the actor's workspace from its first entry to its last. */
export function verifyAudit(ports: Ports, actor: Actor): Promise<AuditVerdict> {
  return verifyStored(ports.store.inWorkspace(actor.workspaceId));
}

/** The same for whoever has the store alone. */
export async function verifyStored(
  store: Pick<WorkspaceStore, "auditHead" | "readAudit">,
): Promise<AuditVerdict> {
  // What is added while it is followed is not waited for.
  const head = await store.auditHead();
  return follow(entriesOf(store, head.count), head);
}

/**
 * The audit as JSON lines, oldest first: what it is, each entry, and with how many and which hash it ends. It can be
 * verified without the database.
 */
export async function* exportAudit(ports: Ports, actor: Actor): AsyncGenerator<string> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const head = await store.auditHead();
  yield `${JSON.stringify({ form: EXPORT_FORM, version: 1, ...head })}\n`;
  for await (const entry of entriesOf(store, head.count)) yield `${JSON.stringify(entry)}\n`;
}

const headSchema = z.object({
  form: z.literal(EXPORT_FORM),
  version: z.literal(1),
  count: z.number().int(),
  hash: z.string(),
});
const entrySchema = z.object({
  number: z.number().int(),
  at: z.iso.datetime().transform((text) => new Date(text)),
  actor: z.string(),
  event: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  estateId: z.string().nullable(),
  detail: z.unknown(),
  previousHash: z.string(),
  hash: z.string(),
});

/** Follows an export. Fails BAD_INPUT for a text that is none; a line that cannot be read is where the chain breaks. */
export function verifyExport(text: string): Promise<AuditVerdict> {
  const [first = "", ...lines] = text.split("\n").filter((line) => line.trim() !== "");
  const head = headSchema.safeParse(jsonOf(first));
  if (!head.success)
    throw new Failure("BAD_INPUT", "this is no export of an audit: its first line says what it is");
  const { count, hash } = head.data;
  return follow(
    lines.map((line) => entrySchema.safeParse(jsonOf(line)).data),
    { count, hash },
  );
}

async function follow(
  entries: AsyncIterable<AuditEntry> | readonly (AuditEntry | undefined)[],
  head: AuditHead,
): Promise<AuditVerdict> {
  const chain = openAuditChain();
  let count = 0;
  for await (const entry of entries) {
    count += 1;
    const broken = entry
      ? chain.next(entry)
      : { number: count, reason: `entry ${count} cannot be read: it was altered` };
    if (broken) return { isWhole: false, count, firstBroken: broken };
  }
  const broken = chain.end(head);
  return { isWhole: broken === undefined, count, firstBroken: broken ?? null };
}

async function* entriesOf(
  store: Pick<WorkspaceStore, "readAudit">,
  count: number,
): AsyncGenerator<AuditEntry> {
  for (let after = 0; after < count; ) {
    const page = await store.readAudit(after, Math.min(PAGE, count - after));
    yield* page;
    const last = page.at(-1);
    // One that is missing is noticed by whoever follows.
    if (last === undefined) return;
    after = last.number;
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
