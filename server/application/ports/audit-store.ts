/** What an entry of the audit says, before it has a number and a hash. */
export interface AuditNote {
  readonly at: Date;
  /** A person's id, `rule`, `umbra` or `executor NAME`. */
  readonly actor: string;
  /** What happened: `action requested`, `action simulated`, `automation paused`, `rule changed` ... */
  readonly event: string;
  readonly subject: AuditSubject;
  readonly estateId: string | null;
  /** JSON: states, plan hash, snapshots before and after, runs, reasons. */
  readonly detail: unknown;
}

/** What an entry is about. */
export interface AuditSubject {
  readonly kind: "action" | "rule" | "automation" | "executor" | "baseline";
  readonly id: string;
}

/** One line of the audit. `hash` covers everything else of it and the hash before. */
export interface AuditEntry extends Omit<AuditNote, "subject"> {
  /** From 1, without a gap, in the workspace. */
  readonly number: number;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Of the entry before; "" for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** Number and hash of the last entry, as they are kept apart from the entries. */
export interface AuditHead {
  readonly count: number;
  readonly hash: string;
}

/** The audit of one workspace. Entries are added and nothing else; most are written with what they tell of. */
export interface AuditStore {
  /** Adds one entry by itself: for what has no row of its own. */
  appendAudit(note: AuditNote): Promise<AuditEntry>;
  /** Newest first; those with a number below `before`, and about one subject, where they are named. */
  listAudit(wanted: {
    readonly before?: number | undefined;
    readonly subjectId?: string | undefined;
    readonly limit: number;
  }): Promise<readonly AuditEntry[]>;
  /** Oldest first, after a number. */
  readAudit(afterNumber: number, limit: number): Promise<readonly AuditEntry[]>;
  auditHead(): Promise<AuditHead>;
}
