/**
 * Next calls this once, before the first request: the database opens here, not under a user's first
 * page, and what earlier processes left undone goes on. A reason not to start is handed to the
 * serving process, which shows it without a stack.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { processHooks } = await import("./server/web/process-hooks");
  const hooks = processHooks();
  try {
    if (!hooks.isGuarded) throw new Error("Umbra is started with `npm start`: requests need its guard");
    const { wired } = await import("./server/wiring");
    const { startJobs } = await import("./server/jobs/start-jobs");
    const { ports, settings, close } = await wired();
    const stopJobs = settings.works ? await startJobs(ports) : async () => undefined;
    hooks.opened?.({
      endStreams: () => ports.events.end(),
      close: async () => {
        await stopJobs();
        await close();
      },
    });
  } catch (error) {
    if (hooks.failed === undefined) throw error;
    hooks.failed(error);
  }
}
