import type { Dimension, Usage } from "../scenario";

export const LOAD_UNITS: Readonly<Record<Dimension, string>> = {
  bandwidth: "Gbps",
  internetBandwidth: "Gbps",
  packets: "packets/s",
  connections: "connections",
  flow: "Gbps",
};

const SOURCES: Readonly<Record<Dimension, string>> = {
  bandwidth: "published bandwidth",
  internetBandwidth: "published bandwidth to what is outside the region's network",
  packets: "published packets per second",
  connections: "published number of connections",
  flow: "published bandwidth of a single flow",
};

const DIRECTIONS = { in: " in", out: " out", both: "" } as const;

/** Where a limit comes from. */
export function limitSource({ point }: Usage, instanceType: string | undefined): string {
  const { dimension, limit, part } = point;
  const base = SOURCES[dimension];
  const type = instanceType === undefined ? "" : ` of ${instanceType}`;
  const baseline = limit.kind === "known" && limit.burst !== undefined ? "; sustained, not burst" : "";
  return `${base}${type}${part === undefined ? "" : `, ${part}`}${baseline}`;
}

/** "0.04 of 0.064 Gbps in (62.5 %)": how much of a limit is used. */
export function usageText({ point, load, limit, utilizationRatio }: Usage): string {
  const { dimension, direction, part } = point;
  const place = part === undefined ? "" : `, ${part}`;
  const way = `${LOAD_UNITS[dimension]}${dimension === "flow" ? " per flow" : ""}${DIRECTIONS[direction]}`;
  return `${figure(load)} of ${figure(limit ?? 0)} ${way}${place} (${percent(utilizationRatio ?? 0)})`;
}

/** A share as per cent. */
export function percent(ratio: number): string {
  return `${figure(ratio * 100)} %`;
}

/** At most three digits after those that matter. */
export function figure(value: number): string {
  return String(Number(value >= 1000 ? value.toFixed(0) : value.toPrecision(3)));
}

/** A factor by which traffic may grow, never rounded up. */
export function factorText(factor: number): string {
  return String(Math.floor(factor * 100 + 1e-6) / 100);
}
