import { createHash } from "node:crypto";
import type { Formula } from "./formula";
import { writeSmtLib } from "./smt-lib";

/** One condition of a question. With a label it can be named as a reason why nothing satisfies all of them. */
export interface Assertion {
  readonly formula: Formula;
  /** In words a reader finds in the configuration. */
  readonly label?: string;
}

/** What a symbol of a question's text stands for. */
export interface Meaning {
  readonly symbol: string;
  readonly text: string;
}

/**
 * A question for a solver: is there a way to satisfy all assertions? `text` is SMT-LIB 2.6 of a standard logic,
 * complete in itself, so that any solver can be asked; it is the very text that is put to Z3.
 */
export interface SolverQuestion {
  readonly text: string;
  /** SHA-256 of `text`, lower-case hex. */
  readonly hash: string;
  /** Variables, in order of their first use; `text` is the name in the formula. */
  readonly variables: readonly Meaning[];
  /** Labels of assertions, in order. */
  readonly labels: readonly Meaning[];
}

/**
 * What a solver says. `values` holds the variables of a model by symbol, as `true`, `false` or a decimal number; a
 * variable that is left out may have any value. `core` holds labels by symbol which together cannot be satisfied.
 */
export interface SolverAnswer {
  readonly answer: "sat" | "unsat" | "unknown";
  readonly values: Readonly<Record<string, string>>;
  readonly core: readonly string[];
  /** For `unknown`: why, in words. */
  readonly reason: string | null;
}

/**
 * Writes a question. The same title and assertions give the same bytes.
 *
 * @param title  one line that says what is asked, for readers of the text
 */
export function solverQuestion(title: string, assertions: readonly Assertion[]): SolverQuestion {
  const { text, variables, labels } = writeSmtLib(title, assertions);
  const hash = createHash("sha256").update(text).digest("hex");
  return { text, hash, variables, labels };
}

/** Names of the propositions that are true in the model. */
export function trueNames(question: SolverQuestion, { values }: SolverAnswer): readonly string[] {
  return question.variables.filter(({ symbol }) => values[symbol] === "true").map(({ text }) => text);
}

/** The value of a number in the model; 0 where any will do. */
export function numberOf(question: SolverQuestion, { values }: SolverAnswer, name: string): bigint {
  const symbol = question.variables.find(({ text }) => text === name)?.symbol;
  return BigInt((symbol === undefined ? undefined : values[symbol]) ?? "0");
}

/** The labels that together cannot be satisfied, in the order of the question. */
export function coreOf(question: SolverQuestion, { core }: SolverAnswer): readonly string[] {
  const symbols = new Set(core);
  return question.labels.filter(({ symbol }) => symbols.has(symbol)).map(({ text }) => text);
}
