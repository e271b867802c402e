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

/** What is hidden and isolated after a resource on this way is asked for: it is hidden no more, and isolated with the rest. */
export function withShown(
  { hide, only }: { readonly hide: readonly string[]; readonly only: readonly string[] },
  id: string,
  path: readonly string[],
): { readonly hide: string[] | null; readonly only: string[] | null } {
  const way = new Set([...path, id]);
  const stillHidden = hide.filter((one) => !way.has(one));
  const isIn = only.length === 0 || only.some((one) => way.has(one));
  return {
    hide: stillHidden.length === 0 ? null : stillHidden,
    only: only.length === 0 ? null : isIn ? [...only] : [...only, id],
  };
}
