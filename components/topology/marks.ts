import type { AffectedResource } from "../../server/engine/scenario";
import type { TopologyRow } from "../../server/engine/topology";

/** What the page says of a resource beyond its configuration. `target` is what is supposed to fail, while it is asked. */
export type Mark = "target" | AffectedResource["status"] | "alerted";

/** From worst to mildest; a box is marked by the worst inside it. */
export const MARKS: readonly Mark[] = ["target", "down", "lost", "degraded", "undecided", "alerted"];

export const MARK_WORDS: { readonly [M in Mark]: string } = {
  target: "failing",
  down: "down",
  lost: "lost",
  degraded: "degraded",
  undecided: "undecided",
  alerted: "open alerts",
};

/** Marks by row id and by node id; `counts` says how many marked resources a closed or open box holds. */
export interface Marks {
  readonly rows: ReadonlyMap<string, Mark>;
  readonly nodes: ReadonlyMap<string, Mark>;
  readonly boxes: ReadonlyMap<string, ReadonlyMap<Mark, number>>;
}

export const NO_MARKS: Marks = { rows: new Map(), nodes: new Map(), boxes: new Map() };

/** Where a resource that has no row of its own is drawn: the innermost visible row around it. */
export type Locate = (resourceId: string) => string | undefined;

/**
 * Turns marks of resources into marks of what is visible. A resource that is folded away marks the row around it
 * through `locate`. Every box counts what it holds, so that nothing marked is out of sight.
 */
export function marksOf(
  rows: readonly TopologyRow[],
  byElement: ReadonlyMap<string, Mark>,
  locate: Locate,
): Marks {
  if (byElement.size === 0) return NO_MARKS;
  const rowById = new Map(rows.map((row) => [row.id, row]));
  const shown = new Set<string>();
  const marks = {
    rows: new Map<string, Mark>(),
    nodes: new Map<string, Mark>(),
    boxes: new Map<string, Map<Mark, number>>(),
  };
  const count = (row: TopologyRow | undefined, mark: Mark) => {
    for (let at = row; at !== undefined; at = at.parentId === null ? undefined : rowById.get(at.parentId)) {
      const counts = marks.boxes.get(at.id) ?? new Map<Mark, number>();
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
      marks.boxes.set(at.id, counts);
    }
  };
  const put = (row: TopologyRow, mark: Mark) => {
    marks.rows.set(row.id, worse(marks.rows.get(row.id), mark));
    // An interface inside its instance says nothing new of the instance.
    if (row.nodeId === row.id) marks.nodes.set(row.id, worse(marks.nodes.get(row.id), mark));
  };
  for (const row of rows) {
    const mark = row.element === null ? undefined : byElement.get(row.element.id);
    if (mark === undefined || row.element === null) continue;
    shown.add(row.element.id);
    put(row, mark);
    count(row.parentId === null ? undefined : rowById.get(row.parentId), mark);
  }
  for (const [id, mark] of byElement) {
    if (shown.has(id)) continue;
    const around = rowById.get(locate(id) ?? "");
    if (around !== undefined) count(around, mark);
  }
  return marks;
}

function worse(a: Mark | undefined, b: Mark): Mark {
  return a === undefined || MARKS.indexOf(b) < MARKS.indexOf(a) ? b : a;
}

/** "3 lost, 1 degraded", worst first. */
export function countsText(counts: ReadonlyMap<Mark, number> | undefined): string {
  if (counts === undefined) return "";
  return MARKS.flatMap((mark) => {
    const count = counts.get(mark);
    if (count === undefined) return [];
    return `${count} ${mark === "alerted" ? "with open alerts" : MARK_WORDS[mark]}`;
  }).join(", ");
}
