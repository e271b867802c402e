import type { Balancer, BalancerNode } from "../configuration";
import { type Address, type Family, formatAddress, onePort, PROTOCOL, parseAddress } from "../net";
import { type Target, type TargetGroup, targetGroupOf } from "./balancer-group";
import { listenersOf } from "./balancer-listener";
import { isSubnetUp } from "./interface-state";
import type { Network } from "./network";
import type { Question, Trace } from "./question";

/** Puts a question of the balancer's own, a health check, to the network. */
export type Ask = (network: Network, question: Question) => Pick<Trace, "verdict" | "missing">;

/** Whether a target answers a node's health checks; `unknown` where the input does not tell. */
export type Health = "healthy" | "unhealthy" | "unknown";

/** Answers of health checks; a network never changes, and one that differs is another. */
const CHECKS = new WeakMap<Network, Map<string, Health>>();
export const HEALTHY_STATES: ReadonlySet<string> = new Set(["healthy", "initial", "unavailable"]);

/** Targets that a node may use (LB-5): registered, in an enabled zone that lives, in the node's own unless cross-zone. */
export function eligibleTargets(
  network: Network,
  node: BalancerNode,
  { targets, isCrossZone }: TargetGroup,
): readonly Target[] {
  const enabled = new Set(node.balancer.nodes.map(({ zoneId }) => zoneId));
  return targets.filter(({ zoneId, recordedState }) => {
    if (recordedState === "draining") return false;
    if (recordedState === "unused" && network.view === "observed") return false;
    if (zoneId === undefined) return true;
    if (!enabled.has(zoneId) || network.down.has(zoneId)) return false;
    return isCrossZone || zoneId === node.zoneId;
  });
}

/**
 * LB-6: recorded as healthy (the configured view takes that for granted), and every branch of the check passes on its way
 * from the node to the target (CL-1). Remembered per network, for many flows rest on one check.
 */
export function healthOf(
  network: Network,
  node: BalancerNode,
  group: TargetGroup,
  target: Target,
  ask: Ask,
): Health {
  if (network.view === "observed" && group.isChecked && !HEALTHY_STATES.has(target.recordedState))
    return target.recordedState === "unknown" ? "unknown" : "unhealthy";
  if (!group.isChecked || target.kind === "function") return "healthy";
  const port = group.healthPort ?? target.port;
  const key = `${node.id} ${target.id} ${port}`;
  const checks = CHECKS.get(network) ?? new Map<string, Health>();
  CHECKS.set(network, checks);
  const known = checks.get(key);
  if (known !== undefined) return known;
  // A check that comes round to itself is never answered.
  checks.set(key, "unhealthy");
  const health = checked(network, node, target, port, ask);
  checks.set(key, health);
  return health;
}

function checked(network: Network, node: BalancerNode, target: Target, port: number, ask: Ask): Health {
  if (target.missing !== undefined || node.interfaces.length === 0) return "unknown";
  const addresses =
    target.kind === "balancer"
      ? nodeAddresses(network.balancers.of(target.id))
      : target.address
        ? [target.address]
        : [];
  if (addresses.length === 0) return "unknown";
  const answers = node.interfaces.flatMap(({ id }) =>
    addresses.map((address) => ask(network, checkOf(id, address, port))),
  );
  if (answers.every(({ verdict }) => verdict === "REACHABLE")) return "healthy";
  // One branch of a check that is known to fail fails the check.
  const isProven = ({ verdict, missing }: Pick<Trace, "verdict" | "missing">) =>
    verdict === "NOT_REACHABLE" || (verdict === "PARTIAL" && missing.length === 0);
  return answers.some(isProven) && target.kind !== "balancer" ? "unhealthy" : healthOfSeveral(answers);
}

/** The question that a health check from an interface of the node is. */
export function checkOf(interfaceId: string, address: Address, port: number): Question {
  return {
    from: { kind: "networkInterface", id: interfaceId },
    to: { kind: "address", address: formatAddress(address) },
    family: address.family,
    protocol: PROTOCOL.tcp,
    ports: onePort(port),
    mode: "connection",
  };
}

/** Another balancer answers while one of its nodes does. */
function healthOfSeveral(answers: readonly Pick<Trace, "verdict">[]): Health {
  if (answers.some(({ verdict }) => verdict === "REACHABLE")) return "healthy";
  return answers.some(({ verdict }) => verdict !== "NOT_REACHABLE") ? "unknown" : "unhealthy";
}

/** The private IPv4 addresses of a balancer's nodes. */
export function nodeAddresses(balancer: Balancer | undefined, family: Family = 4) {
  return (balancer?.nodes ?? []).flatMap(({ interfaces }) =>
    interfaces.flatMap(({ privateAddresses, ipv6Addresses }) => {
      const texts = family === 4 ? privateAddresses.map(({ address }) => address) : ipv6Addresses;
      return texts.flatMap((text) => parseAddress(text) ?? []);
    }),
  );
}

/** A target that a node uses, and whether it is known to be healthy. */
export interface ChosenTarget {
  readonly target: Target;
  readonly health: Health;
}

/**
 * LB-7: a node's healthy targets; all eligible ones where too few are healthy (fail-open, CL-3). Targets of unknown health
 * count as healthy, so that nothing is ruled out by what is missing.
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
  const isEnough = reaches(group, "unhealthy_state_routing", countOf(all.filter(isUsable)), countOf(all));
  return isEnough ? judged.filter(isUsable) : judged;
}

function judgedTargets(network: Network, node: BalancerNode, group: TargetGroup, ask: Ask): ChosenTarget[] {
  return eligibleTargets(network, node, group).map((target) => ({
    target,
    health: healthOf(network, node, group, target, ask),
  }));
}

/** Targets, each once however many nodes may use it. */
function countOf(chosen: readonly ChosenTarget[]): number {
  return new Set(chosen.map(({ target }) => `${target.id} ${target.port}`)).size;
}

function isUsable({ health }: ChosenTarget): boolean {
  return health !== "unhealthy";
}

/** Whether enough targets are healthy by the group's own thresholds; at least one without any. */
function reaches(
  { attribute }: TargetGroup,
  purpose: "unhealthy_state_routing" | "dns_failover",
  healthy: number,
  all: number,
): boolean {
  const prefix = `target_group_health.${purpose}.minimum_healthy_targets`;
  const count = Number(attribute(`${prefix}.count`) ?? 1);
  const percentage = Number(attribute(`${prefix}.percentage`) ?? 0);
  const isPercentMet = Number.isNaN(percentage) || healthy * 100 >= percentage * all;
  // "off" is not a number: then one is enough.
  return healthy >= Math.max(1, Number.isNaN(count) ? 1 : count) && isPercentMet;
}

/** LB-9: the zone and the node live, and every group it forwards to has enough healthy targets. */
export function isDnsHealthy(network: Network, node: BalancerNode, ask: Ask): boolean {
  const { balancer, id, subnetId } = node;
  if (network.down.has(id) || !isSubnetUp(network, subnetId)) return false;
  const groupIds = new Set(listenersOf(network, balancer).flatMap((listener) => listener.groupIds));
  return [...groupIds].every((groupId) => {
    const group = targetGroupOf(network, balancer, groupId);
    if (!group) return true;
    const judged = judgedTargets(network, node, group, ask);
    return reaches(group, "dns_failover", judged.filter(isUsable).length, judged.length);
  });
}

/**
 * The nodes that the balancer's name leads to (LB-2): those that are healthy, all in living zones where none is (LB-9, CL-2).
 * At T0 the name still leads where it did before the failure.
 */
export function namedNodes(network: Network, balancer: Balancer, ask: Ask): readonly BalancerNode[] {
  const then = network.before ?? network;
  const living = balancer.nodes.filter(({ zoneId }) => zoneId === undefined || !then.down.has(zoneId));
  const healthy = living.filter((node) => isDnsHealthy(then, node, ask));
  return healthy.length > 0 ? healthy : living;
}
