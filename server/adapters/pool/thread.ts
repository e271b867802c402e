import { Worker } from "node:worker_threads";
import { Failure } from "../../application/ports/failure";
import type { FromThread, ToThread } from "./messages";

/** Everything one question to a thread needs while it is out. */
export interface Job {
  readonly message: ToThread;
  readonly loadBody: () => Promise<Uint8Array>;
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
      if (job.message.kind === "ask") snapshotId = job.message.snapshotId;
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
    else if (message.kind === "need-body") sendBody(current);
    else {
      finish((job) => settle(job, message));
      events.onIdle(thread);
    }
  });
  /** The thread does not hold the snapshot: the question is put again, with it. */
  const sendBody = (job: Job) => {
    job.loadBody().then(
      (body) => worker.postMessage({ ...job.message, body }),
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
