"use client";

import { Select } from "../ui/select";
import { snapshotText } from "./history-words";
import { type Snapshot, useRecentSnapshots } from "./use-history";
import { useSnapshotInView } from "./use-snapshot-in-view";

type Entry = Omit<Snapshot, "transitions">;

interface SnapshotPickerProps {
  readonly label: string;
  readonly estateId: string;
  readonly shown: Entry | null;
  readonly onChoose: (snapshotId: string) => void;
}

/** One of the newest snapshots, or the one that is shown already. */
export function SnapshotPicker({ label, estateId, shown, onChoose }: SnapshotPickerProps) {
  const query = useRecentSnapshots(estateId);
  const recent = query.data?.entries ?? [];
  const seen = new Set<string>();
  // A snapshot that came back stands twice in the history; its newest entry stands for it here.
  const entries = [...recent, ...(shown === null ? [] : [shown])].filter(({ snapshotId }) => {
    const isNew = !seen.has(snapshotId);
    seen.add(snapshotId);
    return isNew;
  });
  const options = entries.map((entry) => ({ value: entry.snapshotId, label: snapshotText(entry) }));
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className="text-muted">
        {label}
      </span>
      <Select
        label={label}
        value={shown?.snapshotId ?? ""}
        onValueChange={onChoose}
        options={
          shown === null ? [{ value: "", label: query.isPending ? "…" : "none" }, ...options] : options
        }
      />
    </span>
  );
}

interface SnapshotInViewPickerProps {
  readonly estateId: string;
  /** The snapshot in the address; null is the latest. */
  readonly at: string | null;
  /** Null goes back to the latest. */
  readonly onChoose: (snapshotId: string | null) => void;
}

/** Which snapshot a page is about. Shown where there is more than one. */
export function SnapshotInViewPicker({ estateId, at, onChoose }: SnapshotInViewPickerProps) {
  const query = useRecentSnapshots(estateId);
  const { isPast, latest, entry } = useSnapshotInView(at);
  const entries = query.data?.entries ?? [];
  if (entries.length < 2) return null;
  const shown = isPast ? entry : entries.find(({ snapshotId }) => snapshotId === latest?.snapshotId);
  return (
    <SnapshotPicker
      label="Snapshot"
      estateId={estateId}
      shown={shown ?? null}
      onChoose={(next) => onChoose(next === latest?.snapshotId ? null : next)}
    />
  );
}
