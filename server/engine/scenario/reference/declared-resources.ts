import {
  type Configuration,
  configurationFrom,
  indexConfiguration,
  RESOURCE_KINDS,
  type Resource,
} from "../../configuration";
import type { Facts } from "../../intent";
import type { FactProblem } from "./declared";
import { declaredAppliances } from "./declared-appliances";
import { declaredDataStores } from "./declared-data-stores";
import { declaredSites } from "./declared-sites";

/**
 * The configuration with the sites, appliances and data stores that its owner declared, as resources of it. A
 * declaration that was there already is replaced, so that declaring again changes nothing. What does not fit is left
 * out and is a problem with its path inside the facts and the resources that may have been meant.
 */
export function declareResources(
  configuration: Configuration,
  facts: Pick<Facts, "sites" | "appliances" | "dataStores">,
): { readonly configuration: Configuration; readonly problems: readonly FactProblem[] } {
  const problems: FactProblem[] = [];
  const index = indexConfiguration(configuration);
  const declared: Resource[] = [
    ...declaredSites(index, facts.sites, problems),
    ...declaredAppliances(index, facts.appliances, problems),
    ...declaredDataStores(index, facts.dataStores, problems),
  ];
  if (declared.length === 0) return { configuration, problems };
  const byKey = new Map<string, Resource>();
  for (const kind of RESOURCE_KINDS)
    for (const each of configuration.resources[kind]) byKey.set(`${kind} ${each.id}`, each);
  for (const each of declared) byKey.set(`${each.kind} ${each.id}`, each);
  return {
    configuration: configurationFrom([...byKey.values()], configuration.coverage, configuration.declared),
    problems,
  };
}
