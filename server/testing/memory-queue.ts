import type { JobName, JobRefs, WorkQueue } from "../application/ports/queue";

/** A queue in memory: the fake of `adapters/queue`, held to the same tests. */
export function memoryQueue(reportBug: (error: unknown) => void): WorkQueue {
  const waiting = new Map<JobName, Map<string, unknown>>();
  const takers = new Map<JobName, () => void>();
  const working = new Set<Promise<void>>();
  const stopping = new AbortController();
  return {
    send: async (name, ref) => {
      const jobs = waiting.get(name) ?? new Map<string, unknown>();
      waiting.set(name, jobs.set(JSON.stringify(ref), ref));
      takers.get(name)?.();
    },
    work: async (name, concurrencyCount, handle) => {
      let atWorkCount = 0;
      const take = () => {
        for (const [key, ref] of waiting.get(name) ?? []) {
          if (atWorkCount >= concurrencyCount || stopping.signal.aborted) return;
          waiting.get(name)?.delete(key);
          atWorkCount += 1;
          const work = handle(ref as JobRefs[typeof name], stopping.signal)
            .catch(reportBug)
            .finally(() => {
              atWorkCount -= 1;
              working.delete(work);
              take();
            });
          working.add(work);
        }
      };
      takers.set(name, take);
      take();
    },
    close: async () => {
      stopping.abort();
      await Promise.all(working);
    },
  };
}
