import { type IntervalSet, intervalAlgebra } from "./interval-set";

/** Ports (0 to 65535) as sorted disjoint ranges, `[[lo, hi], ...]`. Also holds ICMP types (0 to 255). */
export type PortSet = IntervalSet<number>;

/** Set operations on ports. */
export const ports = intervalAlgebra<number>(
  (value) => value + 1,
  (value) => value - 1,
);

export const ALL_PORTS: PortSet = [[0, 65535]];

/** The set that holds `port` alone. */
export function onePort(port: number): PortSet {
  return [[port, port]];
}
