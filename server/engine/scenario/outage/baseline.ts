import type { Configuration } from "../../configuration";
import type { Intent } from "../../intent";
import { buildNetwork, type Horizon, type Network, type Trace, type View } from "../../semantics";
import { type Pair, pairsOf, tracePair } from "./pair";
import { touchedIds } from "./touched";

/** A pair with its trace while nothing has failed. */
export interface TracedPair {
  readonly pair: Pair;
  readonly trace: Trace;
  /** Ids whose failure could change the trace; see `touchedIds`. */
  readonly touched: ReadonlySet<string>;
}

/** A required flow as it is now, with what its evidence rests on. */
export interface IntentBaseline {
  readonly intent: Intent;
  readonly pairs: readonly TracedPair[];
}

/** Every required flow while nothing has failed: what all what-ifs on one snapshot start from. */
export interface OutageBaseline {
  readonly configuration: Configuration;
  readonly network: Network;
  readonly horizon: Horizon;
  readonly view: View;
  readonly intents: readonly IntentBaseline[];
}

/** Traces every pair of every required flow once. Intents keep their order. */
export function outageBaseline(
  configuration: Configuration,
  intents: readonly Intent[],
  { horizon = "T1", view = "observed" }: { readonly horizon?: Horizon; readonly view?: View } = {},
): OutageBaseline {
  const network = buildNetwork(configuration, { horizon, view });
  return {
    configuration,
    network,
    horizon,
    view,
    intents: intents.map((intent) => ({
      intent,
      pairs: pairsOf(intent).map((pair) => {
        const trace = tracePair(network, intent, pair);
        return { pair, trace, touched: touchedIds(network.index, trace, [pair.from, pair.to]) };
      }),
    })),
  };
}
