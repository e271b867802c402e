import type { LoadRow } from "../../server/application/ports/load-answers";
import type { Tone } from "../ui/badge";
import { kindLabel } from "../ui/kind-label";
import { visibleText } from "../ui/visible-text";

const UNITS: Readonly<Record<LoadRow["dimension"], string>> = {
  bandwidth: "Gbps",
  internetBandwidth: "Gbps",
  packets: "packets/s",
  connections: "connections",
  flow: "Gbps per flow",
};

const DIMENSIONS: Readonly<Record<LoadRow["dimension"], string>> = {
  bandwidth: "bandwidth",
  internetBandwidth: "bandwidth outside the region's network",
  packets: "packets",
  connections: "connections",
  flow: "bandwidth of a single flow",
};

export const STATES: Readonly<
  Record<LoadRow["state"] | "assumed", { readonly word: string; readonly tone: Tone }>
> = {
  ok: { word: "OK", tone: "ok" },
  "at-risk": { word: "At risk", tone: "risk" },
  overloaded: { word: "Overloaded", tone: "lost" },
  unknown: { word: "Unknown", tone: "undecided" },
  assumed: { word: "Assumed", tone: "neutral" },
};

export const FLAGS = { SCALING: "rests on scaling up", BURST: "rests on burst credits" } as const;

/** At most three digits that matter. */
export function figure(value: number): string {
  return Number(value >= 1000 ? value.toFixed(0) : value.toPrecision(3)).toLocaleString("en", {
    maximumFractionDigits: 12,
  });
}

export function percent(ratio: number): string {
  return `${figure(ratio * 100)} %`;
}

export function amount({ load, limit, dimension }: LoadRow): string {
  const of = limit === null ? "" : ` of ${figure(limit)}`;
  return `${figure(load)}${of} ${UNITS[dimension]}`;
}

/** What is counted, and where of the element. */
export function measureOf({ dimension, direction, part }: LoadRow): string {
  const way = direction === "both" ? "" : `, ${direction}`;
  return `${DIMENSIONS[dimension]}${way}${part === null ? "" : `, ${visibleText(part)}`}`;
}

/** The element by the name that people know it by. */
export function elementText({ kind, id, name }: LoadRow["element"]): string {
  return `${kindLabel(kind)} ${visibleText(name ?? id)}`;
}

export function rowText(row: LoadRow): string {
  return `${elementText(row.element)}, ${measureOf(row)}`;
}
