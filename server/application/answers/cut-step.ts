import { type CutStep, continueCuts, startCuts } from "../../engine/scenario";
import { Failure } from "../ports/failure";
import type { SnapshotQuestions } from "../ports/question-pool";
import type { HeldSnapshot } from "./held-snapshot";

/** The next turn of a search. Fails BAD_INPUT when the snapshot has no such application or flow. */
export function nextCutStep(
  held: HeldSnapshot,
  { request, previous }: SnapshotQuestions["cutStep"]["ask"],
): CutStep {
  const problem = held.cutProblem(request);
  if (!problem) {
    const { target } = request;
    const what =
      target.kind === "intent" ? `required flow \`${target.id}\`` : `application \`${target.name}\``;
    throw new Failure("BAD_INPUT", `there is no ${what} in this snapshot: choose one that is listed`);
  }
  return previous
    ? continueCuts(problem, previous.state, previous.question, previous.answer)
    : startCuts(problem);
}
