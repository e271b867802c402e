import type { KeyboardEvent } from "react";
import type { TopologyRow } from "../../server/engine/topology";

const PAGE_ROWS = 12;
const TYPE_AHEAD_MS = 700;

interface OutlineActions {
  readonly rows: readonly TopologyRow[];
  readonly goTo: (row: TopologyRow) => void;
  readonly toggle: (row: TopologyRow) => void;
  readonly open: (row: TopologyRow) => void;
  readonly mark: (row: TopologyRow) => void;
  readonly menu: (row: TopologyRow, at: { x: number; y: number }) => void;
  readonly hide: (row: TopologyRow) => void;
}

/** Keys of a treegrid (WAI-ARIA practices), plus type-ahead and the menu key. */
export function outlineKey(event: KeyboardEvent, row: TopologyRow, actions: OutlineActions): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  // Buttons inside a row keep their own keys.
  if (
    event.target instanceof HTMLElement &&
    event.target.closest("button") !== null &&
    isButtonKey(event.key)
  )
    return;
  const act = actionOf(event, row, actions);
  if (act === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function isButtonKey(key: string): boolean {
  return key === "Enter" || key === " ";
}

function actionOf(event: KeyboardEvent, row: TopologyRow, actions: OutlineActions): (() => void) | undefined {
  const { rows } = actions;
  const index = rows.indexOf(row);
  const step = (to: number) => {
    const target = rows[Math.max(0, Math.min(rows.length - 1, to))];
    return target === undefined ? undefined : () => actions.goTo(target);
  };
  switch (event.key) {
    case "ArrowDown":
      return step(index + 1);
    case "ArrowUp":
      return step(index - 1);
    case "PageDown":
      return step(index + PAGE_ROWS);
    case "PageUp":
      return step(index - PAGE_ROWS);
    case "Home":
      return step(0);
    case "End":
      return step(rows.length - 1);
    case "ArrowRight":
      if (!row.expandable) return undefined;
      return row.expanded ? step(index + 1) : () => actions.toggle(row);
    case "ArrowLeft": {
      if (row.expandable && row.expanded) return () => actions.toggle(row);
      const parent = rows.findIndex(({ id }) => id === row.parentId);
      return parent < 0 ? undefined : step(parent);
    }
    case "Enter":
      return () => actions.open(row);
    case " ":
      return () => actions.mark(row);
    // Letters look for names here, so that hiding has a key of its own.
    case "Delete":
      return () => {
        // What is in it goes with it.
        const next = rows.slice(index + 1).find(({ level }) => level <= row.level) ?? rows[index - 1];
        typed = "";
        actions.hide(row);
        if (next !== undefined) actions.goTo(next);
      };
    case "ContextMenu":
      return () => actions.menu(row, menuPoint(event.target));
    case "F10":
      return event.shiftKey ? () => actions.menu(row, menuPoint(event.target)) : undefined;
    default:
      return event.key.length === 1 && /[\p{L}\p{N}]/u.test(event.key)
        ? typeAhead(event.key, index, actions)
        : undefined;
  }
}

/** Under the row's name, where the eye is. */
function menuPoint(target: EventTarget): { x: number; y: number } {
  const box = target instanceof HTMLElement ? target.getBoundingClientRect() : { left: 0, bottom: 0 };
  return { x: box.left + 48, y: box.bottom };
}

let typed = "";
let typedAt = 0;

function typeAhead(key: string, from: number, { rows, goTo }: OutlineActions): () => void {
  return () => {
    const now = performance.now();
    typed = now - typedAt > TYPE_AHEAD_MS ? key.toLowerCase() : typed + key.toLowerCase();
    typedAt = now;
    // One letter again and again steps on; more letters may match the row one is at.
    const start = typed.length === 1 ? from + 1 : from;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[(start + i) % rows.length];
      if (row?.label.toLowerCase().startsWith(typed)) {
        goTo(row);
        return;
      }
    }
  };
}
