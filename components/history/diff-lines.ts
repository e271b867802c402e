import type { ChangeRow } from "../../server/application/ports/change-answers";
import type { Element } from "../../server/engine/configuration";

export type ChangeOp = ChangeRow["op"];
export const CHANGE_OPS = ["added", "removed", "changed"] as const satisfies readonly ChangeOp[];

/** Which rows are wanted. */
export interface DiffFilter {
  /** None means all. */
  readonly ops: readonly ChangeOp[];
  readonly text: string;
  readonly withCosmetic: boolean;
}

interface Counted {
  readonly addedCount: number;
  readonly removedCount: number;
  readonly changedCount: number;
}

/** One line of the list: a VPC with what changed in it, a kind within it, or a change. */
export type DiffLine =
  | ({
      readonly line: "place";
      readonly key: string;
      readonly vpc: Element | null;
      readonly isOpen: boolean;
    } & Counted)
  | { readonly line: "kind"; readonly key: string; readonly kind: string; readonly count: number }
  | { readonly line: "change"; readonly key: string; readonly row: ChangeRow };

/** The key of a change in the address and in the list. */
export function changeKey({ element }: Pick<ChangeRow, "element">): string {
  return `${element.kind}:${element.id}`;
}

/** The rows that the filter lets through, in their order. */
export function filterChanges(rows: readonly ChangeRow[], filter: DiffFilter): readonly ChangeRow[] {
  const words = filter.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (row.isCosmetic && !filter.withCosmetic) return false;
    if (filter.ops.length > 0 && !filter.ops.includes(row.op)) return false;
    const { element, title, vpcId } = row;
    const text = [element.kind, element.id, element.name, title, vpcId].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Rows as lines under their VPC and kind; what belongs to no VPC comes last. A closed VPC shows its own line alone. */
export function diffLines(
  rows: readonly ChangeRow[],
  vpcs: readonly Element[],
  closed: ReadonlySet<string>,
): readonly DiffLine[] {
  const byPlace = groupBy(rows, ({ vpcId }) => vpcId ?? "");
  const places = [...byPlace.keys()].sort((a, b) => Number(a === "") - Number(b === "") || (a < b ? -1 : 1));
  return places.flatMap((vpcId): DiffLine[] => {
    const own = byPlace.get(vpcId) ?? [];
    const isOpen = !closed.has(vpcId);
    const vpc = vpcId === "" ? null : (vpcs.find(({ id }) => id === vpcId) ?? { kind: "vpc", id: vpcId });
    const head: DiffLine = { line: "place", key: `place ${vpcId}`, vpc, isOpen, ...countOps(own) };
    return isOpen ? [head, ...kindLines(own, vpcId)] : [head];
  });
}

function kindLines(rows: readonly ChangeRow[], vpcId: string): readonly DiffLine[] {
  return [...groupBy(rows, ({ element }) => element.kind)].flatMap(([kind, own]): DiffLine[] => [
    { line: "kind", key: `kind ${vpcId} ${kind}`, kind, count: own.length },
    ...own.map((row): DiffLine => ({ line: "change", key: changeKey(row), row })),
  ]);
}

function countOps(rows: readonly ChangeRow[]): Counted {
  const count = (op: ChangeOp) => rows.filter((row) => row.op === op).length;
  return { addedCount: count("added"), removedCount: count("removed"), changedCount: count("changed") };
}

function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
