import type { ExecutorClaim } from "../executor.schema";
import type { AuditNote } from "./audit-store";
import type { WorkspaceId } from "./store";

/** Whether everything that acts is stopped, and who stopped it or let it go on. Null: nobody ever did. */
export interface AutomationRecord {
  readonly isPaused: boolean;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

/** A process that carries actions out. */
export interface ExecutorRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  readonly revokedAt: Date | null;
  /** What it said of itself when it last asked for work; null before. */
  readonly said: ExecutorClaim | null;
}

/** The pause, the persons and the executors of one workspace. */
export interface AutomationStore {
  findAutomation(): Promise<AutomationRecord | null>;
  /** With its audit entry, all or nothing. */
  setAutomation(record: AutomationRecord, note: AuditNote): Promise<void>;
  /** Persons besides this one who decided something here. */
  countOthers(personId: string): Promise<number>;
  /** Oldest first, revoked ones too. */
  listExecutors(): Promise<readonly ExecutorRecord[]>;
  addExecutor(
    executor: Pick<ExecutorRecord, "id" | "name" | "createdAt"> & { readonly tokenHash: string },
    note: AuditNote,
  ): Promise<void>;
  /** False when there is no such executor, or it is shut out already. */
  revokeExecutor(executorId: string, note: AuditNote): Promise<boolean>;
  noteExecutor(executorId: string, at: Date, said: ExecutorClaim | null): Promise<void>;
}

/** An executor's row, found by the hash of its token, in whatever workspace. */
export interface ExecutorRow {
  readonly workspaceId: WorkspaceId;
  readonly executorId: string;
  readonly name: string;
  readonly hash: string;
}
