/** A moment as it is told apart from others on a page: "26 Nov 2026, 04:30". */
export function momentText(date: Date): string {
  return date.toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** Who brought a snapshot: an agent or folder by its name, else the person. */
export function whoText({
  actorId,
  sourceName,
}: {
  readonly actorId: string;
  readonly sourceName: string | null;
}): string {
  if (sourceName !== null) return sourceName;
  return actorId === "local" ? "you" : actorId;
}

/** A snapshot in a list of choices: "Snapshot 3, 26 Nov 2026, 04:30". */
export function snapshotText({
  number,
  takenAt,
}: {
  readonly number: number;
  readonly takenAt: Date;
}): string {
  return `Snapshot ${number}, ${momentText(takenAt)}`;
}

/** The page that says what changed between two snapshots; without `base`, since the one before. */
export function diffHref(estateId: string, ends: { readonly base?: string; readonly head: string }): string {
  return `/diff?${new URLSearchParams({ estate: estateId, ...ends })}`;
}

/** The map of a snapshot, of the latest when none is named. */
export function mapAtHref(estateId: string, snapshotId: string | null, selectedId?: string): string {
  const params = new URLSearchParams({ estate: estateId });
  if (snapshotId !== null) params.set("at", snapshotId);
  if (selectedId !== undefined) params.set("sel", selectedId);
  return `/topology?${params}`;
}

/** The page of one snapshot. */
export function pointHref(estateId: string, snapshotId: string): string {
  return `/history/${encodeURIComponent(snapshotId)}?estate=${encodeURIComponent(estateId)}`;
}
