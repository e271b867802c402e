import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readAwsInput, readPath } from "./adapters/aws";
import { startSolver } from "./adapters/solver";
import type { LocalPorts } from "./application/local-analysis";
import { Failure } from "./application/ports/failure";

/** The bundled command and this file lie one folder below the project alike. */
const SOLVER_FILE = join(import.meta.dirname, "..", "dist", "solver.mjs");

/** What the command line is wired to: files and the solver's thread; no database, no socket. */
export function wireLocal(): LocalPorts {
  return {
    readInput: async (path, options) => readAwsInput(await readPath(path), options),
    readText: (path) =>
      readFile(path, "utf8").catch((cause: unknown) => {
        throw new Failure("NOT_FOUND", `\`${path}\` cannot be read; check the path`, { cause, file: path });
      }),
    writeText: (path, text) =>
      writeFile(path, text).catch((cause: unknown) => {
        throw new Failure("BAD_INPUT", `\`${path}\` cannot be written; check the path`, {
          cause,
          file: path,
        });
      }),
    solver: startSolver({ workerFile: SOLVER_FILE }),
    today: () => new Date().toISOString().slice(0, 10),
  };
}
