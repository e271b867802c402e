import { createHash, timingSafeEqual } from "node:crypto";
import type { Ports } from "./ports/ports";

/** A new token: shown once, of which only `hash` is kept. The prefix makes it easy to tell in logs and in searches for leaked secrets. */
export function makeToken(
  ports: Pick<Ports, "secrets">,
  prefix: string,
): { readonly token: string; readonly hash: string } {
  const token = `${prefix}${ports.secrets.next()}`;
  return { token, hash: tokenHash(token) };
}

/** SHA-256, in hexadecimal. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The database has compared already, in a time of its own; this comparison tells nothing by its time. */
export function isSameHash(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
