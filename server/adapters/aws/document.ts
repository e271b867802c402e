import type { Item } from "./item";
import type { Source } from "./notes";
import type { ResponseKey } from "./response-keys";

/** One reply, or one key of one, as found in a file. */
export interface Document {
  readonly known: ResponseKey;
  readonly source: Source;
  readonly items: readonly Item[];
  /** Whether the provider said that another page follows. */
  readonly hasMore: boolean;
}
