import type { Network } from "../../semantics";
import type { IntentEffect } from "./intent-effect";
import type { IntentOutcome } from "./outcome";
import { tracePair } from "./pair";

/**
 * What failures do to one required flow, with its evidence: the traces of one pair, before and after.
 *
 * @param before  the network with nothing failed; `after` is the same with the failures applied
 */
export function intentOutcome(
  { witness, ...effect }: IntentEffect,
  { before, after }: { readonly before: Network; readonly after: Network },
): IntentOutcome {
  const { intent } = effect;
  const traceBefore = witness && tracePair(before, intent, witness.pair);
  const traceAfter = witness?.isTouched ? tracePair(after, intent, witness.pair) : traceBefore;
  const isTold = effect.effect !== "unaffected";
  return {
    ...effect,
    reason: isTold ? (traceAfter?.reason ?? null) : null,
    at: isTold ? (traceAfter?.at ?? null) : null,
    certificate: null,
    evidence: {
      certificate: null,
      before: traceBefore ? [...traceBefore.forward, ...traceBefore.return] : [],
      after: traceAfter ? [...traceAfter.forward, ...traceAfter.return] : [],
      at: traceAfter?.at ?? null,
    },
  };
}
