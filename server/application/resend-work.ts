import type { Ports } from "./ports/ports";

/**
 * Sends every row again that waits or whose worker is gone: a process may have ended between the commit of a row
 * and its job, or with the job in its hands. What is at work is left alone, for its lease holds.
 */
export async function resendWork(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  for (const ref of await ports.store.abandonedAnalyses(now)) await ports.queue.send("analysis", ref);
  for (const ref of await ports.store.abandonedRuns(now)) await ports.queue.send("run", ref);
}
