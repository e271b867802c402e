"use client";

import { snapshotText } from "./history-words";
import type { Snapshot } from "./use-history";

const HEIGHT = 28;
const LEAST_HEIGHT = 4;

interface SnapshotTicksProps {
  /** Oldest first. */
  readonly snapshots: readonly Snapshot[];
  readonly index: number;
  readonly onMove: (index: number) => void;
}

/** The ticks, and over them a slider of the browser's own: it is dragged, clicked and moved by arrow keys. */
export function SnapshotTicks({ snapshots, index, onMove }: SnapshotTicksProps) {
  const counts = snapshots.map(changeCount);
  const most = Math.max(1, ...counts);
  const last = snapshots.length - 1;
  const shown = snapshots[index];
  return (
    <div className="relative h-9 min-w-40 flex-1 rounded-md outline-accent outline-offset-1 has-focus-visible:outline-2">
      <svg
        aria-hidden="true"
        className="absolute inset-x-2 inset-y-0 h-full w-[calc(100%-1rem)] overflow-visible"
        viewBox={`0 0 ${last} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {snapshots.map((snapshot, position) => {
          // Between few and many the eye compares roots better than counts.
          const height = Math.max(LEAST_HEIGHT, HEIGHT * Math.sqrt((counts[position] ?? 0) / most));
          return (
            <line
              key={snapshot.number}
              x1={position}
              x2={position}
              y1={HEIGHT}
              y2={HEIGHT - height}
              vectorEffect="non-scaling-stroke"
              strokeWidth={position === index ? 6 : 3}
              className={position === index ? "stroke-accent" : "stroke-line-strong"}
            />
          );
        })}
      </svg>
      <input
        type="range"
        aria-label="Snapshot"
        aria-valuetext={
          shown === undefined
            ? "an older snapshot"
            : `${snapshotText(shown)}${index === last ? ", live" : ""}, ${counts[index] ?? 0} changes`
        }
        min={0}
        max={last}
        step={1}
        value={Math.max(0, index)}
        onChange={(event) => onMove(Number(event.target.value))}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
    </div>
  );
}

function changeCount({ changes }: Snapshot): number {
  if (changes === null) return 0;
  return changes.addedCount + changes.removedCount + changes.changedCount + changes.cosmeticCount;
}
