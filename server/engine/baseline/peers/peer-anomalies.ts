import type { Element } from "../../configuration";
import { fingerprint } from "../../finding";
import { ANOMALY_LIST_LIMIT, type Anomaly } from "../anomaly.schema";
import { type Deviation, MIN_AGREEMENT, type PeerComparison } from "./deviations";

/** What is called so in an alert and in a fingerprint. */
export const PEER_DEVIATION = "peer-deviation";

/** Differences from peers as anomalies, in the same order. `head` is the snapshot they were found in. */
export function peerAnomalies({ deviations }: PeerComparison, head: string | null): readonly Anomaly[] {
  return deviations.map((deviation) => ({ ...anomalyOf(deviation), snapshots: { base: null, head } }));
}

function anomalyOf(deviation: Deviation): Omit<Anomaly, "snapshots"> {
  const { subject, role, kind, token, literals, places, peers, peerCount, agreeingCount } = deviation;
  return {
    id: fingerprint({
      kind: PEER_DEVIATION,
      policy: "as-peers-are",
      element: subject.id,
      affected: [`token ${token}`, `role ${role.name} by ${role.how}`],
    }),
    detector: "peer-template",
    subject,
    title: `${nameOf(subject)} ${kind === "extra" ? "has" : "lacks"} "${token}", unlike ${agreeingCount} of its ${peerCount} peers`,
    differs: {
      kind,
      token,
      literals: literals.slice(0, ANOMALY_LIST_LIMIT),
      // What is lacking is written as a peer has it, and the peer may go: the lack is the same.
      digest: fingerprint({
        kind: PEER_DEVIATION,
        policy: kind,
        element: token,
        affected: kind === "extra" ? literals : [],
      }),
      places: places.slice(0, ANOMALY_LIST_LIMIT).map((place) => ({ ...place })),
    },
    role: { ...role },
    peers: peers.map((peer) => ({ ...peer })),
    peerCount,
    measure: {
      value: agreeingCount / peerCount,
      expected: MIN_AGREEMENT,
      bound: deviation.agreement,
      unit: "of the peers agree",
    },
    at: null,
    danger: deviation.danger,
  };
}

function nameOf({ name, id }: Element): string {
  return name === undefined || name === id ? `\`${id}\`` : `${name} (\`${id}\`)`;
}
