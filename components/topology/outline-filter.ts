import type { TopologyRow } from "../../server/engine/topology";
import { kindLabel } from "../ui/kind-label";
import { type Marks, markWord } from "./marks";

/**
 * Rows that match every word of the filter. `status:lost`, `type:subnet`, `name:web`, `id:eni-`, `ip:10.0.1.`; free
 * text matches name, id and detail. An empty filter matches all. Where only some bands of an overlay are shown, so are
 * only the rows in them.
 */
export function filterRows(
  rows: readonly TopologyRow[],
  filter: string,
  marks: Marks,
): readonly TopologyRow[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const shown = marks.isFiltered ? rows.filter(({ id }) => marks.rows.has(id)) : rows;
  if (words.length === 0) return shown;
  return shown.filter((row) => words.every((word) => matches(row, word, marks)));
}

function matches(row: TopologyRow, word: string, marks: Marks): boolean {
  const [, key, value] = /^(status|type|name|id|ip):(.*)$/.exec(word) ?? [];
  const id = (row.element?.id ?? row.id).toLowerCase();
  const name = row.label.toLowerCase();
  switch (key) {
    case "status": {
      const mark = marks.rows.get(row.id);
      return mark !== undefined && (markWord(mark).startsWith(value ?? "") || mark === value);
    }
    case "type":
      return (
        squeezed(kindLabel(row.kind)).includes(squeezed(value ?? "")) ||
        squeezed(row.kind).includes(squeezed(value ?? ""))
      );
    case "name":
      return name.includes(value ?? "");
    case "id":
      return id.includes(value ?? "");
    case "ip":
      return row.detail.includes(value ?? "");
    default:
      return name.includes(word) || id.includes(word) || row.detail.toLowerCase().includes(word);
  }
}

/** `NAT gateway`, `nat-gateway` and `natGateway` are one type. */
function squeezed(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, "");
}
