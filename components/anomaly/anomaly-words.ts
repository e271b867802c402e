import type { Anomaly, AnomalyDetector } from "../../server/engine/baseline/anomaly.schema";

export const DETECTORS = [
  "drift",
  "peer-template",
  "change-rate",
  "rare-actor",
] as const satisfies readonly AnomalyDetector[];

export const DETECTOR_WORDS: Record<AnomalyDetector, string> = {
  drift: "Drift",
  "peer-template": "Unlike its peers",
  "change-rate": "Many changes",
  "rare-actor": "Rare actor",
};

/** What the figure says, in a sentence; undefined where nothing was counted. */
export function measureText({ measure, role }: Anomaly): string | undefined {
  if (measure === null) return undefined;
  if (role === null)
    return `${figure(measure.value)} ${measure.unit}, expected ${figure(measure.expected)}, told of above ${figure(measure.bound)}`;
  return `${percent(measure.value)} ${measure.unit}; with 95 % confidence at least ${percent(measure.bound)} of all like them do`;
}

function percent(ratio: number): string {
  return `${Math.floor(ratio * 100)} %`;
}

function figure(value: number): string {
  return (Math.round(value * 100) / 100).toLocaleString("en");
}

/** Anomalies of resources lead to them; an account or a person has no page. */
export function isOfResource({ detector }: Anomaly): boolean {
  return detector === "drift" || detector === "peer-template";
}
