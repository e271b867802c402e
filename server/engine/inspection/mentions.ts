import type { ConfigurationIndex, Resource } from "../configuration";

/** Ids of other resources that stand anywhere in the resource's configuration, in the order of its attributes. */
export function mentionsOf(index: ConfigurationIndex, resource: Resource): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      if (value !== resource.id && index.find(value)) found.add(value);
    } else if (typeof value === "object" && value !== null) {
      // A tag is text of the customer's: an id in it means nothing.
      for (const [key, inner] of Object.entries(value)) if (key !== "tags") visit(inner);
    }
  };
  visit(resource);
  return found;
}

/** The reverse of `mentionsOf` over a whole configuration; linear in it. */
export function mentionedBy(index: ConfigurationIndex): ReadonlyMap<string, ReadonlySet<string>> {
  const reverse = new Map<string, Set<string>>();
  for (const list of Object.values(index.configuration.resources)) {
    for (const resource of list) {
      for (const id of mentionsOf(index, resource)) {
        const sources = reverse.get(id);
        if (sources) sources.add(resource.id);
        else reverse.set(id, new Set([resource.id]));
      }
    }
  }
  return reverse;
}
