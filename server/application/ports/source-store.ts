import type { CoverageStatus } from "../../engine/configuration";
import type { SweepAnswer } from "../sweep.schema";
import type { NewImport, WorkspaceId } from "./store";

export type SourceKind = "agent" | "folder";

/** Where an estate's configuration comes from by itself. */
export interface SourceRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: SourceKind;
  /** Null until the first sweep creates the estate. */
  readonly estateId: string | null;
  /** Of the estate that the first sweep is to create. */
  readonly newEstateName: string | null;
  /** Of a watched folder: relative to the one the operator allowed; "" is that one itself. */
  readonly folder: string | null;
  readonly accountId: string | null;
  readonly intervalSeconds: number;
  readonly version: number;
  readonly lastSweepAt: Date | null;
  readonly trouble: string | null;
  readonly createdAt: Date;
  readonly looks: FolderLooks;
  /** The token in force; null for a folder, and where it was revoked. */
  readonly token: { readonly createdAt: Date; readonly lastUsedAt: Date | null } | null;
}

/** Of a watched folder: how it looked last and since when, and how it looked when it was read. */
export interface FolderLooks {
  readonly seen: string | null;
  readonly seenAt: Date | null;
  readonly taken: string | null;
}

export type NewSource = Pick<
  SourceRecord,
  "id" | "name" | "kind" | "estateId" | "newEstateName" | "folder" | "intervalSeconds" | "createdAt"
>;

/** A partition counts as one of these; `absent` is said by having no row. */
export type PartitionStatus = Exclude<CoverageStatus, "absent">;

/** How fresh one (account, region, kind) of a source is; of a watched folder, one file. */
export interface PartitionRecord {
  readonly sourceId: string;
  readonly accountId: string;
  readonly region: string;
  readonly kind: string;
  /** The file as which its document is read. */
  readonly file: string;
  readonly status: PartitionStatus;
  readonly reason: string | null;
  readonly since: Date;
  /** Of the last complete reading; null when there never was one. */
  readonly good: { readonly start: Date; readonly end: Date } | null;
  readonly itemIds: readonly string[];
  /** Of the last good document's text. */
  readonly hash: string | null;
  /** Ids missing in a list that was not believed at first sight. */
  readonly doubtedIds: readonly string[] | null;
}

/** A partition with its last good document, gzip. */
export type HeldPartition = PartitionRecord & { readonly body: Uint8Array | null };

export interface SweepRecord {
  readonly id: string;
  readonly startedAt: Date;
  /** Null while it is on its way in. */
  readonly answer: SweepAnswer | null;
}

export interface StoredChunk {
  readonly sequence: number;
  readonly sha256: string;
  readonly body: Uint8Array;
}

/** One step of a source, stored all or nothing. */
export interface MirrorStep {
  readonly sourceId: string;
  /** The versions that the step was computed from; any other makes it fail with CONFLICT. */
  readonly basis: readonly { readonly sourceId: string; readonly version: number }[];
  readonly at: Date;
  /** All partitions of the source as they are from now on; what is not among them is gone. */
  readonly partitions: readonly HeldPartition[];
  readonly accountId: string | null;
  readonly intervalSeconds: number;
  readonly trouble: string | null;
  readonly estateId: string | null;
  /** Null when the network is as it was. */
  readonly newImport: NewImport | null;
  /** The sweep that ends with it; null for a step of our own. */
  readonly sweep: { readonly id: string; readonly answer: SweepAnswer } | null;
}

/** Sources of one workspace. Whatever belongs to another is not there. */
export interface SourceStore {
  /** Oldest first. */
  listSources(): Promise<readonly SourceRecord[]>;
  findSource(sourceId: string): Promise<SourceRecord | undefined>;
  addSource(source: NewSource): Promise<void>;
  /** Removes the source with its partitions and tokens; the estate stays. False when there is no such source. */
  removeSource(sourceId: string): Promise<boolean>;
  /** Puts a token in force and revokes all others of the source, at once. */
  replaceToken(
    sourceId: string,
    token: { readonly id: string; readonly hash: string; readonly createdAt: Date } | null,
    at: Date,
  ): Promise<void>;
  noteTokenUse(sourceId: string, at: Date): Promise<void>;
  noteLook(sourceId: string, looks: FolderLooks): Promise<void>;
  /** A watched folder is as it was when it was read. */
  noteSight(sourceId: string, at: Date): Promise<void>;
  noteTrouble(sourceId: string, trouble: string): Promise<void>;

  /** Partitions without their documents, by account, region and kind. */
  listPartitions(sourceId: string): Promise<readonly PartitionRecord[]>;
  /** Partitions of several sources with their documents. */
  holdPartitions(sourceIds: readonly string[]): Promise<readonly HeldPartition[]>;

  /** Opens a sweep, or answers with the one of this id; sweeps of the source that were never finished are dropped. */
  beginSweep(
    sourceId: string,
    sweep: { readonly id: string; readonly startedAt: Date },
  ): Promise<SweepRecord>;
  findSweep(sourceId: string, sweepId: string): Promise<SweepRecord | undefined>;
  /** Keeps a piece; one of the same number is replaced. Fails NOT_FOUND when the sweep is not open. */
  addChunk(sourceId: string, sweepId: string, chunk: StoredChunk): Promise<void>;
  /** In order. */
  chunksOf(sourceId: string, sweepId: string): Promise<readonly StoredChunk[]>;
  /** Fails CONFLICT when another step came in between. */
  storeStep(step: MirrorStep): Promise<void>;
}

/** A source, in whatever workspace. */
export interface SourceRef {
  readonly workspaceId: WorkspaceId;
  readonly sourceId: string;
  readonly kind: SourceKind;
}

/** A token's row, found by its hash, in whatever workspace. */
export interface TokenRow {
  readonly workspaceId: WorkspaceId;
  readonly sourceId: string;
  readonly hash: string;
}
