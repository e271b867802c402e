import { createHash } from "node:crypto";
import { canonicalJson } from "../../engine/configuration";
import type { AuditEntry, AuditHead } from "./audit-store";

/**
 * The hash of an entry: SHA-256, in hexadecimal, of the canonical JSON of everything else of it. That holds the hash
 * of the entry before, so that no entry can be changed, taken out, put in or moved without changing all that follow.
 */
export function auditHash(entry: Omit<AuditEntry, "hash">): string {
  const { number, at, actor, event, subject, estateId, detail, previousHash } = entry;
  const { kind, id } = subject;
  const said = { number, at: at.toISOString(), actor, event, subject: { kind, id }, estateId, detail };
  return createHash("sha256")
    .update(canonicalJson({ ...said, previousHash }))
    .digest("hex");
}

/** What is wrong with a chain, and with which entry. */
export interface AuditBreak {
  readonly number: number;
  readonly reason: string;
}

/** Follows a chain from its beginning, entry by entry in order. */
export interface AuditChain {
  /** Takes the next entry in; undefined while the chain is whole. */
  next(entry: AuditEntry): AuditBreak | undefined;
  /** Says at the end whether it ends where it should; `head` is null where nobody knows. */
  end(head: AuditHead | null): AuditBreak | undefined;
}

/** Follows a chain of entries from its first one. */
export function openAuditChain(): AuditChain {
  let count = 0;
  let hash = "";
  return {
    next: (entry) => {
      const { number } = entry;
      if (number !== count + 1) return { number: count + 1, reason: `entry ${count + 1} is missing` };
      if (entry.previousHash !== hash)
        return { number, reason: `entry ${number} does not follow the one before it` };
      if (auditHash(entry) !== entry.hash)
        return { number, reason: `entry ${number} is not what its hash says: it was altered` };
      count = number;
      hash = entry.hash;
      return undefined;
    },
    end: (head) => {
      if (head === null || (head.count === count && head.hash === hash)) return undefined;
      return head.count > count
        ? { number: count + 1, reason: `entry ${count + 1} is missing: ${head.count} were written` }
        : { number: Math.max(1, count), reason: "the last entry is not the one that was written last" };
    },
  };
}
