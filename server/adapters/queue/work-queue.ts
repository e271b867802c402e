import type { PgBoss } from "pg-boss";
import type { JobName, JobRefs, WorkQueue } from "../../application/ports/queue";

const JOB_NAMES = ["analysis", "run"] as const satisfies readonly JobName[];

/** Longer than any work may take. */
const EXPIRE_AFTER_SECONDS = 2 * 60 * 60;
const FORGET_AFTER_SECONDS = 60;
/** Jobs are announced; this is for an announcement that was lost. */
const LOOK_EVERY_SECONDS = 10;

/**
 * The queue over pg-boss. It never tries a job again by itself: the row says whether the work is done, and is sent
 * again when it is not, so that there is one place where that is decided.
 */
export async function workQueue(boss: PgBoss, reportBug: (error: unknown) => void): Promise<WorkQueue> {
  for (const name of JOB_NAMES) {
    await boss.createQueue(name, {
      // At most one job per key waits; a second one may, while the first is at work.
      policy: "short",
      notify: true,
      retryLimit: 0,
      expireInSeconds: EXPIRE_AFTER_SECONDS,
      deleteAfterSeconds: FORGET_AFTER_SECONDS,
    });
  }
  const stopping = new AbortController();
  const working = new Set<Promise<void>>();
  const started: JobName[] = [];
  return {
    send: async (name, ref) => {
      await boss.send(name, { ...ref }, { singletonKey: keyOf(name, ref) });
    },
    work: async (name, concurrencyCount, handle) => {
      started.push(name);
      await boss.work<JobRefs[typeof name]>(
        name,
        {
          localConcurrency: concurrencyCount,
          batchSize: 1,
          notifyPollingIntervalSeconds: LOOK_EVERY_SECONDS,
        },
        async (jobs) => {
          for (const { data } of jobs) {
            if (stopping.signal.aborted) return;
            const work = handle(data, stopping.signal).catch(reportBug);
            working.add(work);
            await work;
            working.delete(work);
          }
        },
      );
    },
    close: async () => {
      stopping.abort();
      await Promise.all(started.splice(0).map((name) => boss.offWork(name, { wait: false })));
      await Promise.all(working);
    },
  };
}

function keyOf<N extends JobName>(name: N, ref: JobRefs[N]): string {
  return `${name} ${Object.values(ref).join(" ")}`;
}
