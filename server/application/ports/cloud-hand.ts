import type { Resource } from "../../engine/configuration";
import type { PlanStep } from "../../engine/remediation/plan/plan.schema";

/** A step that is one call to the provider. */
export type ProviderStep = Exclude<PlanStep, { kind: "webhook" }>;

/** One resource, by where it is. A scaling group goes by its name or its ARN. */
export interface Subject {
  readonly kind: string;
  readonly id: string;
  readonly place: { readonly accountId: string; readonly region: string };
}

/** What the provider says to a step that is only asked about. `none`: it has no dry run for that call. */
export type Rehearsal =
  | { readonly kind: "would-work" }
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * What a call came to, as far as its answer says:
 * - `refused`: the provider did not do it; `mayRetry` where it only asked for patience;
 * - `unclear`: no answer, or none that can be understood. It may have been done all the same.
 */
export type CallOutcome =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused"; readonly reason: string; readonly mayRetry: boolean }
  | { readonly kind: "unclear"; readonly reason: string };

/** Changes single things at a provider, one call at a time, and reads them anew. Never repeats a changing call. */
export interface CloudHand {
  /** Whose account the keys belong to. Fails UNAVAILABLE. */
  identify(signal: AbortSignal): Promise<{ readonly accountId: string }>;
  /**
   * A resource as a mirror would read it now; null: the provider has none.
   * Fails UNAVAILABLE when it could not be read, BAD_INPUT for a kind or a region that this hand does not reach.
   */
  read(subject: Subject, signal: AbortSignal): Promise<Resource | null>;
  /** Why the step would do no good now although the provider would take it; undefined when nothing is known. Fails as `read`. */
  obstacle(step: ProviderStep, signal: AbortSignal): Promise<string | undefined>;
  /** Asks for the provider's dry run. Changes nothing. */
  rehearse(step: ProviderStep, signal: AbortSignal): Promise<Rehearsal>;
  /** Makes the call, once. Takes at most `CALL_LIMIT_MS`. */
  perform(step: ProviderStep): Promise<CallOutcome>;
  close(): void;
}

/** The longest that `perform` takes. */
export const CALL_LIMIT_MS = 10_000;
