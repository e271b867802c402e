import { runAnalysis } from "../application/analyses";
import { executeRun } from "../application/execute-run";
import type { Ports } from "../application/ports/ports";
import { PERIODIC_TASKS, type PeriodicTask } from "./periodic";

/** More would only wait for a thread; a cancelled one gives its place away. */
const RUNS_AT_ONCE = 4;
const ANALYSES_AT_ONCE = 2;

/**
 * Starts to work: takes jobs off the queue and does what is periodic, until the returned function is called, which
 * resolves when all of it has ended. Several processes that share a database may all work.
 */
export async function startJobs(ports: Ports): Promise<() => Promise<void>> {
  // Nobody else can hold a lease on a database that only we can open: all of them are of processes that are gone.
  if (ports.store.isExclusive) await ports.store.endAllLeases(ports.clock.now());
  await ports.queue.work("analysis", ANALYSES_AT_ONCE, (ref, signal) => runAnalysis(ports, ref, signal));
  await ports.queue.work("run", RUNS_AT_ONCE, (ref, signal) => executeRun(ports, ref, signal));
  const tasks = PERIODIC_TASKS.map((task) => repeat(ports, task));
  return async () => {
    await Promise.all(tasks.map((stop) => stop()));
    await ports.queue.close();
  };
}

/** Performs a task now, each time its time comes, and after its changes; never twice at the same time. */
function repeat(ports: Ports, { everyMs, after, perform }: PeriodicTask): () => Promise<void> {
  const stopping = new AbortController();
  let isWanted = false;
  let current: Promise<void> | undefined;
  const start = () => {
    if (stopping.signal.aborted) return;
    isWanted = true;
    current ??= (async () => {
      while (isWanted && !stopping.signal.aborted) {
        isWanted = false;
        await perform(ports, stopping.signal).catch(ports.reportBug);
      }
    })().finally(() => {
      current = undefined;
    });
  };
  const timer = setInterval(start, everyMs);
  timer.unref();
  const unsubscribe = ports.events.subscribe(({ kind }) => {
    if (after.includes(kind)) start();
  });
  start();
  return async () => {
    stopping.abort();
    clearInterval(timer);
    unsubscribe();
    await current;
  };
}
