import { fingerprint } from "../../finding";
import { ANOMALY_LIST_LIMIT, type Anomaly } from "../anomaly.schema";
import type { RareAction } from "./rare-actor";
import { kindOfId } from "./resource-kind";

/** What is called so in an alert and in a fingerprint. */
const RARE_ACTOR = "rare-actor";

/** Calls that nobody expected of who made them as anomalies, in the same order; one of each principal and thing. */
export function rareActorAnomalies(rare: readonly RareAction[]): readonly Anomaly[] {
  const found = new Map<string, Anomaly>();
  for (const action of rare) {
    const anomaly = anomalyOf(action);
    if (!found.has(anomaly.id)) found.set(anomaly.id, anomaly);
  }
  return [...found.values()];
}

function anomalyOf({ event, actionClass, isNewAction, score, ownCount }: RareAction): Anomaly {
  const { actor, account, region, sourceNetwork, action, resourceIds } = event;
  const token = isNewAction ? `${actionClass} in ${account} ${region}` : `from ${sourceNetwork}`;
  const call = [
    `${action}, ${event.at}, from ${sourceNetwork}, event ${event.id}`,
    ...resourceIds.map((id) => `on ${id}`),
  ];
  // How surprising it is changes with what is remembered; what was done does not.
  const surprise = `surprise ${score.toFixed(1)} (minus the logarithm of how often it was to be expected), ${ownCount} calls by it there in the 90 days before`;
  return {
    id: fingerprint({ kind: RARE_ACTOR, policy: "as-usual", element: actor.id, affected: [token] }),
    detector: RARE_ACTOR,
    subject: { kind: "principal", id: actor.id, name: actor.name },
    title: isNewAction
      ? `${actor.name} changed ${actionClass} in ${account} ${region} for the first time in 90 days`
      : `${actor.name} changed ${actionClass} from ${sourceNetwork}, where it never called from in 90 days`,
    differs: {
      kind: "extra",
      token,
      literals: [...call.slice(0, ANOMALY_LIST_LIMIT - 1), surprise],
      digest: fingerprint({ kind: RARE_ACTOR, policy: token, element: actor.id, affected: call }),
      places: resourceIds
        .flatMap((id) => {
          const kind = kindOfId(id);
          return kind === undefined ? [] : [{ kind, id }];
        })
        .slice(0, ANOMALY_LIST_LIMIT),
    },
    role: null,
    peers: [],
    peerCount: 0,
    measure: null,
    snapshots: { base: null, head: null },
    at: event.at,
    danger: event.isNetworkRelevant ? 1 : 0,
  };
}
