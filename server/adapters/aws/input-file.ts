import type { CoverageStatus } from "../../engine/configuration";

/** One file of an input as it was dropped, unpacked or found in a folder. `path` is relative, with `/`. */
export interface InputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Set when the file was not taken over (a link, a path out of the archive); `bytes` is then empty. */
  readonly refused?: { readonly code: string; readonly message: string };
  /**
   * What the kinds in this file count as instead of `ok`: its content is that of an earlier reading, kept because
   * the latest one failed. Without content there never was a reading that succeeded.
   */
  readonly freshness?: CoverageStatus | undefined;
}

/** Bytes of all files of one input together, unpacked. */
export const MAX_TOTAL_BYTES = 200 * 1024 * 1024;
/** Files in one input, entries of archives included. */
export const MAX_FILE_COUNT = 50_000;
/** Resources in one input; about 80,000 instances with all that belongs to them. */
export const MAX_ITEM_COUNT = 250_000;
/** Names at the top of one reply; the longest export of an SDK has about 50. */
export const MAX_KEY_COUNT = 1_000;
/** Names in the list of what was ignored; the rest is counted in one row. */
export const MAX_IGNORED_COUNT = 5_000;
/** Diagnostics given back from one import; the rest is counted. */
export const MAX_DIAGNOSTIC_COUNT = 2_000;
