import { analyze } from "../../engine/alert";
import type { SuiteAnswer } from "../ports/question-pool";
import type { Progress } from "./answer";
import type { HeldSnapshot } from "./held-snapshot";

/** Runs the suite over a snapshot. */
export function analyzeSnapshot(held: HeldSnapshot, onProgress: Progress): SuiteAnswer {
  const { alerts, checks, completeKinds } = analyze(held.configuration, { onProgress });
  return { alerts, checks, completeKinds };
}
