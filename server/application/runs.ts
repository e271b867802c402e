import type { Actor } from "./actor";
import { makeBell } from "./changes";
import { ENGINE_VERSION } from "./engine-version";
import { findEstate, findImport } from "./estates";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { RunFilter, RunState, RunSummary, StoredRun } from "./ports/run-store";
import { type RunKind, type RunRequest, type RunResult, runKind } from "./run-kinds";

const TITLE_LENGTH_LIMIT = 300;
/** How often a watched run is looked at when no word of it comes. */
const LOOK_EVERY_MS = 2_000;

export interface RunStart {
  readonly estateId: string;
  /** The latest when absent. */
  readonly snapshotId?: string | undefined;
  readonly kind: RunKind;
  readonly request: unknown;
  /** In words; the kind's own when absent. */
  readonly title?: string | undefined;
  readonly scenarioId?: string | undefined;
}

type RunOf<K extends RunKind> = RunSummary & {
  readonly kind: K;
  readonly request: RunRequest<K>;
  /** Null until done. */
  readonly result: RunResult<K> | null;
};

/** One run with what it was asked and what came of it, by kind. */
export type Run = { readonly [K in RunKind]: RunOf<K> }[RunKind];

/**
 * Queues a run and returns at once; `watchRun` follows it. Fails BAD_INPUT for a request that its kind does not
 * take, NOT_FOUND for an unknown estate or snapshot.
 */
export async function startRun(
  ports: Ports,
  actor: Actor,
  start: RunStart,
): Promise<{ readonly runId: string }> {
  const { kind, title, scenarioId } = start;
  const request = checkedRequest(kind, start.request);
  const { snapshotId } = await findImport(ports, actor, start);
  const id = ports.ids.next();
  await ports.store.inWorkspace(actor.workspaceId).addRun({
    id,
    estateId: start.estateId,
    kind,
    snapshotId,
    title: (title ?? runKind(kind)?.title(request) ?? kind).slice(0, TITLE_LENGTH_LIMIT),
    request,
    engineVersion: ENGINE_VERSION,
    seed: 0,
    scenarioId: scenarioId ?? null,
    scheduleId: null,
    triggerKey: null,
    actorId: actor.id,
    createdAt: ports.clock.now(),
  });
  await handOver(ports, { workspaceId: actor.workspaceId, estateId: start.estateId, runId: id });
  return { runId: id };
}

/** Tells whoever works, and whoever watches, of a run that was stored. Never fails: the row is sent again if need be. */
export async function handOver(
  ports: Ports,
  { workspaceId, estateId, runId }: { workspaceId: Actor["workspaceId"]; estateId: string; runId: string },
): Promise<void> {
  ports.events.publish({ workspaceId, estateId, kind: "run", id: runId });
  await ports.queue.send("run", { workspaceId, runId }).catch(ports.reportBug);
}

/** The request as its kind takes it, defaults filled in. Fails BAD_INPUT. */
export function checkedRequest(kind: RunKind, request: unknown): unknown {
  const parsed = runKind(kind)?.requestSchema.safeParse(request);
  if (parsed?.success) return parsed.data;
  const issue = parsed?.error.issues[0];
  throw new Failure(
    "BAD_INPUT",
    `a ${kind} run does not take this request: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "unknown kind"}`,
  );
}

/** One run. Fails NOT_FOUND. */
export async function readRun(ports: Ports, actor: Actor, runId: string): Promise<Run> {
  const stored = await ports.store.inWorkspace(actor.workspaceId).findRun(runId);
  if (!stored) throw runNotFound();
  return parseRun(stored);
}

/** Runs without requests and results, newest first. Fails NOT_FOUND for an estate that is not there. */
export async function listRuns(
  ports: Ports,
  actor: Actor,
  filter: RunFilter,
): Promise<readonly RunSummary[]> {
  if (filter.estateId !== undefined) await findEstate(ports, actor, filter.estateId);
  return ports.store.inWorkspace(actor.workspaceId).listRuns(filter);
}

/**
 * Ends a run, wherever it runs: when this returns, it has no verdict and will have none; the work itself stops
 * within a second. Its progress stays. Fails NOT_FOUND, and CONFLICT when it is over already.
 */
export async function cancelRun(ports: Ports, actor: Actor, runId: string): Promise<void> {
  const store = ports.store.inWorkspace(actor.workspaceId);
  const isCancelled = await store.cancelRun(runId, ports.clock.now());
  const run = await store.findRun(runId);
  if (!run) throw runNotFound();
  if (!isCancelled && run.state !== "cancelled")
    throw new Failure("CONFLICT", `this run is ${run.state} already: reload to see it as it is`);
  ports.events.publish({
    workspaceId: actor.workspaceId,
    estateId: run.estateId,
    kind: "run",
    id: runId,
  });
}

/** The run now and after each change, until it is over, `signal` fires or the server stops. Fails NOT_FOUND. */
export async function* watchRun(
  ports: Ports,
  actor: Actor,
  runId: string,
  signal?: AbortSignal,
): AsyncGenerator<Run, void> {
  const bell = makeBell(signal);
  const unsubscribe = ports.events.subscribe(({ kind, id, workspaceId }) => {
    if (kind === "run" && id === runId && workspaceId === actor.workspaceId) bell.ring();
  }, bell.end);
  try {
    let shown = "";
    do {
      const run = await readRun(ports, actor, runId);
      const mark = `${run.state} ${run.attemptCount} ${run.stage} ${run.progress.doneCount}/${run.progress.totalCount}`;
      if (mark !== shown) yield run;
      shown = mark;
      if (isOver(run.state)) return;
    } while (await bell.wait(LOOK_EVERY_MS));
  } finally {
    unsubscribe();
  }
}

/** Whether nothing of a run will change any more. */
export function isOver(state: RunState): boolean {
  return state !== "queued" && state !== "running";
}

function parseRun(stored: StoredRun): Run {
  const kind = runKind(stored.kind);
  if (!kind) throw new Failure("CONFLICT", `this Umbra knows no runs of the kind ${stored.kind}: update it`);
  return {
    ...stored,
    request: kind.requestSchema.parse(stored.request),
    result: stored.result === null ? null : kind.resultSchema.parse(stored.result),
    // The table has parsed both by this kind; a union over kinds cannot follow that.
  } as Run;
}

function runNotFound(): Failure {
  return new Failure("NOT_FOUND", "no such run: choose one from the list of runs");
}
