import { comparePeers, type Deviation, type PeerComparison, peerAnomalies } from "../engine/baseline";
import { type FactException, indexConfiguration } from "../engine/configuration";
import type { LocalNetwork, LocalPorts } from "./local-analysis";

/** A difference, the fingerprint that its alert has, and the exception by which its owner accepts it, if one is in force. */
export type LocalDeviation = Deviation & {
  readonly fingerprint: string;
  readonly exception: FactException | null;
};

/** The answer of `umbra anomalies`: who differs in one configuration from those that do the same job. */
export function anomaliesLocal(
  { today }: Pick<LocalPorts, "today">,
  { configuration, exceptions }: LocalNetwork,
): Omit<PeerComparison, "deviations"> & { readonly deviations: readonly LocalDeviation[] } {
  const comparison = comparePeers(indexConfiguration(configuration));
  const inForce = exceptions.filter(({ expires }) => expires >= today());
  const ids = peerAnomalies(comparison, null).map(({ id }) => id);
  return {
    ...comparison,
    deviations: comparison.deviations.map((deviation, position) => {
      const fingerprint = ids[position] ?? "";
      const exception = inForce.find(({ alert }) => alert === fingerprint) ?? null;
      return { ...deviation, fingerprint, exception };
    }),
  };
}
