import { type PortSet, ports } from "../net";
import type { Trace } from "../semantics";

/**
 * The destination ports of a trace, grouped so that all ports of one class meet the same branches and so have
 * the same answer. Classes of which every branch fails are left out: they are refused. Sorted by first port.
 */
export function answeredPortClasses(trace: Trace): readonly PortSet[] {
  const starts = new Set<number>();
  for (const { destinationPorts } of trace.branches)
    for (const [lo, hi] of destinationPorts) {
      starts.add(lo);
      starts.add(hi + 1);
    }
  const sorted = [...starts].sort((a, b) => a - b);
  const classes = new Map<string, [number, number][]>();
  for (const [position, lo] of sorted.entries()) {
    const hi = (sorted[position + 1] ?? 65536) - 1;
    const met = trace.branches.filter(({ destinationPorts }) => ports.contains(destinationPorts, lo));
    if (met.every(({ end }) => end.kind === "failure")) continue;
    const signature = trace.branches.map((branch) => (met.includes(branch) ? "1" : "0")).join("");
    const known = classes.get(signature);
    if (known) known.push([lo, hi]);
    else classes.set(signature, [[lo, hi]]);
  }
  return [...classes.values()]
    .map((list) => ports.of(list))
    .sort((a, b) => (a[0]?.[0] ?? 0) - (b[0]?.[0] ?? 0));
}
