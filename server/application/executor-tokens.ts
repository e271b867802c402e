import { createHash, timingSafeEqual } from "node:crypto";
import type { ExecutorRow } from "./ports/automation-store";
import type { Ports } from "./ports/ports";

/** Makes a token easy to tell from an agent's, in logs and in searches for leaked secrets. */
const TOKEN_PREFIX = "umbra_executor_";
const TOKEN = /^umbra_executor_[A-Za-z0-9_-]{43}$/;

/** A new token: shown once, of which only `hash` is kept. */
export function newExecutorToken(ports: Pick<Ports, "secrets">): {
  readonly token: string;
  readonly hash: string;
} {
  const token = `${TOKEN_PREFIX}${ports.secrets.next()}`;
  return { token, hash: hashOf(token) };
}

/** The executor whose token it is; undefined for one that is malformed, unknown or revoked, which all look alike. */
export async function authenticateExecutor(ports: Ports, token: string): Promise<ExecutorRow | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const hash = hashOf(token);
  const row = await ports.store.findExecutor(hash);
  // The database has compared already, in a time of its own; this comparison tells nothing by its time.
  return row && timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash)) ? row : undefined;
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
