/** One file of a watched folder, packed by gzip. */
export interface WatchedFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly packed: Uint8Array;
  /** SHA-256 of the content. */
  readonly hash: string;
}

/** Folders that the operator allowed to be watched: one, and those directly in it. */
export interface WatchedFolders {
  /** Names that can be chosen, "" for the allowed folder itself; empty when the operator allowed none. */
  list(): Promise<readonly string[]>;
  /**
   * Tells by names, sizes and times whether anything changed; nothing is read. Fails NOT_FOUND for a folder that
   * is not in `list`.
   */
  signature(folder: string): Promise<string>;
  /** The JSON files in it, sorted by path. Links are not followed. Fails NOT_FOUND, TOO_LARGE. */
  read(folder: string): Promise<readonly WatchedFile[]>;
}
