import {
  type Configuration,
  type DeclaredFacts,
  indexConfiguration,
  joinDeclaredFacts,
} from "../../configuration";
import { declaredFlows, type FactProblem } from "./declared";

/**
 * The configuration with the applications and exceptions that files declare; several files add up. What an export
 * brought along gives way to what is declared of the same application or alert. Flows that are not understood are left
 * out; the problems are those of each file, in their order.
 */
export function withDeclaredFacts(
  configuration: Configuration,
  files: readonly DeclaredFacts[],
): { readonly configuration: Configuration; readonly problems: readonly (readonly FactProblem[])[] } {
  const index = indexConfiguration(configuration);
  const read = files.map((facts) => declaredFlows(index, facts));
  const declared = joinDeclaredFacts(configuration.declared, {
    applications: read.flatMap(({ understood }) => understood),
    exceptions: files.flatMap(({ exceptions }) => exceptions),
  });
  return {
    configuration: declared ? { ...configuration, declared } : configuration,
    problems: read.map(({ problems }) => problems),
  };
}
