import type { Configuration, Resource, ResourceKind, ResourceOf } from "./configuration.schema";

/** The resource in place of the one with its id. */
export function withResource<K extends ResourceKind>(
  configuration: Configuration,
  resource: ResourceOf<K> & { kind: K },
): Configuration {
  const list: readonly Resource[] = configuration.resources[resource.kind];
  return withList(
    configuration,
    resource.kind,
    list.map((each) => (each.id === resource.id ? resource : each)),
  );
}

/** With more of them, each in its place among its kind. */
export function withResources(configuration: Configuration, added: readonly Resource[]): Configuration {
  return added.reduce(
    (current, resource) =>
      withList(current, resource.kind, inserted<Resource>(current.resources[resource.kind], resource, idOf)),
    configuration,
  );
}

/** Without the resources of these ids. */
export function withoutResources(
  configuration: Configuration,
  kind: ResourceKind,
  ids: ReadonlySet<string>,
): Configuration {
  const list: readonly Resource[] = configuration.resources[kind];
  return withList(
    configuration,
    kind,
    list.filter(({ id }) => !ids.has(id)),
  );
}

function withList(
  configuration: Configuration,
  kind: ResourceKind,
  list: readonly Resource[],
): Configuration {
  return { ...configuration, resources: { ...configuration.resources, [kind]: list } };
}

function idOf({ id }: Resource): string {
  return id;
}

/** Before the first entry that sorts after it. */
export function inserted<T>(list: readonly T[], item: T, keyOf: (item: T) => string): T[] {
  const key = keyOf(item);
  const position = list.findIndex((each) => keyOf(each) > key);
  return position < 0 ? [...list, item] : [...list.slice(0, position), item, ...list.slice(position)];
}

/** Says that what a change is about is not there. */
export function absent(noun: string, id: string): string {
  return `${noun} \`${id}\` is not in the configuration`;
}
