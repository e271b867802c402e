import type { ExecutorRow } from "./ports/automation-store";
import type { Ports } from "./ports/ports";
import { isSameHash, makeToken, tokenHash } from "./tokens";

/** Makes a token easy to tell from an agent's, in logs and in searches for leaked secrets. */
const TOKEN_PREFIX = "umbra_executor_";
const TOKEN = /^umbra_executor_[A-Za-z0-9_-]{43}$/;

/** A new token: shown once, of which only `hash` is kept. */
export function newExecutorToken(ports: Pick<Ports, "secrets">): {
  readonly token: string;
  readonly hash: string;
} {
  return makeToken(ports, TOKEN_PREFIX);
}

/** The executor whose token it is; undefined for one that is malformed, unknown or revoked, which all look alike. */
export async function authenticateExecutor(ports: Ports, token: string): Promise<ExecutorRow | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const hash = tokenHash(token);
  const row = await ports.store.findExecutor(hash);
  return row && isSameHash(row.hash, hash) ? row : undefined;
}
