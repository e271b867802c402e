import {
  type Configuration,
  type DeclaredFacts,
  indexConfiguration,
  joinDeclaredFacts,
} from "../../configuration";
import { understoodFacts } from "../breach/understood-facts";
import { declaredDemands } from "../load/declared-demands";
import { declaredFlows, type FactProblem } from "./declared";

/**
 * The configuration with the applications, exceptions, demands and facts of attacks that files declare; several files add up. What an export
 * brought along gives way to what is declared of the same. What is not understood is left out; the problems are those of each file, in their order.
 */
export function withDeclaredFacts(
  configuration: Configuration,
  files: readonly DeclaredFacts[],
): { readonly configuration: Configuration; readonly problems: readonly (readonly FactProblem[])[] } {
  const index = indexConfiguration(configuration);
  const attacks = understoodFacts(index, files);
  const read = files.map((facts, position) => {
    const flows = declaredFlows(index, facts);
    const demands = declaredDemands(index, facts.demands ?? [], "declared");
    const attack = attacks[position];
    return {
      facts: {
        applications: [...flows.understood],
        exceptions: facts.exceptions,
        demands: [...demands.understood],
        ...attack?.understood,
      },
      problems: [...flows.problems, ...demands.problems, ...(attack?.problems ?? [])],
    };
  });
  const understood = read.map(({ facts }) => facts);
  const declared = joinDeclaredFacts(configuration.declared, ...understood);
  return {
    configuration: declared ? { ...configuration, declared } : configuration,
    problems: read.map(({ problems }) => problems),
  };
}
