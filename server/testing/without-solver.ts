import type { LocalPorts } from "../application/local-analysis";
import { Failure } from "../application/ports/failure";

/** Ports of a command that neither writes a file nor asks the solver: no thread and no Z3, whatever is asked stays open. */
export const withoutSolver: Pick<LocalPorts, "writeText" | "solver"> = {
  writeText: async (path) => {
    throw new Failure("BAD_INPUT", `\`${path}\` cannot be written`, { file: path });
  },
  solver: {
    solve: async () => ({ answer: "unknown", values: {}, core: [], reason: "no solver here", elapsedMs: 0 }),
    close: async () => undefined,
  },
};
