import { comparePeers, driftAnomalies, type PeerComparison, peerAnomalies } from "../../engine/baseline";
import {
  type Configuration,
  type ConfigurationDiff,
  type ConfigurationIndex,
  doubtText,
  isDoubtful,
} from "../../engine/configuration";
import { ANOMALY_LIMIT, type DriftAnswer, type PeersAnswer } from "../ports/anomaly-answers";
import type { HeldSnapshot } from "./held-snapshot";

/** What peers are told by: without some of these, one that is not found may be there. */
const COMPARED_KINDS: ReadonlySet<string> = new Set([
  "instance",
  "networkInterface",
  "securityGroup",
  "subnet",
  "routeTable",
  "networkAcl",
]);

/** Kept for as long as the snapshot is held: the analysis asks, and then the page. */
const compared = new WeakMap<ConfigurationIndex, PeerComparison>();

/** Who differs from those that do the same job. */
export function answerPeers({ index }: HeldSnapshot, { head }: { readonly head: string }): PeersAnswer {
  const comparison = compared.get(index) ?? comparePeers(index);
  compared.set(index, comparison);
  const anomalies = peerAnomalies(comparison, head);
  return {
    anomalies: anomalies.slice(0, ANOMALY_LIMIT),
    compared: comparison.compared,
    notComparedCount: comparison.notComparedCount,
    doubts: index.configuration.coverage
      .filter(({ kind, status }) => COMPARED_KINDS.has(kind) && status !== "ok")
      .map(doubtText),
  };
}

/** What of a diff with the baseline is drift. */
export function answerDrift(
  { index }: HeldSnapshot,
  diff: ConfigurationDiff,
  snapshots: { readonly base: string; readonly head: string },
): DriftAnswer {
  const { anomalies, uncertainIds } = driftAnomalies(diff, snapshots);
  return {
    anomalies: anomalies.slice(0, ANOMALY_LIMIT),
    uncertainIds,
    doubts: doubtsOf(index.configuration),
  };
}

/** What a snapshot holds of an earlier time: a difference that is not there may have come since. */
function doubtsOf({ coverage }: Configuration): readonly string[] {
  return coverage.filter(isDoubtful).map(doubtText);
}
