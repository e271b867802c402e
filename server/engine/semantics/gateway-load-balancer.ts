import type { Element, ResourceOf } from "../configuration";
import { parseAddress } from "../net";
import { interfaceFault } from "./interface-state";
import { elementOf, type Network } from "./network";
import type { InspectingEndpoint } from "./target-state";
import type { Walk } from "./walk";

/** Who inspects what comes to an endpoint: passes, is lost with a dead appliance, or nobody knows. */
export type InspectionTarget =
  | { readonly kind: "passes"; readonly via?: Element }
  | { readonly kind: "lost"; readonly at: Element; readonly why: string }
  | { readonly kind: "unknown"; readonly at: Element; readonly missing: string };

type Target = ResourceOf<"targetGroup">["targets"][number];

/**
 * The branches behind an inspecting endpoint. A managed firewall works while its zone does. A Gateway Load Balancer
 * sends new flows to the working appliances of the endpoint's zone (of any zone with cross-zone balancing); where none
 * works they are lost. At the instant of a failure, and for flows that were open before it, the appliance that they were
 * on still counts, unless flows are moved off unhealthy ones. Clauses: GW-1, GW-4, NFW-1, F-29.
 */
export function inspectionTargets(
  walk: Walk,
  endpointId: string,
  endpoint: InspectingEndpoint,
): readonly InspectionTarget[] {
  const { network } = walk;
  const at = elementOf(network, "vpcEndpoint", endpointId);
  if (endpoint.firewall)
    return [{ kind: "passes", via: elementOf(network, "firewall", endpoint.firewall.id) }];
  const service = network.index.configuration.resources.endpointService.find(
    (each) => each.serviceName === endpoint.serviceName,
  );
  const balancer = network.index.configuration.resources.loadBalancer.find(
    ({ id, arn }) => service?.loadBalancerArns.some((each) => each === id || each === arn) === true,
  );
  if (!service || !balancer) {
    const missing = `the load balancer behind \`${endpointId}\` is not in the input`;
    return [{ kind: "unknown", at, missing }];
  }
  const groups = groupsOf(network, balancer);
  const zoneId = network.index.get("subnet", endpoint.subnetId ?? "")?.zoneId;
  const eligible = groups.flatMap((group) =>
    group.targets
      .filter((target) => isCrossZone(group, balancer) || zoneOf(network, target) === zoneId)
      .map((target) => ({ group, target })),
  );
  const element = elementOf(network, balancer.kind, balancer.id);
  const before = walk.openedIn ?? { ...network, down: new Set<string>() };
  const sticks = walk.openedIn !== undefined && groups.every((group) => !isRebalanced(group));
  const used = eligible.filter(({ group, target }) =>
    isHealthy(network.horizon === "T0" || sticks ? before : network, group, target),
  );
  if (used.length === 0)
    return [{ kind: "lost", at: element, why: "no appliance behind it works, so packets are lost" }];
  return used.map(({ group, target }): InspectionTarget => {
    const nic = interfaceOf(network, target);
    const via = nic ? elementOf(network, nic.kind, nic.id) : element;
    return isHealthy(network, group, target)
      ? { kind: "passes", via }
      : { kind: "lost", at: element, why: `${target.id} does not work, and the flow is on it` };
  });
}

function groupsOf({ index }: Network, balancer: ResourceOf<"loadBalancer">) {
  return index.configuration.resources.targetGroup.filter(({ loadBalancerArns }) =>
    loadBalancerArns.some((arn) => arn === balancer.id || arn === balancer.arn),
  );
}

function isCrossZone(group: ResourceOf<"targetGroup">, balancer: ResourceOf<"loadBalancer">): boolean {
  const key = "load_balancing.cross_zone.enabled";
  const own = group.attributes.find((each) => each.key === key)?.value;
  const value =
    own === "true" || own === "false" ? own : balancer.attributes.find((each) => each.key === key)?.value;
  return value === "true";
}

/** Whether open flows are moved off an appliance that turns unhealthy (GW-4). */
function isRebalanced({ attributes }: ResourceOf<"targetGroup">): boolean {
  return attributes.some(({ key, value }) => key === "target_failover.on_unhealthy" && value === "rebalance");
}

function interfaceOf(network: Network, target: Target) {
  const address = parseAddress(target.id);
  if (!address) return network.index.interfacesOfInstance(target.id)[0];
  return network.index.configuration.resources.networkInterface.find((nic) =>
    nic.privateAddresses.some((entry) => entry.address === target.id),
  );
}

function zoneOf(network: Network, target: Target): string | undefined {
  return network.index.get("subnet", interfaceOf(network, target)?.subnetId ?? "")?.zoneId;
}

/** Alive, and not recorded as unhealthy where the observed state counts (LB-6). */
function isHealthy(network: Network, group: ResourceOf<"targetGroup">, target: Target): boolean {
  const nic = interfaceOf(network, target);
  if (!nic || interfaceFault(network, nic) !== undefined) return false;
  if (target.state === "draining" || target.state === "unused") return false;
  return (
    network.view === "configured" ||
    !group.healthCheck.enabled ||
    ["healthy", "initial"].includes(target.state)
  );
}
