import type { WorkspaceId } from "./store";

/** Where a sealed text stands. It opens nowhere else: a row copied over another one's does not pass. */
export interface SealedPlace {
  readonly workspaceId: WorkspaceId;
  readonly table: string;
  readonly row: string;
  readonly field: string;
}

/** Keeps secrets in the database unreadable without the key, which is not in the database. */
export interface Sealer {
  /** Fails UNAVAILABLE, with what to set, while there is no key. */
  seal(text: string, place: SealedPlace): string;
  /** Fails UNAVAILABLE without the key that sealed it, or when it was moved or changed. */
  open(sealed: string, place: SealedPlace): string;
}
