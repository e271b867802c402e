import type { ConfigurationIndex, Resource } from "../configuration";
import { mentionsOf } from "../inspection";
import { connectionsOf } from "./connections";

/** A hop never leads over these: they hold all the rest, so that everything would be everything's neighbour. */
const HOLDERS: ReadonlySet<string> = new Set(["vpc", "zone"]);
const LIMIT = 500;

/**
 * The resources that are at most so many hops from those given, without themselves, the nearest first. One hop leads to
 * what a resource's configuration names, to what names it, and from a subnet to where its routes lead. An interface
 * counts as the host or gateway that it belongs to. Whatever is around a resource is no neighbour of it.
 */
export function neighboursOf(index: ConfigurationIndex, ids: readonly string[], hops: number): string[] {
  const graph = graphOf(index);
  const start = ids.map((id) => standsFor(index, id));
  const found = new Set(start);
  let edge: readonly string[] = start;
  for (let hop = 0; hop < hops; hop++) {
    const next = new Set<string>();
    for (const id of edge) for (const other of graph.get(id) ?? []) if (!found.has(other)) next.add(other);
    edge = [...next].sort();
    for (const id of edge) found.add(id);
  }
  return [...found].slice(new Set(start).size, new Set(start).size + LIMIT);
}

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

// Invariant: the graph depends on the index alone, so remembering it changes no answer.
const graphs = new WeakMap<ConfigurationIndex, Graph>();

function graphOf(index: ConfigurationIndex): Graph {
  const known = graphs.get(index);
  if (known) return known;
  const graph = new Map<string, Set<string>>();
  const connect = (a: string, b: string) => {
    const [from, to] = [standsFor(index, a), standsFor(index, b)];
    if (from === to || isHolder(index, from) || isHolder(index, to)) return;
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const set = graph.get(one);
      if (set) set.add(other);
      else graph.set(one, new Set([other]));
    }
  };
  for (const list of Object.values(index.configuration.resources))
    for (const resource of list as readonly Resource[])
      for (const other of mentionsOf(index, resource)) connect(resource.id, other);
  const drawing = { nodeOf: (id: string) => (index.find(id) ? id : undefined), isInside: () => false };
  for (const { source, target } of connectionsOf(index, drawing)) connect(source, target);
  graphs.set(index, graph);
  return graph;
}

function isHolder(index: ConfigurationIndex, id: string): boolean {
  return HOLDERS.has(index.find(id)?.kind ?? "");
}

/** The host or NAT gateway of an interface, else the resource itself. */
function standsFor(index: ConfigurationIndex, id: string): string {
  const nic = index.get("networkInterface", id);
  if (!nic) return id;
  const hostId = nic.attachment?.instanceId;
  if (hostId !== undefined && index.find(hostId)) return hostId;
  const gateway = index
    .natGatewaysOfSubnet(nic.subnetId)
    .find(({ addresses }) => addresses.some(({ networkInterfaceId }) => networkInterfaceId === id));
  return gateway?.id ?? id;
}
