/* biome-ignore-all lint/a11y/useSemanticElements: a treegrid with only the rows in sight is no table */
/* biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, their cells do not */
/* biome-ignore-all lint/a11y/useKeyWithClickEvents: the treegrid handles the keys of its rows */
"use client";

import { Check, ChevronRight, Ellipsis } from "lucide-react";
import type { TopologyRow } from "../../server/engine/topology";
import { classNames } from "../ui/class-names";
import { clipMiddle, visibleText } from "../ui/visible-text";
import { KindIcon } from "./kind-icons";
import { countsText, type Mark, markWord, shortWord, toneOf } from "./marks";
import { placeWord } from "./row-words";
import { TONE_LOOKS } from "./tone-looks";

interface OutlineRowProps {
  readonly row: TopologyRow;
  readonly index: number;
  readonly top: number;
  readonly isFlat: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isMarked: boolean;
  readonly mark: Mark | undefined;
  readonly counts: ReadonlyMap<Mark, number> | undefined;
  /** What is said beside the mark. */
  readonly label: string | undefined;
  readonly onSelect: () => void;
  readonly onToggle: () => void;
  readonly onMenu: (at: { x: number; y: number }) => void;
}

const INDENT_PX = 14;
const LABEL_LENGTH = 36;

/** One row: name with its icon, detail, state, and the button of its menu. */
export function OutlineRow(props: OutlineRowProps) {
  const { row, index, top, isFlat, isActive, isSelected, isMarked, mark, counts } = props;
  const level = isFlat ? 1 : row.level;
  const detail = visibleText(row.detail || (row.badges[0]?.label ?? ""));
  return (
    <div
      role="row"
      data-row-id={row.id}
      data-status={mark ?? ""}
      aria-level={level}
      aria-rowindex={index + 1}
      {...(isFlat ? {} : { "aria-posinset": row.position, "aria-setsize": row.setSize })}
      {...(row.expandable && !isFlat ? { "aria-expanded": row.expanded } : {})}
      aria-selected={isSelected || isMarked}
      tabIndex={isActive ? 0 : -1}
      onClick={props.onSelect}
      onContextMenu={(event) => {
        event.preventDefault();
        props.onMenu({ x: event.clientX, y: event.clientY });
      }}
      className={classNames(
        "group absolute left-0 flex h-7 w-full cursor-default items-center gap-1 pr-1 outline-offset-[-2px]",
        isSelected ? "bg-accent-soft" : "hover:bg-hover",
      )}
      style={{ top, paddingLeft: 4 + (level - 1) * INDENT_PX }}
    >
      {/* What is said of the resource now comes before what it is: first the detail gives way, then the name. */}
      <span className="flex min-w-0 flex-1 items-center gap-1">
        <NameCell {...props} />
        <span
          role="gridcell"
          className="min-w-0 shrink grow-0 basis-28 truncate text-muted text-xs"
          title={detail}
        >
          {detail}
        </span>
      </span>
      <StateCell mark={mark} label={props.label} counts={row.expanded ? undefined : counts} />
      <span role="gridcell" className="shrink-0">
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Menu of ${row.label}`}
          className="flex size-6 items-center justify-center rounded text-muted opacity-0 hover:bg-sunken focus-visible:opacity-100 group-hover:opacity-100 group-focus:opacity-100"
          onClick={(event) => {
            event.stopPropagation();
            const box = event.currentTarget.getBoundingClientRect();
            props.onMenu({ x: box.left, y: box.bottom });
          }}
        >
          <Ellipsis aria-hidden="true" className="size-4" />
        </button>
      </span>
    </div>
  );
}

function NameCell({ row, isFlat, isMarked, onToggle }: OutlineRowProps) {
  const name = visibleText(row.label);
  return (
    <span
      role="gridcell"
      className="flex max-w-full shrink-0 grow basis-auto items-center gap-1 overflow-hidden"
    >
      {isFlat ? null : (
        // Keys open and close rows; the pointer has the arrow.
        <span
          aria-hidden="true"
          className="flex size-5 shrink-0 items-center justify-center"
          onClick={(event) => {
            if (!row.expandable) return;
            event.stopPropagation();
            onToggle();
          }}
        >
          {row.expandable ? (
            <ChevronRight
              className={classNames(
                "size-3.5 text-muted transition-transform duration-150",
                row.expanded && "rotate-90",
              )}
            />
          ) : null}
        </span>
      )}
      {isMarked ? (
        <Check aria-hidden="true" className="size-4 shrink-0 text-accent" />
      ) : (
        <KindIcon kind={row.kind} className="size-4 shrink-0 text-muted" />
      )}
      <span className="sr-only">{placeWord(row.kind)} </span>
      <span className="truncate" title={name}>
        {clipMiddle(name, LABEL_LENGTH)}
      </span>
    </span>
  );
}

/** The row's own state, or what a closed row holds. */
function StateCell({
  mark,
  label,
  counts,
}: {
  readonly mark: Mark | undefined;
  readonly label: string | undefined;
  readonly counts: ReadonlyMap<Mark, number> | undefined;
}) {
  if (mark === undefined) {
    return (
      <span
        role="gridcell"
        title={countsText(counts)}
        className="max-w-[45%] shrink-0 truncate text-muted text-xs"
      >
        {countsText(counts)}
      </span>
    );
  }
  const { icon: Icon, text } = TONE_LOOKS[toneOf(mark)];
  const [word, short] = [markWord(mark), shortWord(mark)];
  return (
    <span
      role="gridcell"
      title={label === undefined ? word : `${word}: ${label}`}
      className={classNames("flex max-w-[45%] shrink-0 items-center gap-1 font-medium text-xs", text)}
    >
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">
        {/* Where an alert stands is only a hint: the sign is enough for the eye. */}
        {mark === "alerted" || short !== word ? <span className="sr-only">{word}</span> : word}
        {mark === "alerted" || short === word ? null : <span aria-hidden="true">{short}</span>}
        {label === undefined ? null : <span className="font-normal text-muted tabular-nums"> {label}</span>}
      </span>
    </span>
  );
}
