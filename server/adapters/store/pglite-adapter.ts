import { PGlite, type Transaction as PGliteTransaction } from "@electric-sql/pglite";
import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";

/** What the published adapter uses of a client to run queries. */
type Queryable = Pick<PGlite, "query">;

/**
 * The published PGlite adapter with three faults repaired, each held by a test: a script's error is no longer
 * lost, a requested isolation level takes effect, and an error at COMMIT reaches the caller.
 */
export class RepairedPGlite implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "pglite-prisma-adapter";

  constructor(private readonly client: PGlite) {}

  connect(): Promise<SqlDriverAdapter> {
    return repairedAdapter(this.client, async () => undefined);
  }

  /** A database in memory of its own, gone when disposed. */
  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const shadow = await PGlite.create("memory://");
    return repairedAdapter(shadow, () => shadow.close());
  }
}

async function repairedAdapter(client: PGlite, dispose: () => Promise<void>): Promise<SqlDriverAdapter> {
  const inner = await queries(client);
  return {
    provider: "postgres",
    adapterName: inner.adapterName,
    queryRaw: (query) => inner.queryRaw(query),
    executeRaw: (query) => inner.executeRaw(query),
    executeScript: async (script) => {
      await client.exec(script).catch(rethrowMapped);
    },
    startTransaction: (isolationLevel) => startTransaction(client, isolationLevel),
    getConnectionInfo: () => inner.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    dispose,
  };
}

/** The published adapter over anything that can run a query: it also converts values and errors. */
function queries(client: Queryable): Promise<SqlDriverAdapter> {
  return new PrismaPGlite(client as PGlite).connect();
}

/**
 * Opens a transaction of PGlite and keeps it open until `commit` or `rollback`. While it is open, every other
 * query of this database waits: there is one connection.
 */
function startTransaction(client: PGlite, isolationLevel?: IsolationLevel): Promise<Transaction> {
  return new Promise((resolve, reject) => {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolveEnd) => {
      end = resolveEnd;
    });
    const outcome = client.transaction(async (tx) => {
      // The first statement of a transaction may still choose its isolation.
      if (isolationLevel) await tx.exec(`SET TRANSACTION ISOLATION LEVEL ${isolationLevel}`);
      resolve(await openTransaction(tx, end, () => outcome));
      await ended;
    });
    // Before it is open this tells the caller; afterwards the caller hears it from commit or rollback.
    outcome.catch((error: unknown) => rethrowMapped(error).catch(reject));
  });
}

async function openTransaction(
  tx: PGliteTransaction,
  end: () => void,
  outcome: () => Promise<void>,
): Promise<Transaction> {
  const inner = await queries(tx);
  return {
    provider: "postgres",
    adapterName: inner.adapterName,
    options: { usePhantomQuery: true },
    queryRaw: (query: SqlQuery) => inner.queryRaw(query),
    executeRaw: (query: SqlQuery) => inner.executeRaw(query),
    commit: async () => {
      end();
      await outcome().catch(rethrowMapped);
    },
    rollback: async () => {
      await tx.rollback();
      end();
      await outcome().catch(rethrowMapped);
    },
  };
}

/** Throws the error as the published adapter would have, had a query met it. */
async function rethrowMapped(error: unknown): Promise<never> {
  const failing = await queries({ query: () => Promise.reject(error) });
  await failing.queryRaw({ sql: "", args: [], argTypes: [] });
  throw error;
}
