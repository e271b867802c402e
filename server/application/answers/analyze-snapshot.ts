import { Failure } from "../ports/failure";
import type { SuiteAnswer } from "../ports/question-pool";
import type { Progress } from "./answer";
import type { HeldSnapshot } from "./held-snapshot";

/** Runs the suite over a snapshot. */
export function analyzeSnapshot(_held: HeldSnapshot, _onProgress: Progress): SuiteAnswer {
  throw new Failure(
    "UNAVAILABLE",
    "the suite of analyses is not part of this build: import again with the next one",
  );
}
