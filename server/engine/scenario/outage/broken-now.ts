import type { Intent } from "../../intent";
import type { Trace } from "../../semantics";
import type { OutageBaseline } from "./baseline";
import { firstPair } from "./member-groups";
import { tracePair } from "./pair";

/** A required flow that none of its members has, though nothing has failed, with the trace of one pair. */
export interface BrokenIntent {
  readonly intent: Intent;
  readonly trace: Trace;
}

/**
 * Required flows that do not work now. They have nothing left to lose in a what-if (F-2), so they are told of by themselves and never
 * count as unaffected.
 */
export function brokenNow({ network, intents }: OutageBaseline): readonly BrokenIntent[] {
  return intents.flatMap(({ intent, pairs }): BrokenIntent[] => {
    const first = pairs[0];
    if (!first || pairs.some(({ verdict }) => verdict !== "NOT_REACHABLE")) return [];
    const pair = firstPair(first.from.members, first.to.members);
    return pair ? [{ intent, trace: tracePair(network, intent, pair) }] : [];
  });
}
