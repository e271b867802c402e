import { notAsked, type SolverRecord } from "../engine/alert";
import type { Alert } from "../engine/alert/alert.schema";
import type { SolverQuestion } from "../engine/solver";
import type { AlertAnswer, DecidedSnapshot, QuestionPool, SuiteAnswer } from "./ports/question-pool";
import type { Solver } from "./ports/solver";

/** The worst alerts are asked about, and no more than these. */
export const CONFIRMED_ALERT_LIMIT = 200;
const QUESTION_TIME_LIMIT_MS = 5_000;
/** Thinking time for all alerts of an analysis together. */
const TOTAL_TIME_LIMIT_MS = 60_000;
/** After so many questions in a row that the solver's thread did not survive, no more are asked. */
const LOST_IN_A_ROW_LIMIT = 3;

/**
 * Puts the claim of every alert to the solver, worst first, and writes what it says beside the alert's evidence. An
 * alert whose claim could not be asked, or was not answered, says so and stays as it is otherwise. Fails
 * CANCELLED when `signal` fires.
 */
export async function confirmAlerts(
  { pool, solver }: { readonly pool: QuestionPool; readonly solver: Solver },
  snapshot: DecidedSnapshot,
  suite: SuiteAnswer,
  options: { readonly signal?: AbortSignal } = {},
): Promise<SuiteAnswer> {
  const alerts = suite.alerts.slice(0, CONFIRMED_ALERT_LIMIT);
  if (alerts.length === 0) return suite;
  const questions = await pool.ask("alertQuestions", snapshot, { alerts }, options);
  const answers = await askAll(solver, questions, options);
  const records = await pool.ask("alertRecords", snapshot, { alerts, answers }, options);
  return { ...suite, alerts: withRecords(suite.alerts, records) };
}

/** The alerts with their records, the rest marked as not asked about. */
export function withRecords<A extends Alert>(
  alerts: readonly A[],
  records: readonly SolverRecord[],
): readonly A[] {
  const rest = notAsked(`not asked: only the worst ${CONFIRMED_ALERT_LIMIT} alerts are`);
  return alerts.map((alert, position) => ({
    ...alert,
    evidence: { ...alert.evidence, solver: records[position] ?? rest },
  }));
}

/** Asks each distinct question once, one after the other, until the time for all is used up. */
export async function askAll(
  solver: Solver,
  questions: readonly (Pick<SolverQuestion, "text" | "hash"> | null)[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly AlertAnswer[]> {
  const known = new Map<string, AlertAnswer>();
  const answers: AlertAnswer[] = [];
  let spentMs = 0;
  let lostInARow = 0;
  for (const question of questions) {
    if (question === null) answers.push(unanswered("there is no question"));
    else if (lostInARow >= LOST_IN_A_ROW_LIMIT)
      answers.push(unanswered("not asked: the solver does not answer"));
    else if (spentMs > TOTAL_TIME_LIMIT_MS)
      answers.push(unanswered("not asked: the time for all alerts together is used up"));
    else {
      const answer =
        known.get(question.hash) ??
        (await solver.solve(question, { signal, timeLimitMs: QUESTION_TIME_LIMIT_MS }));
      if (!known.has(question.hash)) {
        spentMs += answer.elapsedMs ?? 0;
        lostInARow = answer.answer === "unknown" && answer.elapsedMs === 0 ? lostInARow + 1 : 0;
      }
      known.set(question.hash, answer);
      answers.push(answer);
    }
  }
  return answers;
}

function unanswered(reason: string): AlertAnswer {
  return { answer: "unknown", values: {}, core: [], reason, elapsedMs: null };
}
