import type { ConfigurationIndex } from "../../engine/configuration";
import type { Decision, Intent } from "../../engine/intent";
import {
  type DecidedFlows as Decided,
  type Declared,
  declaredFlows,
  type FactProblem,
  requiredFlows,
} from "../../engine/scenario";

/** The required flows of a snapshot after its estate's decisions. */
export interface DecidedFlows extends Decided {
  readonly decisions: readonly Decision[];
  /** Flows declared on the page that this snapshot has; they stand in for others. */
  readonly declared: readonly Intent[];
  /** The decisions that declare them: an intent's id, and that of the declaration. */
  readonly declarationOf: ReadonlyMap<string, string>;
  /** Declarations that name what this snapshot does not hold; null: one of the file. */
  readonly problems: readonly (FactProblem & { readonly declarationId: string | null })[];
}

type Declaration = Extract<Decision, { kind: "declare" }>;

/** Finds the required flows, resolves those declared on the page and applies what owners decided. */
export function decideFlows(index: ConfigurationIndex, decisions: readonly Decision[]): DecidedFlows {
  const declarations = decisions.filter((each) => each.kind === "declare");
  const resolved = declarations.map((each) => ({ id: each.id, flows: resolveDeclaration(index, each) }));
  const declared = resolved.flatMap(({ flows }) => flows.intents);
  const required = requiredFlows(index, decisions, declared);
  return {
    ...required,
    decisions,
    declared,
    declarationOf: new Map(
      resolved.flatMap(({ id, flows }) => flows.intents.map((intent) => [intent.id, id] as const)),
    ),
    problems: [
      ...resolved.flatMap(({ id, flows }) =>
        flows.problems.map((problem) => ({ ...problem, declarationId: id })),
      ),
      ...required.inFile.problems.map((problem) => ({ ...problem, declarationId: null })),
    ],
  };
}

/** A declared flow as required flow, or what of it cannot be understood: `place` is `from`, `to`, `ports` or `protocol`. */
export function resolveDeclaration(
  index: ConfigurationIndex,
  { application, flow }: Pick<Declaration, "application" | "flow">,
): Declared {
  const declared = declaredFlows(index, {
    applications: [{ name: application, criticality: "normal", flows: [flow] }],
  });
  return {
    ...declared,
    problems: declared.problems.map((problem) => ({
      ...problem,
      place: problem.place.split(".").pop() ?? "",
    })),
  };
}
