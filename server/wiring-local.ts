import { readFile } from "node:fs/promises";
import { readAwsInput, readPath } from "./adapters/aws";
import type { LocalPorts } from "./application/local-analysis";
import { Failure } from "./application/ports/failure";

/** What the command line is wired to: files alone, no database, no threads, no socket. */
export function wireLocal(): LocalPorts {
  return {
    readInput: async (path, options) => readAwsInput(await readPath(path), options),
    readText: (path) =>
      readFile(path, "utf8").catch((cause: unknown) => {
        throw new Failure("NOT_FOUND", `\`${path}\` cannot be read; check the path`, { cause, file: path });
      }),
    today: () => new Date().toISOString().slice(0, 10),
  };
}
