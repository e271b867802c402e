import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readAwsInput, readChangeEvents, readPath, unpack } from "./adapters/aws";
import { readDemandFile } from "./adapters/demands";
import { factFileOf } from "./adapters/document";
import { readKnownExploited, readProbabilities, readScan } from "./adapters/scan";
import { startSolver } from "./adapters/solver";
import type { LocalPorts } from "./application/local-analysis";
import { Failure } from "./application/ports/failure";

/** The bundled command and this file lie one folder below the project alike. */
const SOLVER_FILE = join(import.meta.dirname, "..", "dist", "solver.mjs");

/** What the command line is wired to: files and the solver's thread; no database, no socket. */
export function wireLocal(): LocalPorts {
  return {
    readInput: async (path, options) => readAwsInput(await readPath(path), options),
    readReport: async (path) => readScan({ path, bytes: await bytesOf(path) }),
    readKnownExploited: async (path) => readKnownExploited({ path, bytes: await bytesOf(path) }),
    readProbabilities: async (path) => readProbabilities({ path, bytes: await bytesOf(path) }),
    readEvents: async (paths) =>
      readChangeEvents(await unpack((await Promise.all(paths.map(readPath))).flat())),
    readText: async (path) => (await bytesOf(path)).toString("utf8"),
    writeText: (path, text) =>
      writeFile(path, text).catch((cause: unknown) => {
        throw new Failure("BAD_INPUT", `\`${path}\` cannot be written; check the path`, {
          cause,
          file: path,
        });
      }),
    solver: startSolver({ workerFile: SOLVER_FILE }),
    readFacts: factFileOf,
    readDemands: readDemandFile,
    today: () => new Date().toISOString().slice(0, 10),
  };
}

function bytesOf(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    throw new Failure("NOT_FOUND", `\`${path}\` cannot be read; check the path`, { cause, file: path });
  });
}
