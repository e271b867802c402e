import { availableParallelism } from "node:os";
import { join } from "node:path";
import * as z from "zod";

const text = z.string().trim().optional();

const environmentSchema = z.object({
  /** Holds the embedded database. */
  UMBRA_DATA_DIR: text,
  /** A PostgreSQL to use instead of the embedded database. */
  DATABASE_URL: text.refine(
    (url) => !url || /^postgres(ql)?:\/\//.test(url),
    "is not a PostgreSQL address: write postgresql://user:password@host:5432/database, or leave it out",
  ),
  /** `none` starts without the sample estate. */
  UMBRA_SAMPLE: z.enum(["acme-shop", "none", ""]).optional(),
  /** `off` leaves analyses and runs to `umbra worker` processes. */
  UMBRA_JOBS: z.enum(["on", "off", ""]).optional(),
});

/** The settings of a process, parsed once. */
export interface Settings {
  /** Holds `prisma` and `dist`: the folder the process was started in. */
  readonly projectRoot: string;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly loadsSample: boolean;
  /** Whether this process works on what is queued, or only queues it. */
  readonly works: boolean;
  /** Threads that answer questions. */
  readonly threadCount: number;
}

/** Reads the settings. Throws with the setting's name and what to do when one is wrong. */
export function readSettings(env: NodeJS.ProcessEnv = process.env, projectRoot = process.cwd()): Settings {
  const parsed = environmentSchema.safeParse(env);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] ?? { path: [], message: "cannot be read" };
    throw new Error(`${path.join(".")} ${message}`);
  }
  const { UMBRA_DATA_DIR, DATABASE_URL, UMBRA_SAMPLE, UMBRA_JOBS } = parsed.data;
  return {
    projectRoot,
    dataFolder: UMBRA_DATA_DIR || join(projectRoot, ".umbra"),
    databaseUrl: DATABASE_URL || undefined,
    loadsSample: UMBRA_SAMPLE !== "none",
    works: UMBRA_JOBS !== "off",
    threadCount: Math.min(4, Math.max(2, availableParallelism() - 1)),
  };
}
