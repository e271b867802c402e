import { comparePeers, type PeerComparison } from "../engine/baseline";
import { indexConfiguration } from "../engine/configuration";
import type { LocalNetwork } from "./local-analysis";

/** The answer of `umbra anomalies`: who differs in one configuration from those that do the same job. */
export function anomaliesLocal({ configuration }: LocalNetwork): PeerComparison {
  return comparePeers(indexConfiguration(configuration));
}
