import type { Network } from "./network";
import type { Question, Trace } from "./question";

/** Follows one flow through the network, branch by branch, and back (sections 2 to 10). */
export function traceFlow(_network: Network, _question: Question): Trace {
  throw new Error("being built");
}
