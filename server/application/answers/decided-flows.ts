import type { ConfigurationIndex } from "../../engine/configuration";
import {
  applyDecisions,
  type DecidedIntents,
  type Decision,
  type Intent,
  inferIntents,
} from "../../engine/intent";
import { type Declared, declaredFlows, type FactProblem } from "../../engine/scenario";

/** The required flows of a snapshot after its estate's decisions. */
export interface DecidedFlows extends DecidedIntents {
  readonly decisions: readonly Decision[];
  /** Declared flows that this snapshot has; they stand in for inferred ones. */
  readonly declared: readonly Intent[];
  /** The decisions that declare them: an intent's id, and that of the declaration. */
  readonly declarationOf: ReadonlyMap<string, string>;
  /** Declarations that name what this snapshot does not hold. */
  readonly problems: readonly (FactProblem & { readonly declarationId: string })[];
}

type Declaration = Extract<Decision, { kind: "declare" }>;

/** Infers the required flows, resolves the declared ones and applies what owners decided. */
export function decideFlows(index: ConfigurationIndex, decisions: readonly Decision[]): DecidedFlows {
  const declarations = decisions.filter((each) => each.kind === "declare");
  const resolved = declarations.map((each) => ({ id: each.id, flows: resolveDeclaration(index, each) }));
  const declared = resolved.flatMap(({ flows }) => flows.intents);
  return {
    ...applyDecisions(inferIntents(index), decisions, declared),
    decisions,
    declared,
    declarationOf: new Map(
      resolved.flatMap(({ id, flows }) => flows.intents.map((intent) => [intent.id, id] as const)),
    ),
    problems: resolved.flatMap(({ id, flows }) =>
      flows.problems.map((problem) => ({ ...problem, declarationId: id })),
    ),
  };
}

/** A declared flow as required flow, or what of it cannot be understood: `place` is `from`, `to`, `ports` or `protocol`. */
export function resolveDeclaration(
  index: ConfigurationIndex,
  { application, flow }: Pick<Declaration, "application" | "flow">,
): Declared {
  const facts = {
    sites: [],
    appliances: [],
    dataStores: [],
    exceptions: [],
    demands: [],
    credentials: [],
    roles: [],
    applications: [{ name: application, criticality: "normal" as const, flows: [flow] }],
  };
  const declared = declaredFlows(index, facts);
  return {
    ...declared,
    problems: declared.problems.map((problem) => ({
      ...problem,
      place: problem.place.split(".").pop() ?? "",
    })),
  };
}
