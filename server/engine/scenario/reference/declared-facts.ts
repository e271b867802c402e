import {
  type Configuration,
  type DeclaredFacts,
  indexConfiguration,
  joinDeclaredFacts,
} from "../../configuration";
import { declaredDemands } from "../load/declared-demands";
import { declaredFlows, type FactProblem } from "./declared";

/**
 * The configuration with the applications, exceptions and demands that files declare; several files add up. What an export
 * brought along gives way to what is declared of the same application, alert or ends. Flows that are not understood are left
 * out; the problems are those of each file, in their order.
 */
export function withDeclaredFacts(
  configuration: Configuration,
  files: readonly DeclaredFacts[],
): { readonly configuration: Configuration; readonly problems: readonly (readonly FactProblem[])[] } {
  const index = indexConfiguration(configuration);
  const read = files.map((facts) => {
    const flows = declaredFlows(index, facts);
    const demands = declaredDemands(index, facts.demands ?? [], "declared");
    return { ...flows, demands: demands.understood, problems: [...flows.problems, ...demands.problems] };
  });
  const declared = joinDeclaredFacts(configuration.declared, {
    applications: read.flatMap(({ understood }) => understood),
    exceptions: files.flatMap(({ exceptions }) => exceptions),
    demands: read.flatMap(({ demands }) => demands),
  });
  return {
    configuration: declared ? { ...configuration, declared } : configuration,
    problems: read.map(({ problems }) => problems),
  };
}
