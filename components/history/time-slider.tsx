"use client";

import { ChevronLeft, ChevronRight, GitCompareArrows } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo, useRef, useState } from "react";
import { tinykeys } from "tinykeys";
import { isTyping, useShortcutsOn } from "../shell/shortcut-setting";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { Select } from "../ui/select";
import { diffHref, snapshotText } from "./history-words";
import { SnapshotTicks } from "./snapshot-ticks";
import { type Snapshot, useRecentSnapshots } from "./use-history";

/** While it is dragged, the map waits for the handle to rest. */
const REST_MS = 250;

interface TimeSliderProps {
  readonly estateId: string;
  /** The snapshot in the address; null is the latest. */
  readonly at: string | null;
  /** Null goes back to the latest. */
  readonly onChoose: (snapshotId: string | null) => void;
}

/** The snapshots of the estate in a strip: a tick each, as high as much changed. Shown where there is more than one. */
export function TimeSlider({ estateId, at, onChoose }: TimeSliderProps) {
  const query = useRecentSnapshots(estateId);
  const snapshots = useMemo(() => query.data?.entries.toReversed() ?? [], [query.data]);
  if (snapshots.length < 2) return null;
  return <Strip estateId={estateId} snapshots={snapshots} at={at} onChoose={onChoose} />;
}

function Strip({
  estateId,
  snapshots,
  at,
  onChoose,
}: TimeSliderProps & { readonly snapshots: readonly Snapshot[] }) {
  const last = snapshots.length - 1;
  const found = at === null ? last : snapshots.findLastIndex(({ snapshotId }) => snapshotId === at);
  // A snapshot older than the strip reaches: its place is before the first.
  const { index, move } = useRestingIndex(found, (next) =>
    onChoose(next === last ? null : (snapshots[next]?.snapshotId ?? null)),
  );
  const shown = snapshots[index];
  const step = (by: 1 | -1) => {
    const next = snapshots[index + by];
    if (next === undefined) return;
    move(index + by, { atOnce: true });
    announce(snapshotText(next));
  };
  useStepKeys(step);
  const options = snapshots.toReversed().map((snapshot) => ({
    value: String(snapshot.number),
    label: `${snapshotText(snapshot)}${snapshot === snapshots[last] ? " (live)" : ""}`,
  }));
  return (
    <section
      aria-label="Snapshots"
      className="flex min-h-14 shrink-0 flex-wrap items-center gap-2 border-line border-t bg-surface px-3 py-1"
    >
      <Button
        variant="ghost"
        size="icon"
        aria-label="Snapshot before"
        title="Snapshot before ( [ )"
        disabled={index <= 0}
        onClick={() => step(-1)}
      >
        <ChevronLeft aria-hidden="true" />
      </Button>
      <SnapshotTicks snapshots={snapshots} index={index} onMove={(next) => move(next, { atOnce: false })} />
      <Button
        variant="ghost"
        size="icon"
        aria-label="Snapshot after"
        title="Snapshot after ( ] )"
        disabled={index >= last}
        onClick={() => step(1)}
      >
        <ChevronRight aria-hidden="true" />
      </Button>
      <Select
        label="Snapshot shown"
        value={shown === undefined ? "" : String(shown.number)}
        onValueChange={(number) =>
          move(
            snapshots.findIndex((snapshot) => String(snapshot.number) === number),
            { atOnce: true },
          )
        }
        options={shown === undefined ? [{ value: "", label: "An older snapshot" }, ...options] : options}
      />
      {shown === undefined || shown.number <= 1 ? null : (
        <Link
          href={diffHref(estateId, { head: shown.snapshotId })}
          className={buttonLook("secondary", "small")}
        >
          <GitCompareArrows aria-hidden="true" />
          What changed
          <span className="sr-only"> in the snapshot shown</span>
        </Link>
      )}
    </section>
  );
}

/** Where the handle is, ahead of the address while it moves; the choice is made when it rests. */
function useRestingIndex(settled: number, choose: (index: number) => void) {
  const [index, setIndex] = useState(settled);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setIndex(settled), [settled]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const move = (next: number, { atOnce }: { readonly atOnce: boolean }) => {
    clearTimeout(timer.current);
    setIndex(next);
    if (atOnce) choose(next);
    else timer.current = setTimeout(() => choose(next), REST_MS);
  };
  return { index, move };
}

/** `[` and `]` step through the snapshots, wherever the focus is. */
function useStepKeys(step: (by: 1 | -1) => void): void {
  const isOn = useShortcutsOn();
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    if (!isOn) return;
    const key = (by: 1 | -1) => (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      event.preventDefault();
      latest.current(by);
    };
    return tinykeys(window, { "[": key(-1), "]": key(1) });
  }, [isOn]);
}
