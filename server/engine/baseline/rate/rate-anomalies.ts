import type { Element } from "../../configuration";
import { fingerprint } from "../../finding";
import { ANOMALY_LIST_LIMIT, type Anomaly } from "../anomaly.schema";
import { isoOf } from "../instant";
import type { RateAnomaly } from "./change-rate";

/** What is called so in an alert and in a fingerprint. */
const CHANGE_RATE = "change-rate";

/**
 * Hours in which far more changed than usual as anomalies, one of each hour: of all kinds of resources together, or of
 * the kind that stands out most. `subject` is what was watched.
 */
export function changeRateAnomalies(rates: readonly RateAnomaly[], subject: Element): readonly Anomaly[] {
  const hours = new Map<number, RateAnomaly[]>();
  for (const rate of rates) hours.set(rate.hour, [...(hours.get(rate.hour) ?? []), rate]);
  return [...hours].map(([hour, found]) => anomalyOf(hour, found, subject));
}

function anomalyOf(hour: number, rates: readonly RateAnomaly[], subject: Element): Anomaly {
  const [first] = rates.toSorted(
    (a, b) => Number(b.kind === null) - Number(a.kind === null) || b.deviation - a.deviation,
  );
  const { kind, count, usual, bound, sampleCount } = first ?? NONE;
  const from = isoOf(hour);
  const literals = rates.map((each) => `${each.kind ?? "all kinds"}: ${each.count}, usually ${each.usual}`);
  return {
    id: fingerprint({ kind: CHANGE_RATE, policy: "as-usual", element: subject.id, affected: [from] }),
    detector: CHANGE_RATE,
    subject,
    title: `${count} changes${kind === null ? "" : ` of kind ${kind}`} in the hour from ${from.slice(0, 16)} UTC, usually ${usual}`,
    differs: {
      kind: "extra",
      token: `changes in the hour from ${from}`,
      literals: literals.slice(0, ANOMALY_LIST_LIMIT),
      digest: fingerprint({ kind: CHANGE_RATE, policy: from, element: subject.id, affected: literals }),
      places: [],
    },
    role: null,
    peers: [],
    peerCount: 0,
    measure: {
      value: count,
      expected: usual,
      bound,
      unit: `changes in the hour, compared with ${sampleCount} like hours of the 8 weeks before`,
    },
    snapshots: { base: null, head: null },
    at: from,
    danger: 0,
  };
}

/** Every hour has at least one rate. */
const NONE = { kind: null, count: 0, usual: 0, bound: 0, sampleCount: 0 };
