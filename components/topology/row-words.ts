import type { TopologyNode, TopologyRow } from "../../server/engine/topology";
import { kindLabel } from "../ui/kind-label";
import { countsText, type Marks, markWord } from "./marks";

const GROUP_WORDS = new Map([
  ["tier", "class of instances"],
  ["chunk", "part of a list"],
  ["group", "group"],
  ["region", "region"],
]);

/** What kind of place it is, in words. */
export function placeWord(kind: string): string {
  return GROUP_WORDS.get(kind) ?? kindLabel(kind);
}

/** One sentence for the tip and for the live region. */
export function nodeSentence(node: TopologyNode, marks: Marks): string {
  const mark = marks.nodes.get(node.id);
  const parts = [
    `${node.label}, ${placeWord(node.kind)}`,
    node.detail,
    ...node.badges.map(({ label }) => label),
    mark === undefined ? "" : markWord(mark),
    marks.labels.get(node.id) ?? "",
    countsText(marks.boxes.get(node.id)),
    node.expandable && node.seat === "box" ? (node.expanded ? "open" : "closed") : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** "nat-gw-1a in subnet public-1a, vpc main, 4 neighbours": what was found, and where. */
export function foundSentence(
  row: TopologyRow,
  rows: readonly TopologyRow[],
  neighbourCount: number | null,
): string {
  const around = holders(row, rows)
    .filter(({ kind }) => kind === "subnet" || kind === "vpc")
    .map((holder) => `${placeWord(holder.kind)} ${holder.label}`);
  const where = around.length === 0 ? "" : ` in ${around.join(", ")}`;
  const neighbours =
    neighbourCount === null ? "" : `, ${neighbourCount} ${neighbourCount === 1 ? "neighbour" : "neighbours"}`;
  return `${row.label}${where}${neighbours}`;
}

/** Rows around a row, innermost first. */
export function holders(row: TopologyRow, rows: readonly TopologyRow[]): TopologyRow[] {
  const byId = new Map(rows.map((one) => [one.id, one]));
  const list: TopologyRow[] = [];
  for (let id = row.parentId; id !== null; ) {
    const holder = byId.get(id);
    if (holder === undefined) break;
    list.push(holder);
    id = holder.parentId;
  }
  return list;
}
