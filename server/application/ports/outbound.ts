/** One message to a machine that the operator or a user named. The rest of the headers is fixed by the adapter. */
export interface OutboundMessage {
  readonly url: string;
  /** JSON text. */
  readonly body: string;
  readonly headers?: Readonly<
    Partial<Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string>>
  >;
}

/**
 * What became of a message.
 * - `answered`: the other side answered with this status. The body of its answer is never passed on.
 * - `refused`: our rules forbid the address; nothing was sent and no connection was made.
 * - `failed`: no answer came. The message may have arrived all the same.
 */
export type OutboundOutcome =
  | { readonly kind: "answered"; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

/** The only way to another machine. */
export interface Outbound {
  /** Why messages to this address would be refused now, and what to do; undefined when they would be sent. */
  refusal(url: string): Promise<string | undefined>;
  /** Sends one message with POST and waits for the answer. Never throws for what the other side does. */
  post(message: OutboundMessage, signal?: AbortSignal): Promise<OutboundOutcome>;
}
