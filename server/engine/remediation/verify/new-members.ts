import type { Change, Element } from "../../configuration";
import { type PortSet, ports } from "../../net";
import { type FlowChange, type ReachRow, reachRelation } from "../../scenario";
import type { Network } from "../../semantics";

/**
 * Tells of flows of a member that was added whether the one it is like has them too: a further one of a tier opens nothing
 * that the tier does not open already. Between the two of them it does.
 */
export function flowsOfModels(before: Network, changes: readonly Change[]): (flow: FlowChange) => boolean {
  const models = new Map(
    changes.flatMap((change) =>
      change.kind === "add-instance" ? [[change.id, change.copyOf] as const] : [],
    ),
  );
  const rows = new Map<string, readonly ReachRow[]>();
  const rowsOf = (side: "from" | "to", id: string) => {
    const key = `${side} ${id}`;
    const known = rows.get(key) ?? reachRelation(before, { [side]: id });
    rows.set(key, known);
    return known;
  };
  const hostOf = ({ id }: Pick<Element, "id">) =>
    before.index.get("networkInterface", id)?.attachment?.instanceId ?? id;
  const has = (flow: FlowChange, from: Element, to: Element): boolean => {
    const [source, target] = [models.get(from.id), models.get(to.id)];
    if (source === undefined && target === undefined) return false;
    if (source === to.id || target === from.id) return false;
    const near = target === undefined ? rowsOf("from", source ?? "") : rowsOf("to", target);
    const other = target === undefined ? to.id : from.id;
    const alike = near.filter(
      (row) =>
        row.family === flow.family &&
        row.protocol === flow.protocol &&
        row.verdict === flow.after &&
        hostOf(target === undefined ? row.to : row.from) === other,
    );
    const open: PortSet = alike.reduce((sum: PortSet, row) => ports.union(sum, row.ports), []);
    return alike.length > 0 && ports.covers(open, flow.ports);
  };
  return (flow) =>
    models.size > 0 &&
    flow.from.every((from) => flow.to.every((to) => from.id === to.id || has(flow, from, to)));
}
