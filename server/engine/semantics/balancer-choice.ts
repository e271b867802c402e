import type { Balancer, BalancerNode } from "../configuration";
import { type Target, type TargetGroup, targetGroupOf } from "./balancer-group";
import { type Ask, eligibleTargets, type Health, healthOf } from "./balancer-health";
import { areListenersKnown, listenersOf } from "./balancer-listener";
import { isSubnetUp } from "./interface-state";
import type { Network } from "./network";

/** A target that a node may use. */
export interface ChosenTarget {
  readonly target: Target;
  /** Whether the node is known to use it; else that rests on health checks whose outcome the input does not tell. */
  readonly isSure: boolean;
}

/** A target that a node may use, with the outcome of its health check. */
interface Judged {
  readonly target: Target;
  readonly health: Health;
  /** Whether the node is known to be allowed to use it. */
  readonly isEligible: boolean;
}

/**
 * LB-7: a node's healthy targets; all eligible ones where too few are healthy (fail-open, CL-3). What is not known of health
 * leaves every target in that may be used, so that nothing is ruled out by what is missing.
 */
export function chosenTargets(
  network: Network,
  node: BalancerNode,
  group: TargetGroup,
  ask: Ask,
): readonly ChosenTarget[] {
  const judged = judgedTargets(network, node, group, ask);
  const all =
    node.balancer.generation === "network"
      ? node.balancer.nodes.flatMap((each) => judgedTargets(network, each, group, ask))
      : judged;
  const isEnough = enough(group, "unhealthy_state_routing", all);
  const usable = isEnough === "healthy" ? judged.filter(({ health }) => health !== "unhealthy") : judged;
  return usable.map(({ target, health, isEligible }) => ({
    target,
    isSure: isEligible && (health === "healthy" || isUsedAnyway(group, all, target)),
  }));
}

/** Whether too few are healthy without this target, so that it is used even if it is not. */
function isUsedAnyway(group: TargetGroup, all: readonly Judged[], target: Target): boolean {
  const without = all.map((each) =>
    keyOf(each.target) === keyOf(target) ? { ...each, health: "unhealthy" as const } : each,
  );
  return enough(group, "unhealthy_state_routing", without) === "unhealthy";
}

function judgedTargets(network: Network, node: BalancerNode, group: TargetGroup, ask: Ask): Judged[] {
  return eligibleTargets(network, node, group).map(({ target, isSure }) => ({
    target,
    isEligible: isSure,
    health: healthOf(network, node, group, target, ask),
  }));
}

function keyOf({ id, port }: Target): string {
  return `${id} ${port}`;
}

/** Targets, each once however many nodes may use it. */
function countOf(judged: readonly Judged[]): number {
  return new Set(judged.map(({ target }) => keyOf(target))).size;
}

/** Whether enough targets are healthy for a purpose, at worst and at best. */
function enough(group: TargetGroup, purpose: Purpose, judged: readonly Judged[]): Health {
  const eligible = countOf(judged.filter(({ isEligible }) => isEligible));
  const atLeast = countOf(judged.filter(({ isEligible, health }) => isEligible && health === "healthy"));
  const atMost = countOf(judged.filter(({ health }) => health !== "unhealthy"));
  if (reaches(group, purpose, atLeast, countOf(judged))) return "healthy";
  return reaches(group, purpose, atMost, Math.max(eligible, atMost)) ? "unknown" : "unhealthy";
}

type Purpose = "unhealthy_state_routing" | "dns_failover";

/** Whether enough targets are healthy by the group's own thresholds; at least one without any. */
function reaches({ attribute }: TargetGroup, purpose: Purpose, healthy: number, all: number): boolean {
  const prefix = `target_group_health.${purpose}.minimum_healthy_targets`;
  const count = Number(attribute(`${prefix}.count`) ?? 1);
  const percentage = Number(attribute(`${prefix}.percentage`) ?? 0);
  const isPercentMet = Number.isNaN(percentage) || healthy * 100 >= percentage * all;
  // "off" is not a number: then one is enough.
  return healthy >= Math.max(1, Number.isNaN(count) ? 1 : count) && isPercentMet;
}

/** LB-9: the zone and the node live, and every group it forwards to has enough healthy targets. */
export function dnsHealth(network: Network, node: BalancerNode, ask: Ask): Health {
  const { balancer, id, subnetId } = node;
  if (network.down.has(id) || !isSubnetUp(network, subnetId)) return "unhealthy";
  const groupIds = new Set(listenersOf(network, balancer).flatMap((listener) => listener.groupIds));
  const groups = [...groupIds].map((groupId): Health => {
    const group = targetGroupOf(network, balancer, groupId);
    return group ? enough(group, "dns_failover", judgedTargets(network, node, group, ask)) : "unknown";
  });
  if (groups.includes("unhealthy")) return "unhealthy";
  return groups.includes("unknown") || !areListenersKnown(network, balancer) ? "unknown" : "healthy";
}

/** A node that the balancer's name may lead to. */
export interface NamedNode {
  readonly node: BalancerNode;
  /** Whether it is known to; else that rests on health checks whose outcome the input does not tell. */
  readonly isSure: boolean;
}

/**
 * The nodes that the balancer's name leads to (LB-2): those that are healthy, all in living zones where none is (LB-9, CL-2).
 * At T0 the name still leads where it did before the failure.
 */
export function namedNodes(network: Network, balancer: Balancer, ask: Ask): readonly NamedNode[] {
  const then = network.before ?? network;
  const living = balancer.nodes.filter(({ zoneId }) => zoneId === undefined || !then.down.has(zoneId));
  const judged = living.map((node) => ({ node, health: dnsHealth(then, node, ask) }));
  const isHealthy = judged.some(({ health }) => health === "healthy");
  const named = judged.filter(({ health }) => !isHealthy || health !== "unhealthy");
  const open = judged.filter(({ health }) => health === "unknown");
  return named.map(({ node, health }) => ({
    node,
    isSure: isLivingForSure(then, node) && isNamed(health, isHealthy, open.length),
  }));
}

/** Named whatever the checks say that are not known: as one that is healthy, or because no other one can be. */
function isNamed(health: Health, isOtherHealthy: boolean, openCount: number): boolean {
  if (health === "healthy") return true;
  return !isOtherHealthy && openCount === (health === "unknown" ? 1 : 0);
}

/** Which zone a node is in is not known without its subnet. */
function isLivingForSure({ down }: Network, { zoneId }: BalancerNode): boolean {
  return zoneId !== undefined || down.size === 0;
}
