import type { AffectedResource } from "../../server/engine/scenario";
import type { TopologyRow } from "../../server/engine/topology";
import { ALL_BANDS, BANDS, type Band, type BandWords, type Tone } from "./overlay-bands";

/** What the health of the map says of a resource. `target` is what is supposed to fail, while it is asked. */
type HealthMark = "target" | AffectedResource["status"] | "alerted";

/** What the page says of a resource beyond its configuration: its health, or its band in another overlay. */
export type Mark = HealthMark | Band;

/** From worst to mildest; a box is marked by the worst inside it. */
export const MARKS: readonly Mark[] = [
  "target",
  "down",
  "lost",
  "degraded",
  "undecided",
  "alerted",
  ...ALL_BANDS,
];

const HEALTH_WORDS: { readonly [M in HealthMark]: string } = {
  target: "failing",
  down: "down",
  lost: "lost",
  degraded: "degraded",
  undecided: "undecided",
  alerted: "open alerts",
};

export function markWord(mark: Mark): string {
  return isBand(mark) ? BANDS[mark].word : HEALTH_WORDS[mark];
}

/** As `markWord`, for rows that have room for a word or two. */
export function shortWord(mark: Mark): string {
  return wordsOf(mark)?.short ?? markWord(mark);
}

function wordsOf(mark: Mark): BandWords | undefined {
  return isBand(mark) ? BANDS[mark] : undefined;
}

const HEALTH_TONES: { readonly [M in HealthMark]: Tone } = {
  target: "simulated",
  down: "simulated",
  lost: "lost",
  degraded: "risk",
  undecided: "undecided",
  alerted: "risk",
};

export function toneOf(mark: Mark): Tone {
  return isBand(mark) ? BANDS[mark].tone : HEALTH_TONES[mark];
}

function isBand(mark: Mark): mark is Band {
  return mark in BANDS;
}

/** Marks by row id and by node id; `counts` says how many marked resources a closed or open box holds. */
export interface Marks {
  readonly rows: ReadonlyMap<string, Mark>;
  readonly nodes: ReadonlyMap<string, Mark>;
  readonly boxes: ReadonlyMap<string, ReadonlyMap<Mark, number>>;
  /** By row id, what is said beside the mark, in words. */
  readonly labels: ReadonlyMap<string, string>;
  /** Only some bands are shown: whatever has no mark steps back. */
  readonly isFiltered: boolean;
}

export const NO_MARKS: Marks = {
  rows: new Map(),
  nodes: new Map(),
  boxes: new Map(),
  labels: new Map(),
  isFiltered: false,
};

/** Where a resource that has no row of its own is drawn: the innermost visible row around it. */
export type Locate = (resourceId: string) => string | undefined;

/** What an overlay adds to marks: words beside them, and whether only some of its bands are shown. */
export interface MarkTerms {
  readonly labels?: ReadonlyMap<string, string>;
  readonly isFiltered?: boolean;
}

/**
 * Turns marks of resources into marks of what is visible. A resource that is folded away marks the row around it
 * through `locate`. Every box counts what it holds, so that nothing marked is out of sight.
 */
export function marksOf(
  rows: readonly TopologyRow[],
  byElement: ReadonlyMap<string, Mark>,
  locate: Locate,
  { labels, isFiltered = false }: MarkTerms = {},
): Marks {
  if (byElement.size === 0) return isFiltered ? { ...NO_MARKS, isFiltered } : NO_MARKS;
  const rowById = new Map(rows.map((row) => [row.id, row]));
  const shown = new Set<string>();
  const marks = {
    rows: new Map<string, Mark>(),
    nodes: new Map<string, Mark>(),
    boxes: new Map<string, Map<Mark, number>>(),
    labels: new Map<string, string>(),
    isFiltered,
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
    const label = labels?.get(row.element.id);
    if (label !== undefined) marks.labels.set(row.id, label);
    count(row.parentId === null ? undefined : rowById.get(row.parentId), mark);
  }
  for (const [id, mark] of byElement) {
    if (shown.has(id)) continue;
    const around = rowById.get(locate(id) ?? "");
    if (around !== undefined) count(around, mark);
  }
  return marks;
}

/** As many as the server looks for in one question. */
const MAX_LOCATED = 20_000;

/**
 * What is marked and has no row of its own, to be found on the server, worst first: when there is too much, what is left
 * out is the mildest.
 */
export function hiddenIds(
  rows: readonly TopologyRow[],
  byElement: ReadonlyMap<string, Mark>,
  limit = MAX_LOCATED,
): string[] {
  if (rows.length === 0) return [];
  const shown = new Set(rows.flatMap(({ element }) => element?.id ?? []));
  const hidden = [...byElement].filter(([id]) => !shown.has(id));
  const rank = new Map(MARKS.map((mark, i) => [mark, i]));
  const rankOf = (mark: Mark) => rank.get(mark) ?? MARKS.length;
  return hidden
    .sort(([, a], [, b]) => rankOf(a) - rankOf(b))
    .slice(0, limit)
    .map(([id]) => id);
}

function worse(a: Mark | undefined, b: Mark): Mark {
  return a === undefined || MARKS.indexOf(b) < MARKS.indexOf(a) ? b : a;
}

/** "3 lost, 12 with headroom", worst first. */
export function countsText(counts: ReadonlyMap<Mark, number> | undefined): string {
  if (counts === undefined) return "";
  return MARKS.flatMap((mark) => {
    const count = counts.get(mark);
    if (count === undefined) return [];
    return `${count} ${mark === "alerted" ? "with open alerts" : (wordsOf(mark)?.counted ?? markWord(mark))}`;
  }).join(", ");
}
