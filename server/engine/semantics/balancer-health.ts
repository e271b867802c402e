import type { Balancer, BalancerNode } from "../configuration";
import { type Address, type Family, formatAddress, onePort, PROTOCOL, parseAddress } from "../net";
import type { Target, TargetGroup } from "./balancer-group";
import type { Network } from "./network";
import type { Question, Trace } from "./question";

/** Puts a question of the balancer's own, a health check, to the network. */
export type Ask = (network: Network, question: Question) => Pick<Trace, "verdict" | "missing">;

/** Whether a target answers a node's health checks; `unknown` where the input does not tell. */
export type Health = "healthy" | "unhealthy" | "unknown";

/** Answers of health checks; a network never changes, and one that differs is another. */
const CHECKS = new WeakMap<Network, Map<string, Health>>();
export const HEALTHY_STATES: ReadonlySet<string> = new Set(["healthy", "initial", "unavailable"]);

/** A target that a node may use, and whether that is sure: it is not where a zone is not in the input. */
export interface EligibleTarget {
  readonly target: Target;
  readonly isSure: boolean;
}

/** Targets that a node may use (LB-5): registered, in an enabled zone that lives, in the node's own unless cross-zone. */
export function eligibleTargets(
  network: Network,
  node: BalancerNode,
  { targets, isCrossZone }: TargetGroup,
): readonly EligibleTarget[] {
  const enabled = new Set(node.balancer.nodes.map(({ zoneId }) => zoneId));
  const areZonesKnown = !enabled.has(undefined);
  return targets.flatMap((target): EligibleTarget[] => {
    const { zoneId, isPlaced, recordedState } = target;
    if (recordedState === "draining") return [];
    if (recordedState === "unused" && network.view === "observed") return [];
    // A state that is not in the input may be one of those two.
    const isTarget = recordedState !== "unknown" || network.view === "configured";
    if (zoneId === undefined) return [{ target, isSure: isTarget && isPlaced }];
    if (network.down.has(zoneId)) return [];
    const isEnabled = enabled.has(zoneId);
    const isNear = isCrossZone || zoneId === node.zoneId;
    if (isEnabled && isNear) return [{ target, isSure: isTarget }];
    const mayBe = (isEnabled || !areZonesKnown) && (isNear || node.zoneId === undefined);
    return mayBe ? [{ target, isSure: false }] : [];
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
  const inner = target.kind === "balancer" ? network.balancers.of(target.id) : undefined;
  const addresses =
    target.kind === "balancer" ? nodeAddresses(inner) : target.address ? [target.address] : [];
  if (addresses.length === 0) return "unknown";
  const answers = node.interfaces.flatMap(({ id }) =>
    addresses.map((address) => ask(network, checkOf(id, address, port))),
  );
  if (answers.every(({ verdict }) => verdict === "REACHABLE")) return "healthy";
  // One branch of a check that is known to fail fails the check.
  const isProven = ({ verdict, missing }: Pick<Trace, "verdict" | "missing">) =>
    verdict === "NOT_REACHABLE" || (verdict === "PARTIAL" && missing.length === 0);
  if (answers.some(isProven) && target.kind !== "balancer") return "unhealthy";
  const health = healthOfSeveral(answers);
  const isWhole = inner?.nodes.every(({ interfaces }) => interfaces.length > 0) ?? true;
  return health === "unhealthy" && !isWhole ? "unknown" : health;
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
