import type { NetworkSpec } from "./network-builder-spec";

type Edit<T> = { readonly [F in keyof T]?: T[F] | ((before: NonNullable<T[F]>) => T[F]) };
type Part<T> = T extends object ? Edit<T> : T;

/**
 * What is different: per kind and name, the fields that are replaced (a function is given the old value).
 * `null` removes the part, an unknown name adds one.
 */
export type NetworkChange = {
  readonly [K in keyof NetworkSpec]?: { readonly [name: string]: Part<NetworkSpec[K][string]> | null };
};

const EMPTY: NetworkSpec = {
  vpcs: {},
  subnets: {},
  vms: {},
  interfaces: {},
  groups: {},
  acls: {},
  tables: {},
  igws: {},
  eigws: {},
  vgws: {},
  vpns: {},
  nats: {},
  peerings: {},
  tgws: {},
  attachments: {},
  tgwTables: {},
  prefixLists: {},
  balancers: {},
  targetGroups: {},
  scalingGroups: {},
  blockPublicAccess: {},
  appliances: {},
  endpoints: {},
  services: {},
  firewalls: {},
  gatewayBalancers: {},
  directConnects: {},
  sites: {},
  databases: {},
  coverage: {},
};

/** A network of its own: every part that is named is given whole. */
export function network(parts: Partial<NetworkSpec>): NetworkSpec {
  return { ...EMPTY, ...parts };
}

/** The same network, but changed; `network` itself stays as it is. */
export function but(network: NetworkSpec, ...changes: readonly NetworkChange[]): NetworkSpec {
  const changed: { [kind: string]: Record<string, unknown> } = { ...network };
  for (const change of changes)
    for (const [kind, parts] of Object.entries(change))
      changed[kind] = changeParts(changed[kind] ?? {}, parts as Record<string, unknown>);
  return changed as unknown as NetworkSpec;
}

/** An edit of a list: what was there, and these. */
export function and<T>(...items: readonly T[]): (before: readonly T[]) => readonly T[] {
  return (before) => [...before, ...items];
}

/** An edit of a list: the first occurrence of each of these taken out. A missing one is a mistake of the test. */
export function without<T>(...items: readonly T[]): (before: readonly T[]) => readonly T[] {
  return (before) =>
    items.reduce<readonly T[]>((list, item) => {
      const at = list.indexOf(item);
      if (at < 0) throw new Error(`nothing to take out: ${String(item)} is not in ${before.join(", ")}`);
      return list.toSpliced(at, 1);
    }, before);
}

function changeParts(before: Record<string, unknown>, changes: Record<string, unknown>) {
  const parts: Record<string, unknown> = { ...before };
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) {
      if (!(name in parts)) throw new Error(`nothing to remove: there is no ${name}`);
      delete parts[name];
    } else parts[name] = typeof change === "object" ? changeFields(parts[name], change) : change;
  }
  return parts;
}

function changeFields(before: unknown, change: object | undefined): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...(before as Record<string, unknown> | undefined) };
  for (const [field, value] of Object.entries(change ?? {}))
    fields[field] = typeof value === "function" ? value(fields[field] ?? []) : value;
  return fields;
}
