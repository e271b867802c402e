import type { OutboundOutcome } from "./outbound";

/** Endpoints that the operator named, with the secrets that messages to them are signed with. */
export interface SignedEndpoints {
  readonly names: readonly string[];
  /** Why messages to this one would not be sent now; undefined when they would. */
  refusal(name: string): Promise<string | undefined>;
  /** Sends one signed message; `refused` for a name that is not known. The same id at every try of one message. */
  post(
    name: string,
    message: { readonly id: string; readonly body: string },
    signal: AbortSignal,
  ): Promise<OutboundOutcome>;
}

/** The longest that `post` takes. */
export const POST_LIMIT_MS = 15_000;
