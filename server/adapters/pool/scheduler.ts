import type { Failure } from "../../application/ports/failure";
import type { ToThread } from "./messages";
import { type Job, snapshotOf, startThread, type Thread } from "./thread";

/** Enough for the largest network of the stated limits. */
const DEFAULT_HEAP_LIMIT_MB = 2_048;

export interface PoolSettings {
  /** The bundled worker: it calls `serveQuestions`. */
  readonly workerFile: string;
  /** At least 2, so that questions are answered while an analysis runs. */
  readonly threadCount: number;
  /** Heap of one thread; beyond it the thread ends, not the server. */
  readonly heapLimitMb?: number;
}

interface Waiting {
  readonly job: Job;
  /** Work that nobody waits for; it never takes the last thread. */
  readonly isBackground: boolean;
}

/** Brings jobs and threads together: first come, first served, a thread that holds the snapshot preferred. */
export class Scheduler {
  private readonly idle = new Set<Thread>();
  private readonly busy = new Map<Thread, Waiting>();
  private readonly queue: Waiting[] = [];
  private isClosed = false;

  constructor(private readonly settings: PoolSettings) {}

  get waitingCount(): number {
    return this.queue.length;
  }

  add(waiting: Waiting): void {
    this.queue.push(waiting);
    this.dispatch();
  }

  /** Takes a job out, wherever it is: from the queue, or with the thread that works on it. */
  withdraw(job: Job, reason: Failure): void {
    const place = this.queue.findIndex((waiting) => waiting.job === job);
    if (place >= 0) {
      this.queue.splice(place, 1);
      job.reject(reason);
      return;
    }
    const thread = [...this.busy].find(([, waiting]) => waiting.job === job)?.[0];
    // The job has its answer already; how the thread ends is nobody's concern any more.
    thread?.end(reason).catch(() => undefined);
  }

  async close(reason: Failure): Promise<void> {
    this.isClosed = true;
    for (const { job } of this.queue.splice(0)) job.reject(reason);
    await Promise.all([...this.idle, ...this.busy.keys()].map((thread) => thread.end(reason)));
  }

  private dispatch(): void {
    if (this.isClosed) return;
    for (const waiting of [...this.queue]) {
      if (waiting.isBackground && this.backgroundIsFull()) continue;
      const thread = this.takeThread(waiting.job.message);
      if (!thread) return;
      this.queue.splice(this.queue.indexOf(waiting), 1);
      this.busy.set(thread, waiting);
      thread.run(waiting.job);
    }
  }

  private backgroundIsFull(): boolean {
    const count = [...this.busy.values()].filter(({ isBackground }) => isBackground).length;
    return count >= Math.max(1, this.settings.threadCount - 1);
  }

  /** A thread that holds the snapshot, else a new one while there are few, else any; undefined: all are busy. */
  private takeThread(message: ToThread): Thread | undefined {
    const wanted = snapshotOf(message);
    const holder = [...this.idle].find((thread) => thread.snapshotId() === wanted);
    const isFull = this.idle.size + this.busy.size >= this.settings.threadCount;
    const thread = holder ?? (isFull ? [...this.idle][0] : this.startThread());
    if (thread) this.idle.delete(thread);
    return thread;
  }

  private startThread(): Thread {
    const { workerFile, heapLimitMb = DEFAULT_HEAP_LIMIT_MB } = this.settings;
    return startThread(workerFile, heapLimitMb, {
      onIdle: (thread) => {
        this.busy.delete(thread);
        this.idle.add(thread);
        this.dispatch();
      },
      onGone: (thread) => {
        this.busy.delete(thread);
        this.idle.delete(thread);
        this.dispatch();
      },
    });
  }
}
