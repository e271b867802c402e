import { balancersOf, type ConfigurationIndex, type ResourceOf } from "../../configuration";

/**
 * Ids of all that takes part in what a load balancer does: its nodes in every zone with their interfaces and subnets, and
 * every registered target, used or not, for one that fails may bring others into use.
 */
export function balancerParts(
  index: ConfigurationIndex,
  balancer: ResourceOf<"loadBalancer"> | ResourceOf<"classicLoadBalancer">,
): readonly string[] {
  const nodes = balancersOf(index).of(balancer.id)?.nodes ?? [];
  const targets =
    balancer.kind === "classicLoadBalancer" ? balancer.instanceIds : targetIds(index, balancer.id);
  return [
    ...nodes.flatMap(({ id, subnetId, interfaces }) => [id, subnetId, ...interfaces.map((nic) => nic.id)]),
    ...targets,
  ];
}

/** What is registered in the groups of the balancer's listeners; addresses by the interface that has them. */
function targetIds(index: ConfigurationIndex, balancerId: string): readonly string[] {
  const { listener, networkInterface } = index.configuration.resources;
  const actions = listener
    .filter(({ loadBalancerArn }) => loadBalancerArn === balancerId)
    .flatMap(({ defaultActions, rules }) => [...defaultActions, ...rules.flatMap((rule) => rule.actions)]);
  const groupIds = new Set(
    actions.flatMap(({ targetGroups }) => targetGroups.map(({ targetGroupArn }) => targetGroupArn)),
  );
  const registered = [...groupIds].flatMap(
    (id) => index.get("targetGroup", id)?.targets.map((target) => target.id) ?? [],
  );
  const addresses = new Set(registered.filter((id) => index.find(id) === undefined));
  const owners = networkInterface.filter((nic) =>
    nic.privateAddresses.some(({ address }) => addresses.has(address)),
  );
  return [...registered, ...owners.map(({ id }) => id)];
}
