import type { Change } from "../../configuration";
import { ports } from "../../net";
import { type FlowChange, type ReachRow, reachRelation } from "../../scenario";
import type { Network } from "../../semantics";

/**
 * Tells of flows to a node of a load balancer, where requests are made to cross zones, whether their sender reached another
 * node of the same load balancer on the same ports before: it is the same service, and nothing new is open to anybody.
 */
export function flowsOfNodes(before: Network, changes: readonly Change[]): (flow: FlowChange) => boolean {
  if (!changes.some(({ kind }) => kind === "set-cross-zone")) return () => false;
  const rows = new Map<string, readonly ReachRow[]>();
  const rowsFrom = (id: string) => {
    const known = rows.get(id) ?? reachRelation(before, { from: id });
    rows.set(id, known);
    return known;
  };
  const nodesBeside = (interfaceId: string): readonly string[] =>
    before.balancers
      .nodeOfInterface(interfaceId)
      ?.balancer.nodes.flatMap(({ interfaces }) => interfaces.map(({ id }) => id)) ?? [];
  return (flow) =>
    flow.to.every((to) => {
      const nodes = nodesBeside(to.id);
      return flow.from.every((from) =>
        rowsFrom(from.id).some(
          (row) =>
            nodes.includes(row.to.id) &&
            row.family === flow.family &&
            row.protocol === flow.protocol &&
            // All of it was open there, or as little of it as is here now.
            (row.verdict === "REACHABLE" || row.verdict === flow.after) &&
            ports.covers(row.ports, flow.ports),
        ),
      );
    });
}
