import {
  type BalancerBook,
  balancersOf,
  type Configuration,
  type ConfigurationIndex,
  type Element,
  indexConfiguration,
  RESOURCE_KINDS,
  type ResourceKind,
  type ResourceOf,
  reindexTables,
  TABLE_KINDS,
} from "../configuration";
import { assert, type Family, type Prefix, parsePrefix } from "../net";
import { type AddressBook, buildAddressBook } from "./address-book";
import { applyFailures } from "./apply-failures";
import type { Failure, Horizon, View } from "./failure";

/** What the network is supposed to have suffered, and how it is looked at. Defaults: nothing, T1, observed. */
export interface NetworkOptions {
  readonly failures?: readonly Failure[];
  readonly horizon?: Horizon;
  readonly view?: View;
}

/** One configuration under one set of failures, ready to be asked. */
export interface Network {
  readonly index: ConfigurationIndex;
  readonly horizon: Horizon;
  readonly view: View;
  /** Ids of elements that are configured but do not work. */
  readonly down: ReadonlySet<string>;
  /** Security groups and network ACLs that behave as deny-all. */
  readonly blocked: ReadonlySet<string>;
  readonly addresses: AddressBook;
  /** Interfaces that carry a security group, sorted by id. */
  readonly membersOf: (securityGroupId: string) => readonly ResourceOf<"networkInterface">[];
  readonly balancers: BalancerBook;
  /** At T2: members of scaling groups by the id of what was started in their place (F-30). */
  readonly replacements: ReadonlyMap<string, string>;
  /** At T0: the network without the failures, by which names and targets are still chosen. */
  readonly before: Network | undefined;
  /** Parsed form of a prefix that the configuration schema has checked. */
  readonly prefix: (text: string) => Prefix;
}

/** Applies `failures` to the configuration (F-1) and indexes the result; linear in the configuration. */
export function buildNetwork(configuration: Configuration, options: NetworkOptions = {}): Network {
  const failures = options.failures ?? [];
  const failed = applyFailures(configuration, failures);
  const index = indexConfiguration(failed.configuration);
  const prefix = prefixCache();
  return {
    index,
    horizon: options.horizon ?? "T1",
    view: options.view ?? "observed",
    down: failed.down,
    blocked: failed.blocked,
    addresses: buildAddressBook(index, prefix),
    membersOf: membership(index),
    balancers: balancersOf(index),
    replacements: new Map(),
    before:
      options.horizon === "T0" && failures.length > 0
        ? buildNetwork(configuration, { ...options, failures: [] })
        : undefined,
    prefix,
  };
}

/**
 * The same network with `failures` applied: equal to `buildNetwork` on its configuration with these failures, at
 * the same horizon and view, but it shares what the failures leave as it is. Costs next to nothing where nothing
 * is taken out, the tables for what is taken out of them, and a whole build where something is deleted.
 *
 * @param network  one in which nothing has failed
 */
export function withFailures(network: Network, failures: readonly Failure[]): Network {
  assert(network.down.size + network.blocked.size === 0, "failures go on top of a network without any");
  const { index, horizon, view } = network;
  const { configuration, down, blocked } = applyFailures(index.configuration, failures);
  const before = horizon === "T0" ? network : undefined;
  if (configuration === index.configuration) return { ...network, before, down, blocked };
  if (!differInTablesOnly(configuration, index.configuration))
    return buildNetwork(index.configuration, { failures, horizon, view });
  // Who owns which address, and who is a member of what, does not rest on routes.
  return { ...network, before, index: reindexTables(index, configuration), down, blocked };
}

function differInTablesOnly(a: Configuration, b: Configuration): boolean {
  return RESOURCE_KINDS.every((kind) => TABLE_KINDS.has(kind) || a.resources[kind] === b.resources[kind]);
}

/** The same failures on another configuration: a whole build. */
export function rebuiltOn(network: Network, configuration: Configuration): Network {
  const { horizon, view, down, blocked, replacements } = network;
  return { ...buildNetwork(configuration, { horizon, view }), down, blocked, replacements };
}

/** Points at an element by kind and id, with its name where it has one. */
export function elementOf(network: Network, kind: string, id: string): Element {
  const resource = network.index.find(id);
  if (resource?.kind === "networkInterface" && resource.name === undefined) {
    // An interface is best known by the instance it belongs to.
    const instance = network.index.get("instance", resource.attachment?.instanceId ?? "");
    if (instance?.name !== undefined) return { kind, id, name: instance.name };
  }
  return resource?.name === undefined ? { kind, id } : { kind, id, name: resource.name };
}

/** The prefixes of one family among `texts`. */
export function prefixesOf(network: Network, texts: readonly string[], family: Family): Prefix[] {
  return texts.map(network.prefix).filter((prefix) => prefix.family === family);
}

/**
 * Whether the absence of a resource of this kind is a fact (UNK-1). Without any word on coverage, a kind of
 * which the input holds something counts as read. Where it is not known which place is meant, all of them count.
 *
 * @param region  empty, and so the account, where what would tell is not in the input
 */
export function isCompletelyKnown(
  network: Network,
  kind: ResourceKind,
  accountId: string,
  region: string,
): boolean {
  const entries = placed(network, kind, region).filter(
    (entry) => accountId === "" || entry.accountId === accountId || entry.accountId === "",
  );
  if (entries.length === 0) return network.index.configuration.resources[kind].length > 0;
  return entries.every((entry) => entry.status === "ok");
}

function placed({ index }: Network, kind: ResourceKind, region: string) {
  const here = index.coverageOf(kind, region);
  if (here.length > 0 || region !== "") return here;
  return index.configuration.coverage.filter((entry) => entry.kind === kind);
}

function membership(index: ConfigurationIndex): Network["membersOf"] {
  const members = new Map<string, ResourceOf<"networkInterface">[]>();
  for (const nic of index.configuration.resources.networkInterface) {
    for (const id of new Set(nic.securityGroupIds)) {
      const list = members.get(id);
      if (list) list.push(nic);
      else members.set(id, [nic]);
    }
  }
  return (id) => members.get(id) ?? [];
}

function prefixCache(): (text: string) => Prefix {
  const cache = new Map<string, Prefix>();
  return (text) => {
    const known = cache.get(text);
    if (known) return known;
    const parsed = parsePrefix(text);
    // The schema admits only prefixes that parse; an empty IPv4 host range is never produced.
    if (!parsed) throw new Error(`not a prefix: ${text}`);
    cache.set(text, parsed);
    return parsed;
  };
}
