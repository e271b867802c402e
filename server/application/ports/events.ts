import type { WorkspaceId } from "./store";

export type ChangeKind =
  | "estate"
  | "snapshot"
  | "analysis"
  | "alerts"
  | "run"
  | "schedule"
  | "source"
  | "sink"
  | "rule"
  | "action"
  | "automation"
  | "application"
  | "finding"
  | "anomaly";

/** Something of an estate is other than it was. What it is now is read from the store. */
export interface Change {
  readonly workspaceId: WorkspaceId;
  /** "" for what belongs to the whole workspace. */
  readonly estateId: string;
  readonly kind: ChangeKind;
  /** The run, source or rule that changed; absent: several, or the estate as a whole. */
  readonly id?: string | undefined;
}

/**
 * Word of changes, after they were stored, in every process that shares the database. It may be lost, so whoever
 * waits for something also looks now and then.
 */
export interface Events {
  /** Never fails and waits for nobody. */
  publish(change: Change): void;
  /** Calls `onChange` for every change, of all workspaces; `onEnd` once when no more will come. Returns what ends it. */
  subscribe(onChange: (change: Change) => void, onEnd?: () => void): () => void;
  /** Ends every subscription: whoever waits for changes stops waiting. */
  end(): void;
}
