import {
  type Configuration,
  RESOURCE_KINDS,
  type Resource,
  type ResourceKind,
  type ResourceOf,
} from "./configuration.schema";
import type { DeclaredFacts } from "./declared-facts.schema";

/** A configuration in which nothing is known. */
export function emptyConfiguration(): Configuration {
  return configurationFrom([], []);
}

/** Groups resources by kind and sorts each list by id, so that input order never shows. */
export function configurationFrom(
  resources: readonly Resource[],
  coverage: Configuration["coverage"],
  declared?: DeclaredFacts,
): Configuration {
  const lists = Object.fromEntries(RESOURCE_KINDS.map((kind) => [kind, [] as Resource[]]));
  for (const resource of resources) lists[resource.kind]?.push(resource);
  for (const list of Object.values(lists)) list.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return {
    schemaVersion: 1,
    provider: "aws",
    resources: lists as { [K in ResourceKind]: ResourceOf<K>[] },
    coverage,
    ...(declared === undefined ? {} : { declared }),
  };
}
