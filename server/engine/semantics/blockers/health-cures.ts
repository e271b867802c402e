import type { BalancerNode } from "../../configuration";
import { type Target, type TargetGroup, targetGroupOf } from "../balancer-group";
import { checkOf, eligibleTargets, HEALTHY_STATES, healthOf } from "../balancer-health";
import { listenersOf } from "../balancer-listener";
import type { Ended, FlowState } from "../flow-state";
import type { Network } from "../network";
import { followFlow, judgeFlow } from "../trace";
import type { Cure } from "./cure";

/**
 * What makes targets healthy that are not, on a branch that a node has sent on: where some are, the others are left alone
 * (LB-6, LB-7). A check is a flow of its own, so what stands in its way is found as in any other.
 */
export function healthCures(
  network: Network,
  state: FlowState,
  placeCures: (ended: Ended) => readonly Cure[],
): Cure[] {
  const session = state.sessions.findLast(({ kind }) => kind === "balancer");
  const node = session && network.balancers.nodeOfInterface(session.id);
  if (!session || !node) return [];
  const asked = state.portSets[session.original.destinationPort] ?? [];
  const groupIds = listenersOf(network, node.balancer)
    .filter(({ port }) => asked.some(([lo, hi]) => lo <= port && port <= hi))
    .flatMap((listener) => listener.groupIds);
  return [...new Set(groupIds)].flatMap((groupId) => {
    const group = targetGroupOf(network, node.balancer, groupId);
    if (!group) return [];
    return eligibleTargets(network, node, group)
      .filter(({ target }) => healthOf(network, node, group, target, judgeFlow) === "unhealthy")
      .flatMap(({ target }) => curesFor(network, node, group, target, placeCures));
  });
}

function curesFor(
  network: Network,
  node: BalancerNode,
  group: TargetGroup,
  target: Target,
  placeCures: (ended: Ended) => readonly Cure[],
): readonly Cure[] {
  if (network.view === "observed" && !HEALTHY_STATES.has(target.recordedState))
    return [{ kind: "balancer", id: group.id, setting: { kind: "health", targetId: target.id } }];
  const { address } = target;
  if (!address) return [];
  return node.interfaces
    .flatMap(({ id }) => followFlow(network, checkOf(id, address, group.healthPort ?? target.port)))
    .flatMap(placeCures);
}
