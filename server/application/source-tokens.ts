import type { Ports } from "./ports/ports";
import type { SourceRecord } from "./ports/source-store";
import type { WorkspaceId } from "./ports/store";
import { isSameHash, makeToken, tokenHash } from "./tokens";

/** Makes a token easy to tell in logs and in searches for leaked secrets. */
export const TOKEN_PREFIX = "umbra_agent_";
const TOKEN = /^umbra_agent_[A-Za-z0-9_-]{43}$/;
/** Noting every use would write a row for every piece of a sweep. */
const NOTE_USE_EVERY_MS = 10_000;

/** The one source that a token opens. */
export interface AuthenticatedSource {
  readonly workspaceId: WorkspaceId;
  readonly source: SourceRecord;
}

/** A new token: shown once, of which only `hash` is kept. */
export function newToken(ports: Pick<Ports, "secrets">): { readonly token: string; readonly hash: string } {
  return makeToken(ports, TOKEN_PREFIX);
}

/** The source whose token it is; undefined for a token that is malformed, unknown or revoked, which all look alike. */
export async function authenticateSource(
  ports: Ports,
  token: string,
): Promise<AuthenticatedSource | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const hash = tokenHash(token);
  const row = await ports.store.findToken(hash);
  if (!row || !isSameHash(row.hash, hash)) return undefined;
  const store = ports.store.inWorkspace(row.workspaceId);
  const source = await store.findSource(row.sourceId);
  if (!source) return undefined;
  const now = ports.clock.now();
  const lastUsedAt = source.token?.lastUsedAt?.getTime() ?? 0;
  if (now.getTime() - lastUsedAt > NOTE_USE_EVERY_MS) await store.noteTokenUse(source.id, now);
  return { workspaceId: row.workspaceId, source };
}
