/** What one (account, region, kind) is, and the key under which its replies are recorded. */
export interface PartitionKey {
  readonly accountId: string;
  readonly region: string;
  /** A kind of resource. */
  readonly kind: string;
}

/** One kind of one region as a sweep found it. Only `ok` is a whole list; an empty one is then a fact. */
export type PartitionReading = PartitionKey & { readonly key: string } & (
    | {
        readonly status: "ok";
        /** Of every resource in the document, each once. */
        readonly itemIds: readonly string[];
        /** The redacted reply as JSON text, `{ [key]: [...] }`. */
        readonly document: string;
      }
    | { readonly status: "denied" | "unsupported" | "stale"; readonly reason: string }
  );

/** Reads what a provider says about one account. It can change nothing there. */
export interface CloudReader {
  /** Whose account the keys belong to. Fails UNAVAILABLE. */
  identify(signal: AbortSignal): Promise<{ readonly accountId: string }>;
  /** Reads every kind in every region; what cannot be read says why. Throws only when `signal` fires. */
  read(accountId: string, signal: AbortSignal): Promise<readonly PartitionReading[]>;
  close(): void;
}
