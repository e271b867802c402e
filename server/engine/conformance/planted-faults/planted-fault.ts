/**
 * A fault that somebody could make in the interpreter: one place of its source says something else. A conformance case
 * has to fail because of it, or the rule could be broken without anybody noticing.
 */
export interface PlantedFault {
  /** What the interpreter gets wrong then. */
  readonly name: string;
  /** Clauses of the semantics document that it violates. */
  readonly clauses: readonly string[];
  /** Below `server/engine`. */
  readonly file: string;
  /** Source text that occurs there exactly once. */
  readonly find: string;
  /** What stands in its place. */
  readonly put: string;
  /** The name of a conformance case that fails because of it. */
  readonly caughtBy: string;
}
