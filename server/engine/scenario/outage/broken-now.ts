import type { Intent } from "../../intent";
import type { Trace } from "../../semantics";
import type { OutageBaseline } from "./baseline";
import { firstPair } from "./member-groups";
import { tracePair } from "./pair";

/** A required flow that does not work though nothing has failed, with the trace of one pair. */
export interface BrokenIntent {
  readonly intent: Intent;
  readonly trace: Trace;
  /** Hosts without it, sorted, where others of its tier have it; null where nobody has. */
  readonly without: readonly string[] | null;
}

/**
 * Required flows that do not work now. They have nothing left to lose in a what-if (F-2), so they are told of by themselves and never
 * count as unaffected. A way out to the internet is each host's own, by the route of its subnet: it is told of where some
 * hosts of a tier lack it. For the other flows the hosts of a tier stand for each other.
 */
export function brokenNow({ network, intents }: OutageBaseline): readonly BrokenIntent[] {
  return intents.flatMap(({ intent, pairs }): BrokenIntent[] => {
    const broken = pairs.filter(({ verdict }) => verdict === "NOT_REACHABLE");
    const [first] = broken;
    const isWhole = broken.length === pairs.length;
    if (!first || (!isWhole && intent.to.kind !== "internet")) return [];
    const pair = firstPair(first.from.members, first.to.members);
    const without = isWhole ? null : broken.flatMap(({ from }) => from.members).sort();
    return pair ? [{ intent, trace: tracePair(network, intent, pair), without }] : [];
  });
}
