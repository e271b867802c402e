import type { ResourceOf } from "../../configuration";
import { type End, flowTree, type Network, type Question } from "../../semantics";
import { touchedFrom } from "../outage/touched";
import type { Demand } from "./demand";
import type { Share } from "./load-pass";
import { knownLimit, type Limit, pointsOf, unknownLimit } from "./point";
import { mixed, type Spread, spreadOf } from "./spread";

/** One 5-tuple between VMs, and within one cluster placement group, in Gbps (CAP-1). */
const FLOW_GBPS = 5;
const CLUSTER_FLOW_GBPS = 10;

/** Where a demand goes on a network. */
export interface RoutedDemand extends Spread {
  /** Whose failure could change where it goes; only where it was asked for. */
  readonly touched: ReadonlySet<string>;
}

/**
 * Follows a demand by the interpreter's own forwarding. Its pairs share it equally; a pair that does not get through at all
 * leaves its part to those that do, as clients turn to the members that answer. Clauses: CAP-2, CAP-5, CAP-7.
 */
export function routeDemand(network: Network, demand: Demand, isTouchedWanted: boolean): RoutedDemand {
  const isSingle = demand.flows === 1;
  const flows = demand.pairs.map((question) => ({ question, ...flowTree(network, question) }));
  const spreads = flows.map(({ tree }) => spreadOf(network, tree, isSingle));
  const arriving = spreads.filter(({ lost }) => lost < 1);
  const counted = arriving.length > 0 ? arriving : spreads;
  const spread = mixed(counted.map((each) => ({ weight: 1 / counted.length, spread: each })));
  const ids = isTouchedWanted
    ? flows.flatMap(({ question, elementIds }) => [...idsOf(question), ...elementIds])
    : [];
  return {
    ...spread,
    reasons: [...new Set(spreads.flatMap(({ reasons }) => reasons))].sort(),
    shares: withFlowLimit(network, demand, spread.shares),
    touched: touchedFrom(network.index, new Set(ids)),
  };
}

/** Where the number of 5-tuples is known, each of them is bounded by itself (CAP-4). */
function withFlowLimit(
  network: Network,
  { id, flows, pairs }: Demand,
  shares: Spread["shares"],
): ReadonlyMap<string, Share> {
  const limits = pairs.flatMap((question) => flowLimit(network, question) ?? []);
  if (flows === null || limits.length === 0 || shares.size === 0) return shares;
  const least = limits.find(({ kind }) => kind === "unknown") ?? limits.sort(byValue)[0];
  if (!least) return shares;
  const points = pointsOf({ kind: "demand", id }, { part: "each flow", limits: { flow: least } });
  return new Map([
    ...shares,
    ...points.map((point) => [point.key, { point, forward: 1 / flows, reply: 0 }] as const),
  ]);
}

function byValue(a: Limit, b: Limit): number {
  return (a.kind === "known" ? a.value : 0) - (b.kind === "known" ? b.value : 0);
}

/** What one 5-tuple of a pair may have; undefined where no VM is an end. */
function flowLimit({ index }: Network, { from, to }: Question): Limit | undefined {
  const vmAt = (end: End): ResourceOf<"instance"> | undefined => {
    if (end.kind === "instance") return index.get("instance", end.id);
    if (end.kind !== "networkInterface") return undefined;
    return index.get("instance", index.get("networkInterface", end.id)?.attachment?.instanceId ?? "");
  };
  const [client, server] = [vmAt(from), vmAt(to)];
  if (!client && !server) return undefined;
  const group = client?.placementGroup;
  if (group === undefined || group === "" || group !== server?.placementGroup) return knownLimit(FLOW_GBPS);
  if (client?.placementStrategy === undefined)
    return unknownLimit(`whether placement group ${group} keeps its members close is not in the input`);
  return knownLimit(client.placementStrategy === "cluster" ? CLUSTER_FLOW_GBPS : FLOW_GBPS);
}

function idsOf({ from, to }: Question): readonly string[] {
  return [from, to].flatMap((end) => ("id" in end ? [end.id] : []));
}
