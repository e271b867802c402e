import { type Deviation, findDeviations, type PeerRole, peerRoles } from "../engine/baseline";
import { indexConfiguration } from "../engine/configuration";
import type { LocalNetwork } from "./local-analysis";

/** The answer of `umbra anomalies`: who differs from those that do the same job, and whom that could be asked of. */
export interface LocalAnomalies {
  readonly deviations: readonly Deviation[];
  /** Every role that has enough members to say what is usual. */
  readonly compared: readonly PeerRole[];
  /** Resources that nothing says a role of, or that have too few peers: nothing is known of them here. */
  readonly notComparedCount: number;
}

/** What is unusual in one configuration. */
export function anomaliesLocal({ configuration }: LocalNetwork): LocalAnomalies {
  const index = indexConfiguration(configuration);
  const { compared, notComparedCount } = peerRoles(index);
  return { deviations: findDeviations(index), compared, notComparedCount };
}
