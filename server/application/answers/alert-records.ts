import { alertQuestion, notAsked, questionOf, type SolverRecord, solverRecord } from "../../engine/alert";
import type { Alert } from "../../engine/alert/alert.schema";
import type { SolverQuestion } from "../../engine/solver";
import type { AlertAnswer } from "../ports/question-pool";
import type { HeldSnapshot } from "./held-snapshot";

/** The question of each alert's claim, in the order of the alerts; null where none can be written. */
export function questionsOf(
  { index }: Pick<HeldSnapshot, "index">,
  alerts: readonly Alert[],
): readonly (Pick<SolverQuestion, "text" | "hash"> | null)[] {
  return alerts.map((alert) => {
    const question = questionOf(alertQuestion(index, alert));
    return question && { text: question.text, hash: question.hash };
  });
}

/** The record of each alert, with what the solver found put to the interpreter. */
export function recordsOf(
  { network }: Pick<HeldSnapshot, "network">,
  alerts: readonly Alert[],
  answers: readonly AlertAnswer[],
): readonly SolverRecord[] {
  return alerts.map((alert, position) => {
    const answer = answers[position];
    return answer === undefined ? notAsked("there is no answer") : solverRecord(network(), alert, answer);
  });
}
