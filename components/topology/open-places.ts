import type { TopologyRow } from "../../server/engine/topology";

/** The `open` list after one row was opened or closed. Later entries were opened later. */
export function withToggled(open: readonly string[], row: TopologyRow): string[] {
  const rest = open.filter((id) => id !== row.id && id !== `-${row.id}`);
  return [...rest, row.expanded ? `-${row.id}` : row.id];
}

/** The `open` list after every place of a way was opened. */
export function withOpened(open: readonly string[], path: readonly string[]): string[] {
  const closed = new Set(path.map((id) => `-${id}`));
  const inPath = new Set(path);
  return [...open.filter((id) => !closed.has(id) && !inPath.has(id)), ...path];
}
