import { Failure } from "../../application/ports/failure";
import type { AskOptions, QuestionPool } from "../../application/ports/question-pool";
import {
  DEPENDS_ON_DAY,
  DEPENDS_ON_DECISIONS,
  DEPENDS_ON_FINDINGS,
} from "../../application/ports/question-terms";
import type { ToThread } from "./messages";
import { type PoolSettings, Scheduler } from "./scheduler";
import type { Job } from "./thread";

const DEFAULT_TIME_LIMIT_MS = 60_000;
/** Questions that wait; more would be answered long after everyone has gone. */
const QUEUE_LIMIT = 1_000;

type Unnumbered<M = ToThread> = M extends ToThread ? Omit<M, "id"> : never;

/** Threads that answer questions; started when first needed, replaced when they end. */
export function startPool(settings: PoolSettings): QuestionPool {
  const scheduler = new Scheduler(settings);
  let nextId = 0;
  let isClosed = false;

  const put = <T>(
    message: Unnumbered,
    load: Job["load"],
    options: AskOptions & { readonly isBackground: boolean },
  ): Promise<T> => {
    if (isClosed) return Promise.reject(stopping());
    if (options.signal?.aborted) return Promise.reject(cancelled());
    if (scheduler.waitingCount >= QUEUE_LIMIT) return Promise.reject(tooMany());
    nextId += 1;
    const numbered = { ...message, id: nextId };
    return new Promise<unknown>((resolve, reject) => {
      const { onProgress, isBackground } = options;
      const job = limited({ message: numbered, load, onProgress, resolve, reject }, options, scheduler);
      scheduler.add({ job, isBackground });
      // Each kind of question has its own kind of answer; the table of answers is typed, the way between is not.
    }) as Promise<T>;
  };

  return {
    ask: async (question, snapshot, ask, options = {}) => {
      const { snapshotId, load } = snapshot;
      const decisions = DEPENDS_ON_DECISIONS[question] ? await snapshot.decisions() : [];
      const day = DEPENDS_ON_DAY.has(question) ? await snapshot.day() : undefined;
      const source = DEPENDS_ON_FINDINGS.has(question) ? await snapshot.findings() : null;
      const findings = source && { key: source.key, reports: null };
      return put(
        { kind: "ask", question, snapshotId, body: null, ask, decisions, day, findings },
        { body: load, findings: source?.load ?? nothing },
        { ...options, isBackground: options.isBackground ?? question === "analyze" },
      );
    },
    compare: (comparison, before, after, ask, options = {}) =>
      put(
        {
          kind: "compare",
          comparison,
          before: { snapshotId: before.snapshotId, body: null },
          after: { snapshotId: after.snapshotId, body: null },
          ask,
        },
        {
          body: (snapshotId) => (snapshotId === before.snapshotId ? before.load() : after.load()),
          findings: nothing,
        },
        { ...options, isBackground: false },
      ),
    readInput: (files, { assumeDefaultRoutes }, options = {}) =>
      put({ kind: "read", files, assumeDefaultRoutes }, NOTHING, { ...options, isBackground: false }),
    readReports: (files, options = {}) =>
      put({ kind: "read-reports", files }, NOTHING, { ...options, isBackground: false }),
    readEvents: (files, options = {}) =>
      put({ kind: "read-events", files }, NOTHING, { ...options, isBackground: false }),
    close: () => {
      isClosed = true;
      return scheduler.close(stopping());
    },
  };
}

/** The job with an end to it: when its time is over or its asker goes away, it is withdrawn. */
function limited(
  job: Job,
  { signal, timeLimitMs = DEFAULT_TIME_LIMIT_MS }: AskOptions,
  scheduler: Scheduler,
): Job {
  const timer = setTimeout(() => scheduler.withdraw(ended, tooLong(timeLimitMs)), timeLimitMs);
  const onAbort = () => scheduler.withdraw(ended, cancelled());
  signal?.addEventListener("abort", onAbort, { once: true });
  const cleanUp = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  };
  const ended: Job = {
    ...job,
    resolve: (answer) => {
      cleanUp();
      job.resolve(answer);
    },
    reject: (error) => {
      cleanUp();
      job.reject(error);
    },
  };
  return ended;
}

function nothing(): Promise<never> {
  return Promise.reject(new Failure("UNAVAILABLE", "this question needs nothing that is stored"));
}

const NOTHING: Job["load"] = { body: nothing, findings: nothing };

function tooMany(): Failure {
  return new Failure("UNAVAILABLE", "too many questions are waiting: try again in a minute");
}

function tooLong(timeLimitMs: number): Failure {
  const seconds = Math.round(timeLimitMs / 1_000);
  return new Failure("TIMEOUT", `this was not answered within ${seconds} s: ask about a smaller part`);
}

function cancelled(): Failure {
  return new Failure("CANCELLED", "the question was taken back");
}

function stopping(): Failure {
  return new Failure("CANCELLED", "the server is stopping");
}
