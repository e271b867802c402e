import { type Db, fromPglite, type PGliteLike, PgBoss } from "pg-boss";
import type { Events } from "../../application/ports/events";
import type { WorkQueue } from "../../application/ports/queue";
import { openEvents } from "./events";
import { workQueue } from "./work-queue";

/** The database of the store: the embedded one itself, or the address of a PostgreSQL. */
export type QueueDatabase = { readonly embedded: PGliteLike } | { readonly url: string };

export interface OpenQueue {
  readonly queue: WorkQueue;
  readonly events: Events;
  /** Ends both; the database stays open when it is embedded. */
  readonly close: () => Promise<void>;
}

/** Connections beside those of the store. */
const CONNECTION_COUNT = 4;

/**
 * Opens the queue in the store's database, in a schema of its own that is made when it is missing. What goes wrong
 * in the background is told to `reportBug`.
 */
export async function openQueue(
  database: QueueDatabase,
  reportBug: (error: unknown) => void,
): Promise<OpenQueue> {
  const boss = new PgBoss({
    ...("url" in database
      ? { connectionString: database.url, max: CONNECTION_COUNT }
      : { db: fromPglite(database.embedded), backend: "pglite" as const }),
    application_name: "umbra queue",
    useListenNotify: true,
    // Schedules are rows of our own, and which work is abandoned our leases say.
    schedule: false,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on("error", reportBug);
  await boss.start();
  const queue = await workQueue(boss, reportBug);
  const events = await openEvents(sharedDatabase(boss, database), reportBug);
  return {
    queue,
    events,
    close: async () => {
      events.end();
      await queue.close();
      await events.close();
      await boss.stop({ graceful: false, close: true });
    },
  };
}

/** Where other processes listen; undefined when there are none. */
function sharedDatabase(boss: PgBoss, database: QueueDatabase): Db | undefined {
  return "url" in database ? boss.getDb() : undefined;
}
