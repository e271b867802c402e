import { balancersOf, type ConfigurationIndex, type Element } from "../../configuration";
import { elementOf } from "../../intent";
import { type BalancerFigures, type Network, redundancyOf, type TunnelFigures } from "../../semantics";
import type { IntentBaseline } from "./intent-baseline";
import type { IntentEffect } from "./intent-effect";

/** How much of a load balancer or VPN connection that required flows use works before and after (F-33). */
export interface RedundancyChange {
  readonly element: Element;
  readonly before: BalancerFigures | TunnelFigures;
  readonly after: BalancerFigures | TunnelFigures;
}

/** A word for each figure, one and several. */
const NOUNS = {
  zones: ["zone", "zones"],
  nodes: ["node", "nodes"],
  healthyTargets: ["healthy target", "healthy targets"],
  tunnels: ["tunnel", "tunnels"],
} as const satisfies Record<keyof BalancerFigures | keyof TunnelFigures, readonly [string, string]>;
const FIGURES = ["zones", "nodes", "healthyTargets", "tunnels"] as const;

/** The load balancers and VPN connections among these ids whose figures the failures change, by id. */
export function redundancyChanges(
  before: Network,
  after: Network,
  ids: Iterable<string>,
): readonly RedundancyChange[] {
  return figuredIds(before.index, ids).flatMap((id): RedundancyChange[] => {
    const resource = before.index.find(id);
    const figures = { before: redundancyOf(before, id), after: redundancyOf(after, id) };
    if (!resource || !figures.before || !figures.after) return [];
    const change = { element: elementOf(resource), before: figures.before, after: figures.after };
    return FIGURES.some((each) => figure(change.before, each) !== figure(change.after, each)) ? [change] : [];
  });
}

/** F-2: a flow that still works, through a load balancer or connection of which less works than before, is degraded. */
export function degradedByRedundancy(
  flow: IntentBaseline,
  effect: IntentEffect,
  { before, after }: { readonly before: Network; readonly after: Network },
): IntentEffect {
  if (effect.effect !== "unaffected" || effect.before === "NOT_REACHABLE") return effect;
  const ids = new Set(flow.pairs.flatMap(({ touched }) => figuredIds(before.index, touched)));
  const isLess = redundancyChanges(before, after, ids).some((change) => lostFigures(change).length > 0);
  const [pair] = flow.pairs;
  const [from, to] = [pair?.from.members[0], pair?.to.members[0]];
  if (!isLess || from === undefined || to === undefined) return effect;
  return { ...effect, effect: "degraded", witness: { pair: { from, to }, isTouched: true } };
}

/** "alb-1 is left with 1 node and 1 healthy target", for what became fewer. */
export function redundancyText(change: RedundancyChange): string | undefined {
  const lost = lostFigures(change);
  const { element, after } = change;
  const texts = lost.map((each) => {
    const count = figure(after, each) ?? 0;
    return `${count} ${NOUNS[each][count === 1 ? 0 : 1]}`;
  });
  return texts.length === 0 ? undefined : `${element.name ?? element.id} is left with ${texts.join(" and ")}`;
}

function lostFigures({ before, after }: RedundancyChange): (typeof FIGURES)[number][] {
  return FIGURES.filter(
    (each) => (figure(after, each) ?? Number.POSITIVE_INFINITY) < (figure(before, each) ?? 0),
  );
}

function figure(figures: RedundancyChange["before"], name: (typeof FIGURES)[number]): number | null {
  return { zones: null, nodes: null, healthyTargets: null, tunnels: null, ...figures }[name];
}

function figuredIds(index: ConfigurationIndex, ids: Iterable<string>): string[] {
  const { loadBalancer, classicLoadBalancer, vpnConnection } = index.configuration.resources;
  if (loadBalancer.length + classicLoadBalancer.length + vpnConnection.length === 0) return [];
  return [...new Set(ids)]
    .filter((id) => balancersOf(index).of(id) !== undefined || index.get("vpnConnection", id) !== undefined)
    .sort();
}
