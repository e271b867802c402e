import type { Change, ConfigurationIndex, Element } from "../../configuration";
import { type PortSet, ports } from "../../net";
import { type FlowChange, type ReachRow, reachRelation } from "../../scenario";
import type { Network } from "../../semantics";

/** The instances that changes start, each with the one it is like. */
export function modelsOf(changes: readonly Change[]): ReadonlyMap<string, string> {
  return new Map(
    changes.flatMap((change) => {
      if (change.kind === "add-instance") return [[change.id, change.copyOf] as const];
      if (change.kind !== "set-desired-capacity" || change.to < change.from) return [];
      return change.members.map(({ id, copyOf }) => [id, copyOf] as const);
    }),
  );
}

/** Members of scaling groups that are enlarged, with those that come, by the group. */
function groupsOf(index: ConfigurationIndex, changes: readonly Change[]): ReadonlyMap<string, string> {
  return new Map(
    changes.flatMap((change) => {
      if (change.kind !== "set-desired-capacity") return [];
      const { autoScalingGroupId, members } = change;
      const there = index.get("autoScalingGroup", autoScalingGroupId)?.instances ?? [];
      const ids = [...there.map(({ instanceId }) => instanceId), ...members.map(({ id }) => id)];
      return ids.map((id) => [id, autoScalingGroupId] as const);
    }),
  );
}

/**
 * Tells of flows of a member that was added whether the one it is like has them too: a further one of a tier opens nothing
 * that the tier does not open already. Between the two of them it does, but for members of one scaling group: whoever made
 * the group said how many of them there may be.
 */
export function flowsOfModels(before: Network, changes: readonly Change[]): (flow: FlowChange) => boolean {
  const models = modelsOf(changes);
  const groups = groupsOf(before.index, changes);
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
    const group = groups.get(hostOf(from));
    if (group !== undefined && group === groups.get(hostOf(to))) return true;
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
