import type { Balancer } from "../configuration";
import { dnsHealth, namedNodes } from "./balancer-choice";
import { targetGroupOf } from "./balancer-group";
import { type Ask, eligibleTargets, healthOf } from "./balancer-health";
import { listenersOf } from "./balancer-listener";
import { isSubnetUp } from "./interface-state";
import type { Network } from "./network";

/** Whether a load balancer that may use this instance finds it unhealthy from every node that checks it. */
export function failsHealthChecks(network: Network, instanceId: string, ask: Ask): boolean {
  return allBalancers(network).some((balancer) => {
    const health = groupsOf(network, balancer).flatMap((group) =>
      livingNodes(network, balancer).flatMap((node) =>
        eligibleTargets(network, node, group)
          .filter(({ target }) => target.id === instanceId)
          .map(({ target }) => healthOf(network, node, group, target, ask)),
      ),
    );
    return health.length > 0 && health.every((each) => each === "unhealthy");
  });
}

/** How much of a load balancer works (F-33). */
export interface BalancerFigures {
  /** Zones with a node that lives. */
  readonly zones: number;
  /** Nodes that its name leads to and that live. */
  readonly nodes: number;
  /** Targets that answer the health checks of a living node; null where that is not known. */
  readonly healthyTargets: number | null;
}

/** The redundancy figures of a load balancer; `undefined` when the input does not hold it. */
export function balancerFigures(network: Network, id: string, ask: Ask): BalancerFigures | undefined {
  const balancer = network.balancers.of(id);
  if (!balancer) return undefined;
  const living = network.down.has(id) ? [] : livingNodes(network, balancer);
  const named = namedNodes(network, balancer, ask).filter(({ node }) => living.includes(node));
  const healthy = new Set<string>();
  let isKnown = true;
  for (const node of living)
    for (const group of groupsOf(network, balancer))
      for (const { target } of eligibleTargets(network, node, group)) {
        const health = healthOf(network, node, group, target, ask);
        if (health === "unknown") isKnown = false;
        if (health === "healthy") healthy.add(target.id);
      }
  return {
    zones: new Set(living.map(({ zoneId, subnetId }) => zoneId ?? subnetId)).size,
    nodes: named.filter(({ node }) => dnsHealth(network, node, ask) !== "unhealthy").length,
    healthyTargets: isKnown ? healthy.size : null,
  };
}

function livingNodes(network: Network, balancer: Balancer) {
  return balancer.nodes.filter(({ id, subnetId }) => !network.down.has(id) && isSubnetUp(network, subnetId));
}

function groupsOf(network: Network, balancer: Balancer) {
  const ids = new Set(listenersOf(network, balancer).flatMap(({ groupIds }) => groupIds));
  return [...ids].flatMap((id) => targetGroupOf(network, balancer, id) ?? []);
}

function allBalancers(network: Network): readonly Balancer[] {
  const { loadBalancer, classicLoadBalancer } = network.index.configuration.resources;
  return [...loadBalancer, ...classicLoadBalancer].flatMap(({ id }) => network.balancers.of(id) ?? []);
}
