import { Worker } from "node:worker_threads";
import { Failure } from "../../application/ports/failure";
import type { SolveOptions, Solver, TimedAnswer } from "../../application/ports/solver";
import type { SolverAnswer } from "../../engine/solver";
import type { FromSolver, ToSolver } from "./messages";

const DEFAULT_TIME_LIMIT_MS = 10_000;
/** After its own time limit the solver is given this long to say so, loading included; then its thread is ended. */
const GRACE_MS = 5_000;
/** The solver takes 100 MB, so it does not stay for ever. */
const IDLE_MS = 5 * 60_000;

export interface SolverSettings {
  /** The bundled entry: it calls `serveSolver`. */
  readonly workerFile: string;
  /** How long the thread may outlast the time limit of a question. */
  readonly graceMs?: number;
}

interface Job {
  readonly text: string;
  readonly timeLimitMs: number;
  readonly settle: (answer: TimedAnswer | Failure) => void;
}

/** The thread that works now. */
interface Running {
  readonly worker: Worker;
  job: (Job & { readonly id: number }) | undefined;
  /** Ends the thread when it outlasts the time limit of the question. */
  timer: NodeJS.Timeout | undefined;
  isGone: boolean;
}

/** A solver that is started when it is first needed and again when its thread has ended. */
export function startSolver(settings: SolverSettings): Solver {
  const line = new Line(settings);
  return {
    solve: (question, options) => line.solve(question.text, options ?? {}),
    close: () => line.close(),
  };
}

/** The questions that wait, and the one thread that answers them. */
class Line {
  private readonly waiting: Job[] = [];
  private running: Running | undefined;
  private nextId = 0;
  private isClosed = false;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly settings: SolverSettings) {}

  solve(text: string, { signal, timeLimitMs = DEFAULT_TIME_LIMIT_MS }: SolveOptions): Promise<TimedAnswer> {
    if (this.isClosed || signal?.aborted) return Promise.reject(takenBack());
    return new Promise((resolve, reject) => {
      const onAbort = () => this.withdraw(job);
      const job: Job = {
        text,
        timeLimitMs,
        settle: (answer) => {
          signal?.removeEventListener("abort", onAbort);
          if (answer instanceof Failure) reject(answer);
          else resolve(answer);
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.waiting.push(job);
      this.next();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const job of this.waiting.splice(0)) job.settle(takenBack());
    if (this.running) await this.end(this.running, takenBack());
  }

  /** A check cannot be interrupted from outside for certain, so the thread goes with it. */
  private withdraw(job: Job): void {
    const place = this.waiting.indexOf(job);
    if (place >= 0) {
      this.waiting.splice(place, 1);
      job.settle(takenBack());
    } else if (this.running?.job?.settle === job.settle) {
      this.end(this.running, takenBack()).catch(() => undefined);
      this.next();
    }
  }

  private next(): void {
    if (this.isClosed || this.running?.job) return;
    const job = this.waiting.shift();
    clearTimeout(this.idle);
    if (!job) {
      this.endWhenIdle();
      return;
    }
    const running = this.running ?? this.start();
    this.nextId++;
    running.job = { ...job, id: this.nextId };
    // The process stays up for a question that is out, and for its sockets, but not for an idle thread.
    running.worker.ref();
    const { text, timeLimitMs } = job;
    running.timer = setTimeout(
      () => this.outlast(running),
      timeLimitMs + (this.settings.graceMs ?? GRACE_MS),
    );
    running.worker.postMessage({ id: this.nextId, text, timeLimitMs } satisfies ToSolver);
  }

  private onMessage(running: Running, message: FromSolver): void {
    const { job } = running;
    if (!job || message.id !== job.id) return;
    clearTimeout(running.timer);
    running.job = undefined;
    running.worker.unref();
    job.settle(
      message.kind === "answer"
        ? { ...message.answer, elapsedMs: message.elapsedMs }
        : unknown(`the solver cannot be used: ${message.reason}`),
    );
    this.next();
  }

  private outlast(running: Running): void {
    this.end(running, unknown("the time limit passed, and the solver's thread was ended")).catch(
      () => undefined,
    );
    this.next();
  }

  private start(): Running {
    const worker = new Worker(/* turbopackIgnore: true */ this.settings.workerFile, {
      // The thread needs no setting, so it gets none.
      env: {},
      stdin: false,
    });
    const running: Running = { worker, job: undefined, timer: undefined, isGone: false };
    worker.on("message", (message: FromSolver) => this.onMessage(running, message));
    const onGone = () => {
      this.settleGone(running, unknown("the solver's thread ended before it had an answer"));
      this.next();
    };
    worker.on("error", onGone);
    worker.on("exit", onGone);
    this.running = running;
    return running;
  }

  private async end(running: Running, outcome: TimedAnswer | Failure): Promise<void> {
    this.settleGone(running, outcome);
    await running.worker.terminate();
  }

  private settleGone(running: Running, outcome: TimedAnswer | Failure): void {
    if (running.isGone) return;
    running.isGone = true;
    clearTimeout(running.timer);
    if (this.running === running) this.running = undefined;
    running.job?.settle(outcome);
    running.job = undefined;
  }

  private endWhenIdle(): void {
    this.idle = setTimeout(() => {
      const { running } = this;
      if (running && !running.job) this.end(running, takenBack()).catch(() => undefined);
    }, IDLE_MS);
    this.idle.unref();
  }
}

function takenBack(): Failure {
  return new Failure("CANCELLED", "the question was taken back");
}

function unknown(reason: string): TimedAnswer {
  const answer: SolverAnswer = { answer: "unknown", values: {}, core: [], reason };
  return { ...answer, elapsedMs: 0 };
}
