import { readDemandFile } from "../adapters/demands";
import { factFileOf } from "../adapters/document";
import type { LocalPorts } from "../application/local-analysis";
import { Failure } from "../application/ports/failure";

type Outside =
  | "writeText"
  | "solver"
  | "readFacts"
  | "readDemands"
  | "readReport"
  | "readEvents"
  | "readKnownExploited"
  | "readProbabilities";

const nothingAt = async (path: string): Promise<never> => {
  throw new Failure("NOT_FOUND", `\`${path}\` cannot be read`, { file: path });
};

/**
 * Ports of a command that writes no file, reads no scanner's report and asks no solver: no thread and no Z3, whatever
 * is asked stays open.
 */
export const withoutOutside: Pick<LocalPorts, Outside> = {
  readFacts: factFileOf,
  readDemands: readDemandFile,
  readReport: nothingAt,
  readEvents: ([path = ""]) => nothingAt(path),
  readKnownExploited: nothingAt,
  readProbabilities: nothingAt,
  writeText: async (path) => {
    throw new Failure("BAD_INPUT", `\`${path}\` cannot be written`, { file: path });
  },
  solver: {
    solve: async () => ({ answer: "unknown", values: {}, core: [], reason: "no solver here", elapsedMs: 0 }),
    close: async () => undefined,
  },
};
