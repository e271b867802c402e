import type { ChokePoints, PatchChoice, Removable } from "../engine/scenario";
import type { BreachAsk } from "../engine/scenario/breach/breach.schema";
import type { BreachAnswer, BreachReport } from "../engine/scenario/breach/breach-result.schema";
import type { Actor } from "./actor";
import { snapshotOf } from "./estates";
import { Failure } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { DecidedSnapshot, QuestionPool } from "./ports/question-pool";
import type { RunVerdict } from "./ports/run-store";
import type { Solver } from "./ports/solver";

const ANSWER_TIME_LIMIT_MS = 120_000;
const STEP_TIME_LIMIT_MS = 5 * 60_000;
const SOLVER_TIME_LIMIT_MS = 10_000;
/** A run tells which patches protect most for up to so many. */
const PATCH_LIMIT = 3;
/** A search that asks more often does not come to an end; it gives up long before by itself. */
const STEP_LIMIT = 1_000;

/**
 * Derives an attack and says what it comes to. Ends with CANCELLED when `signal` fires; fails BAD_INPUT for a start, a
 * bug or a failure that names nothing in the snapshot, NOT_FOUND for an unknown snapshot.
 */
export async function runBreach(
  ports: Ports,
  actor: Actor,
  request: BreachAsk & { readonly estateId: string; readonly snapshotId?: string | undefined },
  signal?: AbortSignal,
): Promise<BreachAnswer & { readonly elapsedMs: number }> {
  const { estateId, snapshotId, ...ask } = request;
  const snapshot = await snapshotOf(ports, actor, { estateId, snapshotId });
  const startedAt = ports.clock.now();
  const answer = await ports.pool.ask("breach", snapshot, ask, {
    signal,
    timeLimitMs: ANSWER_TIME_LIMIT_MS,
  });
  return { ...answer, elapsedMs: ports.clock.now().getTime() - startedAt.getTime() };
}

export interface BreachControl {
  /** Ends the work within 2 s, wherever it is. */
  readonly signal: AbortSignal;
  readonly onProgress: (stage: string, doneCount: number, totalCount: number) => void;
}

/**
 * The same with what stops it: turn by turn the attack is derived in a thread that holds the snapshot, and the solver
 * works in its own. Fails as `runBreach`.
 */
export async function runBreachInThreads(
  { pool, solver }: { readonly pool: QuestionPool; readonly solver: Solver },
  snapshot: DecidedSnapshot,
  request: BreachAsk,
  control: BreachControl,
): Promise<BreachReport> {
  const options = { signal: control.signal, timeLimitMs: STEP_TIME_LIMIT_MS, isBackground: true };
  control.onProgress("following the attack", 0, 0);
  const answer = await pool.ask("breach", snapshot, request, {
    ...options,
    onProgress: (doneCount, totalCount) => control.onProgress("following the attack", doneCount, totalCount),
  });
  const search = (what: string, kinds: readonly Removable["kind"][] | null) =>
    searchChokePoints({ pool, solver }, snapshot, { request, kinds, what }, control);
  return {
    ...answer,
    chokePoints: await search("what stops it", null),
    patches: await search("the fewest patches that stop it", ["vulnerability"]),
    bestPatches: await chooseInThread(pool, snapshot, request, control),
    underFailures: await pool.ask("breachUnderFailures", snapshot, request, {
      ...options,
      onProgress: (doneCount, totalCount) =>
        control.onProgress("trying single failures", doneCount, totalCount),
    }),
  };
}

/** Chooses the patches that protect most; null where nothing falls and nothing may. */
function chooseInThread(
  pool: QuestionPool,
  snapshot: DecidedSnapshot,
  request: BreachAsk,
  { signal, onProgress }: BreachControl,
): Promise<PatchChoice | null> {
  const stage = "choosing the patches that protect most";
  onProgress(stage, 0, 0);
  const say = (count: number) => onProgress(`${stage}, ${count} sets tried`, count, 0);
  const options = { signal, timeLimitMs: STEP_TIME_LIMIT_MS, isBackground: true, onProgress: say };
  return pool.ask("bestPatches", snapshot, { request, limit: PATCH_LIMIT }, options);
}

/** Searches the smallest sets that stop an attack; null where there is nothing to stop. */
async function searchChokePoints(
  { pool, solver }: { readonly pool: QuestionPool; readonly solver: Solver },
  snapshot: DecidedSnapshot,
  search: {
    readonly request: BreachAsk;
    readonly kinds: readonly Removable["kind"][] | null;
    readonly what: string;
  },
  { signal, onProgress }: BreachControl,
): Promise<ChokePoints | null> {
  const { what, ...ask } = search;
  const options = { signal, timeLimitMs: STEP_TIME_LIMIT_MS, isBackground: true };
  onProgress(`looking for ${what}`, 0, 0);
  let step = await pool.ask("chokeStep", snapshot, { ...ask, previous: null }, options);
  for (let count = 0; step?.kind === "ask"; count++) {
    if (count > STEP_LIMIT)
      throw new Failure("TIMEOUT", "the search does not come to an end: ask about fewer starts");
    const { state, question } = step;
    onProgress(`looking for ${what}, ${state.trialCount} copies tried`, state.trialCount, 0);
    const answer = await solver.solve(question, { signal, timeLimitMs: SOLVER_TIME_LIMIT_MS });
    step = await pool.ask("chokeStep", snapshot, { ...ask, previous: { state, question, answer } }, options);
  }
  return step?.result ?? null;
}

/** All is well only where nothing falls, no data is reached, nothing is left undecided, and something was known to be weak. */
export function breachVerdict({ blastRadius, sentence, ...result }: BreachAnswer): RunVerdict {
  const { hostCount, storeCount, roleCount } = blastRadius;
  const { dataReachable, disrupted, undecided, findings } = result;
  const fallen = hostCount + storeCount + roleCount + dataReachable.length + disrupted.length;
  if (fallen > 0) return { kind: "affected", sentence };
  const isOpen =
    undecided.length > 0 ||
    result.leftOut !== null ||
    findings.some(({ standing }) => standing === "undecided");
  const isSilent = findings.every(({ weakness }) => weakness.isHypothesis);
  return { kind: isOpen || isSilent ? "undecided" : "proved", sentence };
}

/** What is asked, in words of the references it is asked in. */
export function breachTitle({ starts, bugs, failures }: BreachAsk): string {
  const where = starts.map(({ from }) => from.replace(/^role:/, "leaked role ")).join(" and ");
  const supposed = bugs.length === 0 ? [] : [`with a supposed bug on ${bugs.join(" and ")}`];
  const failed =
    failures.length === 0 ? [] : [`after the loss of ${failures.map(({ id }) => id).join(", ")}`];
  return ["Attack from", where === "" ? "where attacks begin" : where, ...supposed, ...failed].join(" ");
}
