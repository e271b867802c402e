import { PrismaPg } from "@prisma/adapter-pg";
import { Failure } from "../../application/ports/failure";
import type { Store } from "../../application/ports/store";
import { PrismaClient } from "./generated/client";
import { migrate } from "./migrate";
import { prismaStore } from "./prisma-store";

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Opens a PostgreSQL database, which any number of processes may share, and applies missing migrations. Fails
 * UNAVAILABLE when it cannot be reached.
 */
export async function openPostgresStore(settings: {
  readonly databaseUrl: string;
  readonly projectRoot: string;
}): Promise<Store> {
  const adapter = new PrismaPg({
    connectionString: settings.databaseUrl,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  await checkReachable(adapter);
  await migrate(adapter, { projectRoot: settings.projectRoot });
  return prismaStore(new PrismaClient({ adapter }), { isExclusive: false, close: async () => undefined });
}

async function checkReachable(adapter: PrismaPg): Promise<void> {
  const connection = await adapter.connect();
  try {
    await connection.queryRaw({ sql: "SELECT 1", args: [], argTypes: [] });
  } catch (error) {
    throw new Failure(
      "UNAVAILABLE",
      "the database of DATABASE_URL cannot be reached: check that it runs and that address, user and password are right",
      { cause: error },
    );
  } finally {
    await connection.dispose();
  }
}
