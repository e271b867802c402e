import { Worker } from "node:worker_threads";
import { Failure } from "../../application/ports/failure";
import type { HandedReport } from "../../application/ports/question-pool";
import type { FromThread, ToThread } from "./messages";

/** Everything one question to a thread needs while it is out. */
export interface Job {
  readonly message: ToThread;
  readonly load: {
    readonly body: (snapshotId: string) => Promise<Uint8Array>;
    readonly findings: () => Promise<readonly HandedReport[]>;
  };
  readonly onProgress: ((doneCount: number, totalCount: number) => void) | undefined;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** One worker thread, which answers one question at a time. */
export interface Thread {
  /** The snapshot it was last asked about, which it therefore holds. */
  readonly snapshotId: () => string | undefined;
  readonly run: (job: Job) => void;
  /** Ends the thread at once, whatever it does; the question that was out fails with `reason`. */
  readonly end: (reason: Failure) => Promise<void>;
}

/**
 * Starts a thread on the bundled worker. `onIdle` is called after each answer, `onGone` once when the thread is
 * no more, be it ended or crashed.
 */
export function startThread(
  workerFile: string,
  heapLimitMb: number,
  events: { readonly onIdle: (thread: Thread) => void; readonly onGone: (thread: Thread) => void },
): Thread {
  const worker = new Worker(/* turbopackIgnore: true */ workerFile, {
    resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
    // The thread needs no setting, so it gets none: no database address, no token.
    env: {},
    stdin: false,
  });
  // The server stays up for its sockets, not for its threads.
  worker.unref();
  let current: Job | undefined;
  let snapshotId: string | undefined;
  let isGone = false;

  const finish = (settle: (job: Job) => void) => {
    const job = current;
    current = undefined;
    if (job) settle(job);
  };
  const gone = (reason: unknown) => {
    if (isGone) return;
    isGone = true;
    finish((job) => job.reject(reason));
    events.onGone(thread);
  };
  const thread: Thread = {
    snapshotId: () => snapshotId,
    run: (job) => {
      current = job;
      snapshotId = snapshotOf(job.message) ?? snapshotId;
      worker.postMessage(job.message);
    },
    end: async (reason) => {
      gone(reason);
      await worker.terminate();
    },
  };
  worker.on("message", (message: FromThread) => {
    if (!current || message.id !== current.message.id) return;
    if (message.kind === "progress") current.onProgress?.(message.doneCount, message.totalCount);
    else if (message.kind === "need-bodies") sendBodies(current, message);
    else {
      finish((job) => settle(job, message));
      events.onIdle(thread);
    }
  });
  /** The thread does not hold what the question is about: it is put again, with that. */
  const sendBodies = (job: Job, needed: Needed) => {
    loadBodies(job, needed).then(
      (bodies) => worker.postMessage(withBodies(job.message, bodies)),
      (error: unknown) => {
        if (current !== job) return;
        finish(() => job.reject(error));
        events.onIdle(thread);
      },
    );
  };
  worker.on("error", (error: Error) => gone(crashed(error)));
  worker.on("exit", () => gone(crashed(undefined)));
  return thread;
}

/** The snapshot that a thread surely holds after this question; undefined when there is none. */
export function snapshotOf(message: ToThread): string | undefined {
  switch (message.kind) {
    case "ask":
      return message.snapshotId;
    case "compare":
      return message.after.snapshotId;
    case "read":
    case "read-reports":
    case "read-events":
      return undefined;
  }
}

type Needed = Extract<FromThread, { kind: "need-bodies" }>;
interface Bodies {
  readonly snapshots: ReadonlyMap<string, Uint8Array>;
  readonly reports: readonly HandedReport[] | null;
}

async function loadBodies(job: Job, { snapshotIds, needsFindings }: Needed): Promise<Bodies> {
  const load = async (snapshotId: string) => [snapshotId, await job.load.body(snapshotId)] as const;
  return {
    snapshots: new Map(await Promise.all([...new Set(snapshotIds)].map(load))),
    reports: needsFindings ? await job.load.findings() : null,
  };
}

function withBodies(message: ToThread, { snapshots, reports }: Bodies): ToThread {
  const bodyOf = (snapshotId: string) => snapshots.get(snapshotId) ?? null;
  switch (message.kind) {
    case "ask": {
      const { findings } = message;
      return {
        ...message,
        body: bodyOf(message.snapshotId),
        findings: findings && { ...findings, reports },
      };
    }
    case "compare": {
      const { before, after } = message;
      return {
        ...message,
        before: { ...before, body: bodyOf(before.snapshotId) },
        after: { ...after, body: bodyOf(after.snapshotId) },
      };
    }
    case "read":
    case "read-reports":
    case "read-events":
      return message;
  }
}

function settle(job: Job, message: Extract<FromThread, { kind: "answer" | "failure" | "bug" }>): void {
  switch (message.kind) {
    case "answer":
      job.resolve(message.answer);
      return;
    case "failure":
      job.reject(new Failure(message.failure.code, message.failure.message, message.failure));
      return;
    case "bug":
      job.reject(message.error);
      return;
  }
}

function crashed(error: Error | undefined): Failure {
  const isMemory = error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  const message = isMemory
    ? "this needed more memory than a question may take: ask about a smaller part"
    : "the thread that worked on this ended: try again, and report it if it stays";
  return new Failure("UNAVAILABLE", message, { cause: error });
}
