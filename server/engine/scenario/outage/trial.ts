import type { Element } from "../../configuration";
import { type Failure, type Network, withFailures } from "../../semantics";
import type { OutageBaseline } from "./baseline";
import { downElements } from "./contained";
import type { Hits } from "./failed-groups";
import { type IntentEffect, intentEffect } from "./intent-effect";
import { degradedByRedundancy } from "./redundancy";

/** What failures do to every required flow, before any evidence is written out. */
export interface Trial {
  readonly failures: readonly Failure[];
  /** The network as the failures leave it. */
  readonly failed: Network;
  /** What is down: the failed elements and what stops with them. */
  readonly down: ReadonlyMap<string, Element>;
  /** Every flow, in the order of the baseline. */
  readonly effects: readonly IntentEffect[];
}

/**
 * Supposes failures (F-2). Only flows that they can touch are looked at again, so that the failure of one host
 * costs what hangs on that host and not what the whole estate has.
 */
export function tryFailures(baseline: OutageBaseline, failures: readonly Failure[]): Trial {
  const failed = withFailures(baseline.network, failures);
  // What is down is read off the configuration before: a deleted instance still took its interfaces along.
  const down = downElements(baseline.network.index, failures);
  const hits = hitsOf(baseline, down);
  const effects = [...baseline.idle];
  for (const position of flowsTouched(baseline, down, hits)) {
    const flow = baseline.intents[position];
    if (!flow) continue;
    const effect = intentEffect(flow, failed, { down, hits });
    effects[position] = degradedByRedundancy(flow, effect, { before: baseline.network, after: failed });
  }
  return { failures, failed, down, effects };
}

/** Which members lose something of their own, told by the places of what they lose among their names. */
export function hitsOf({ owners }: OutageBaseline, down: ReadonlyMap<string, Element>): Hits {
  const lost = new Map<string, number[]>();
  for (const id of down.keys())
    for (const { member, position } of owners.get(id) ?? []) {
      const positions = lost.get(member);
      if (positions) positions.push(position);
      else lost.set(member, [position]);
    }
  return new Map([...lost].map(([member, positions]) => [member, positions.sort((a, b) => a - b).join()]));
}

function flowsTouched(
  { flowsThrough, flowsOf }: OutageBaseline,
  down: ReadonlyMap<string, Element>,
  hits: Hits,
): ReadonlySet<number> {
  const touched = new Set<number>();
  for (const id of down.keys()) for (const position of flowsThrough.get(id) ?? []) touched.add(position);
  for (const member of hits.keys()) for (const position of flowsOf.get(member) ?? []) touched.add(position);
  return touched;
}
