import type { ChangeOf, ConfigurationIndex, ResourceOf } from "../../configuration";
import { winningRoutes } from "../../intent";
import type { Draft } from "./draft";
import { freeAddress, freshId } from "./new-nat-gateway";

/** What a further member brings along. */
export const MEMBER_EFFECTS = {
  cost: "one more instance costs by the hour",
  health: "the new target is taken to pass its health checks",
  data: "what it keeps has to be the same on both: the model knows nothing of that",
} as const;

/** A further member like an instance, in another zone where there is a subnet like its own. */
export function addMember(index: ConfigurationIndex, instanceId: string): readonly Draft[] {
  const home = homeOf(index, instanceId);
  if (!home) return [];
  const subnet = twinSubnet(index, home, (zoneId) => zoneId !== home.zoneId) ?? home;
  const operations = newMember(index, instanceId, subnet);
  if (!operations) return [];
  const place = subnet.zoneName ?? subnet.zoneId ?? subnet.id;
  return [
    {
      id: "add-member",
      action: "add-member",
      title: `Add a member beside \`${instanceId}\` in zone ${place}`,
      effort: "medium",
      sideEffects: [
        MEMBER_EFFECTS.cost,
        "callers share their traffic only when they find both: by a load balancer, or a name with both addresses",
        ...(operations.length > 1 ? [MEMBER_EFFECTS.health] : []),
        MEMBER_EFFECTS.data,
      ],
      operations: [...operations],
    },
  ];
}

/** The subnet of an instance that can be copied: what answers under a public address, or forwards for others, is more. */
export function homeOf(index: ConfigurationIndex, instanceId: string): ResourceOf<"subnet"> | undefined {
  const [nic, ...others] = index.interfacesOfInstance(instanceId);
  const isPlain =
    others.length === 0 && nic?.sourceDestCheck && !nic.privateAddresses.some((each) => each.publicAddress);
  return isPlain ? index.get("subnet", nic.subnetId) : undefined;
}

/** The changes that start an instance like another in a subnet and register it beside it; undefined without room there. */
export function newMember(
  index: ConfigurationIndex,
  instanceId: string,
  subnet: ResourceOf<"subnet">,
): readonly ChangeOf<"add-instance" | "register-target">[] | undefined {
  const instance = index.get("instance", instanceId);
  const [nic] = index.interfacesOfInstance(instanceId);
  const privateAddress = freeAddress(index, subnet);
  if (!instance || !nic || privateAddress === undefined) return undefined;
  const id = freshId(index, `new-${instance.name ?? instanceId}`);
  return [
    {
      kind: "add-instance",
      id,
      name: `${instance.name ?? instanceId}-2`.slice(0, 255),
      copyOf: instanceId,
      subnetId: subnet.id,
      networkInterfaceId: freshId(index, `new-eni-${instance.name ?? instanceId}`),
      privateAddress,
    },
    ...registrations(index, nic, { instanceId, id, privateAddress }),
  ];
}

/** A subnet of a zone that is wanted, that leaves the same ways and lets the same in. */
export function twinSubnet(
  index: ConfigurationIndex,
  home: ResourceOf<"subnet">,
  isWanted: (zoneId: string | undefined) => boolean,
): ResourceOf<"subnet"> | undefined {
  const waysOf = (subnet: ResourceOf<"subnet">) => {
    const table = index.routeTableOf(subnet.id);
    const routes = table ? winningRoutes(index, table) : [];
    return JSON.stringify(routes.map(({ destination, route }) => [destination, route.target.kind]).sort());
  };
  return index
    .subnetsOf(home.vpcId)
    .find(
      (each) =>
        isWanted(each.zoneId) &&
        each.mapPublicIpOnLaunch === home.mapPublicIpOnLaunch &&
        index.networkAclOf(each.id)?.id === index.networkAclOf(home.id)?.id &&
        waysOf(each) === waysOf(home),
    );
}

/** Beside the model in every target group that has it, by instance or by address. */
function registrations(
  index: ConfigurationIndex,
  nic: ResourceOf<"networkInterface">,
  { instanceId, id, privateAddress }: { instanceId: string; id: string; privateAddress: string },
): readonly ChangeOf<"register-target">[] {
  const own = new Set(nic.privateAddresses.map(({ address }) => address));
  return index.configuration.resources.targetGroup.flatMap((group) =>
    group.targets
      .filter((each) => each.id === instanceId || own.has(each.id))
      .map(({ id: target, port }) => ({
        kind: "register-target" as const,
        targetGroupId: group.id,
        target: target === instanceId ? id : privateAddress,
        ...(port === undefined ? {} : { port }),
      })),
  );
}
