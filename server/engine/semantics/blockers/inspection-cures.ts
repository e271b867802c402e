import type { ResourceOf } from "../../configuration";
import { parsePrefix, prefixCovers } from "../../net";
import type { Ended } from "../flow-state";
import { deliveryTo, fleetOf } from "../gateway-load-balancer";
import type { Network } from "../network";
import { followFlow } from "../trace";
import { type BalancerSetting, CROSS_ZONE } from "./balancer-settings";
import type { Cure } from "./cure";

type Target = ResourceOf<"targetGroup">["targets"][number];

const HEALTHY = new Set(["healthy", "initial"]);
const STOPPED = new Set(["stopped", "stopping"]);

/**
 * An appliance for what a Gateway Load Balancer gets: any of those registered started, taken in, healthy again, let to be
 * sent packets, or used across zones (GW-1).
 */
export function inspectionCures(
  network: Network,
  balancerId: string,
  placeCures: (ended: Ended) => readonly Cure[],
): Cure[] {
  const balancer = network.index.get("loadBalancer", balancerId);
  if (balancer?.type !== "gateway") return [];
  const fleet = fleetOf(network, balancer);
  return fleet.groups.flatMap(({ group, isCrossZone }) => [
    ...(isCrossZone || group.targets.length === 0
      ? []
      : [balancerCure(holderOf(group, balancer), { kind: "attribute", key: CROSS_ZONE, value: "true" })]),
    ...group.targets.flatMap((target) => targetCures(target, group)),
  ]);

  function targetCures(target: Target, group: ResourceOf<"targetGroup">): readonly Cure[] {
    const instance = network.index.get("instance", target.id);
    if (instance && STOPPED.has(instance.state))
      return [{ kind: "state", resource: "instance", id: instance.id }];
    if (target.state === "draining" || target.state === "unused")
      return [balancerCure(group.id, { kind: "target", targetId: target.id })];
    if (network.view === "observed" && group.healthCheck.enabled && !HEALTHY.has(target.state))
      return [balancerCure(group.id, { kind: "health", targetId: target.id })];
    const way = fleet.wayTo(target);
    if (!way) return [];
    const [prefix] = network.index.get("subnet", way.nodeId)?.prefixes ?? [];
    return followFlow(network, deliveryTo(way.nodeId, way.vpcId, way.address))
      .flatMap(placeCures)
      .map((cure) => (prefix === undefined ? cure : fromAnywhereIn(prefix, cure)));
  }
}

/** What a node may send from is any address of its subnet: the question named one for all. */
function fromAnywhereIn(prefix: string, cure: Cure): Cure {
  const covering = parsePrefix(prefix);
  const widened = (text: string) => {
    const own = parsePrefix(text);
    return covering && own && prefixCovers(covering, own) ? prefix : text;
  };
  switch (cure.kind) {
    case "allowInGroup":
      return {
        ...cure,
        rules: cure.rules.map((rule) =>
          rule.peer.kind === "prefix"
            ? { ...rule, peer: { ...rule.peer, prefix: widened(rule.peer.prefix) } }
            : rule,
        ),
      };
    case "allowInAcl":
      return { ...cure, entries: cure.entries.map((each) => ({ ...each, prefix: widened(each.prefix) })) };
    default:
      return cure;
  }
}

function holderOf(group: ResourceOf<"targetGroup">, balancer: ResourceOf<"loadBalancer">): string {
  return group.attributes.some(({ key, value }) => key === CROSS_ZONE && value === "false")
    ? group.id
    : balancer.id;
}

function balancerCure(id: string, setting: BalancerSetting): Cure {
  return { kind: "balancer", id, setting };
}
