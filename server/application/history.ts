import type { ChangeSummary, ResourceChange } from "../engine/configuration";
import type { Actor } from "./actor";
import { findEstate, snapshotSource } from "./estates";
import { type CallOn, callsOn } from "./events-on";
import type { ChangeList } from "./ports/change-answers";
import { Failure } from "./ports/failure";
import type { HistoricTransition, HistoryEntry } from "./ports/history-store";
import type { Ports } from "./ports/ports";

const TRANSITION_LIMIT = 2_000;
const SHOWN_TRANSITIONS = 100;
/** Changes between two snapshots that are looked through for the one that brought a difference. */
const STEP_LIMIT = 12;

/** What the analysis of a snapshot did to alerts. */
export interface TransitionCounts {
  readonly openedCount: number;
  readonly resolvedCount: number;
  readonly unverifiedCount: number;
}

export interface HistoryRow extends HistoryEntry {
  readonly transitions: TransitionCounts;
}

export interface History {
  /** Newest first. */
  readonly entries: readonly HistoryRow[];
  /** Where the next page starts; null on the last one. */
  readonly nextBefore: number | null;
}

/** The changes of an estate, newest first, page by page. Fails NOT_FOUND. */
export async function listHistory(
  ports: Ports,
  actor: Actor,
  request: { readonly estateId: string; readonly before?: number | undefined; readonly limit: number },
): Promise<History> {
  const { estateId, before, limit } = request;
  await findEstate(ports, actor, estateId);
  const store = ports.store.inWorkspace(actor.workspaceId);
  const found = await store.listImports(estateId, { before, limit: limit + 1 });
  const entries = found.slice(0, limit);
  const [newest, oldest] = [entries[0], entries.at(-1)];
  if (newest === undefined || oldest === undefined) return { entries: [], nextBefore: null };
  const { next } = await store.neighbourEntries(estateId, newest.number);
  const transitions = await store.listTransitions(estateId, {
    from: oldest.takenAt,
    to: next?.takenAt ?? null,
    limit: TRANSITION_LIMIT,
  });
  return {
    entries: entries.map((entry, position) => {
      const until = (entries[position - 1] ?? next)?.takenAt;
      const own = transitions.filter(({ at }) => at >= entry.takenAt && (until === undefined || at < until));
      return { ...entry, transitions: countTransitions(own) };
    }),
    nextBefore: found.length > limit ? oldest.number : null,
  };
}

/** One change of an estate with what stands beside it. */
export interface HistoryPoint {
  readonly entry: HistoryEntry;
  readonly previous: HistoryEntry | null;
  readonly next: HistoryEntry | null;
  /** What its analysis did to alerts, in order of time; the first of them. */
  readonly transitions: readonly HistoricTransition[];
}

/** The newest entry of a snapshot. Fails NOT_FOUND. */
export async function readHistoryPoint(
  ports: Ports,
  actor: Actor,
  { estateId, snapshotId }: { readonly estateId: string; readonly snapshotId: string },
): Promise<HistoryPoint> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const entry = await store.findHistoryEntry(estateId, snapshotId);
  if (!entry) throw snapshotNotFound();
  const { previous, next } = await store.neighbourEntries(estateId, entry.number);
  const transitions = await store.listTransitions(estateId, {
    from: entry.takenAt,
    to: next?.takenAt ?? null,
    limit: SHOWN_TRANSITIONS,
  });
  return { entry, previous: previous ?? null, next: next ?? null, transitions };
}

export interface DiffRequest {
  readonly estateId: string;
  /** Absent: the one before `head`. */
  readonly base?: string | undefined;
  /** Absent: the latest. */
  readonly head?: string | undefined;
}

export interface DiffAnswer extends ChangeList {
  /** Null when `head` is the estate's first: nothing can differ. */
  readonly base: HistoryEntry | null;
  readonly head: HistoryEntry;
}

const NOTHING: ChangeSummary = {
  addedCount: 0,
  removedCount: 0,
  changedCount: 0,
  cosmeticCount: 0,
  coverageCount: 0,
  titles: [],
};

/** What differs between two snapshots of an estate, resource by resource. Fails NOT_FOUND. */
export async function readDiff(
  ports: Ports,
  actor: Actor,
  request: DiffRequest,
  signal?: AbortSignal,
): Promise<DiffAnswer> {
  const { base, head } = await diffEnds(ports, actor, request);
  if (base === null || base.snapshotId === head.snapshotId)
    return { base, head, summary: NOTHING, rows: [], leftOutCount: 0, vpcs: [], coverage: [] };
  const [before, after] = sourcesOf(ports, actor, request.estateId, [base, head]);
  return { base, head, ...(await ports.pool.compare("changes", before, after, {}, { signal })) };
}

export interface ChangeAnswer {
  readonly change: ResourceChange;
  /** The entries between both ends that changed this resource, oldest first; null when there are too many to look at. */
  readonly broughtBy: readonly HistoryEntry[] | null;
  /** Calls on the resource in that time, from the provider's trail; empty where nothing is known. */
  readonly calls: readonly CallOn[];
}

/**
 * What differs in one resource, and who brought it when. Fails NOT_FOUND when nothing does.
 */
export async function readChange(
  ports: Ports,
  actor: Actor,
  request: DiffRequest & { readonly kind: string; readonly id: string },
  signal?: AbortSignal,
): Promise<ChangeAnswer> {
  const { estateId, kind, id } = request;
  const { base, head } = await diffEnds(ports, actor, request);
  if (base === null) throw sameResource();
  const [before, after] = sourcesOf(ports, actor, estateId, [base, head]);
  const change = await ports.pool.compare("change", before, after, { kind, id }, { signal });
  if (!change) throw sameResource();
  const steps = await stepsThatChanged(ports, actor, { estateId, base, head, kind, id }, signal);
  const [older, newer] = base.number < head.number ? [base, head] : [head, base];
  const spans = (steps ?? [{ previous: older, entry: newer }]).map(({ previous, entry }) => ({
    from: previous.lastSeenAt,
    to: entry.takenAt,
  }));
  return {
    change,
    broughtBy: steps?.map(({ entry }) => entry) ?? null,
    calls: await callsOn(ports.store.inWorkspace(actor.workspaceId), estateId, { kind, id }, spans),
  };
}

export interface ResourceHistory {
  /** What changed in the resource, newest first. */
  readonly steps: readonly { readonly entry: HistoryEntry; readonly change: ResourceChange }[];
  /** The oldest snapshot that was looked at; null when nothing was imported. */
  readonly since: HistoryEntry | null;
  /** Whether that is the estate's first. */
  readonly isComplete: boolean;
}

/** The changes of one resource up to a snapshot, as far back as a few readings. Fails NOT_FOUND. */
export async function readResourceHistory(
  ports: Ports,
  actor: Actor,
  request: {
    readonly estateId: string;
    readonly snapshotId?: string | undefined;
    readonly kind: string;
    readonly id: string;
  },
  signal?: AbortSignal,
): Promise<ResourceHistory> {
  const { estateId, snapshotId, kind, id } = request;
  await findEstate(ports, actor, estateId);
  const { head } = await diffEnds(ports, actor, { estateId, head: snapshotId });
  const entries = await ports.store
    .inWorkspace(actor.workspaceId)
    .listImports(estateId, { before: head.number + 1, limit: STEP_LIMIT + 2 });
  const looked = entries.slice(0, STEP_LIMIT + 1);
  const steps: { entry: HistoryEntry; change: ResourceChange }[] = [];
  for (const [position, entry] of looked.entries()) {
    const previous = looked[position + 1];
    if (previous === undefined) break;
    const [before, after] = sourcesOf(ports, actor, estateId, [previous, entry]);
    const change = await ports.pool.compare("change", before, after, { kind, id }, { signal });
    if (change) steps.push({ entry, change });
  }
  return { steps, since: looked.at(-1) ?? null, isComplete: entries.length === looked.length };
}

async function diffEnds(ports: Ports, actor: Actor, { estateId, base, head }: DiffRequest) {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const [latest] = await store.listImports(estateId, { limit: 1 });
  const headEntry = head === undefined ? latest : await store.findHistoryEntry(estateId, head);
  if (!headEntry) throw snapshotNotFound();
  if (base !== undefined) {
    const baseEntry = await store.findHistoryEntry(estateId, base);
    if (!baseEntry) throw snapshotNotFound();
    return { base: baseEntry, head: headEntry };
  }
  const { previous } = await store.neighbourEntries(estateId, headEntry.number);
  return { base: previous ?? null, head: headEntry };
}

function sourcesOf(
  ports: Ports,
  actor: Actor,
  estateId: string,
  [base, head]: readonly [HistoryEntry, HistoryEntry],
) {
  const source = ({ snapshotId }: HistoryEntry) =>
    snapshotSource(ports, actor.workspaceId, estateId, snapshotId);
  return [source(base), source(head)] as const;
}

/** Looks from entry to entry between the two ends, whichever of them is older. */
async function stepsThatChanged(
  ports: Ports,
  actor: Actor,
  ask: {
    readonly estateId: string;
    readonly base: HistoryEntry;
    readonly head: HistoryEntry;
    readonly kind: string;
    readonly id: string;
  },
  signal: AbortSignal | undefined,
): Promise<readonly { readonly previous: HistoryEntry; readonly entry: HistoryEntry }[] | null> {
  const { estateId, kind, id } = ask;
  const [older, newer] = [ask.base.number, ask.head.number].sort((a, b) => a - b);
  if (older === undefined || newer === undefined || newer - older > STEP_LIMIT) return null;
  const entries = await ports.store
    .inWorkspace(actor.workspaceId)
    .listImports(estateId, { before: newer + 1, limit: newer - older + 1 });
  const steps = entries.toReversed();
  const changed: { previous: HistoryEntry; entry: HistoryEntry }[] = [];
  for (const [position, entry] of steps.entries()) {
    const previous = steps[position - 1];
    if (previous === undefined) continue;
    const [before, after] = sourcesOf(ports, actor, estateId, [previous, entry]);
    if (await ports.pool.compare("change", before, after, { kind, id }, { signal }))
      changed.push({ previous, entry });
  }
  return changed;
}

function countTransitions(transitions: readonly HistoricTransition[]): TransitionCounts {
  const count = (state: HistoricTransition["to"]) => transitions.filter(({ to }) => to === state).length;
  return {
    openedCount: count("open"),
    resolvedCount: count("resolved"),
    unverifiedCount: count("unverified"),
  };
}

function snapshotNotFound(): Failure {
  return new Failure("NOT_FOUND", "no such snapshot: choose one from the history");
}

function sameResource(): Failure {
  return new Failure("NOT_FOUND", "this resource does not differ between the two: choose one from the list");
}
