import { type Alert, OVERLOAD_AFTER_FAILURE } from "../../alert";
import type { ChangeOf, ConfigurationIndex, ResourceOf } from "../../configuration";
import { winningRoutes } from "../../intent";
import { typesWithRoom } from "../../scenario";
import type { Draft } from "./draft";
import { freeAddress, freshId } from "./new-nat-gateway";

type Evidence = NonNullable<Alert["evidence"]["load"]>[number];

/**
 * Cures for limits that are used up: larger types for the instances that are pressed, and a further member beside the one
 * that an alert is about. The network alone decides nothing here: whether a cure takes enough away is for the trial.
 */
export function loadFixes(index: ConfigurationIndex, alert: Alert): readonly Draft[] {
  const evidence = alert.evidence.load ?? [];
  const larger = resizing(index, evidence);
  const member = alert.kind === OVERLOAD_AFTER_FAILURE ? [] : addMember(index, alert.subject.id);
  return [...larger, ...member];
}

/** The next larger type of the same family with room for what is to come within a year, for every pressed instance. */
function resizing(index: ConfigurationIndex, evidence: readonly Evidence[]): readonly Draft[] {
  const byInstance = new Map<string, ChangeOf<"resize-instance">>();
  for (const each of evidence) {
    const instance = index.get("instance", each.element.id);
    const { dimension } = each;
    if (!instance?.instanceType || (dimension !== "bandwidth" && dimension !== "internetBandwidth"))
      return [];
    const [to] = typesWithRoom(instance.instanceType, {
      gbps: (each.amount * growthOf(each)) / each.thresholdRatio,
      dimension,
      burst: !each.source.includes("sustained"),
    });
    // No size of the family is large enough, or what is asked for is not a matter of size.
    if (to === undefined || to === instance.instanceType) return [];
    const known = byInstance.get(instance.id);
    // Its limits are told the worst first, and the larger of two types serves both.
    if (!known) byInstance.set(instance.id, resize(instance.id, instance.instanceType, to));
  }
  const operations = [...byInstance.values()];
  const [first] = operations;
  if (!first) return [];
  const names = operations.map(({ instanceId, to }) => `\`${instanceId}\` (${to})`).join(", ");
  return [
    {
      id: "resize-instance",
      action: "resize-instance",
      title: `Use a larger instance type for ${names}`,
      effort: "low",
      sideEffects: [
        "an instance is stopped while its type is changed: what rests on it alone is away for minutes",
        "a larger type costs more by the hour",
      ],
      operations,
    },
  ];
}

function resize(instanceId: string, from: string, to: string): ChangeOf<"resize-instance"> {
  return { kind: "resize-instance", instanceId, from, to };
}

/** By how much a limit's load grows within a year. */
function growthOf({ demands }: Evidence): number {
  return demands.reduce((sum, { share, growthPerYear }) => sum + share * (growthPerYear ?? 1), 0);
}

function addMember(index: ConfigurationIndex, instanceId: string): readonly Draft[] {
  const instance = index.get("instance", instanceId);
  const nics = index.interfacesOfInstance(instanceId);
  const [nic] = nics;
  const home = index.get("subnet", nic?.subnetId ?? "");
  // What answers under a public address, or forwards for others, is more than its groups and its subnet.
  const isPlain =
    nics.length === 1 && nic?.sourceDestCheck && !nic.privateAddresses.some((each) => each.publicAddress);
  if (!instance || !nic || !home || !isPlain) return [];
  const subnet = twinSubnet(index, home) ?? home;
  const privateAddress = freeAddress(index, subnet);
  if (privateAddress === undefined) return [];
  const id = freshId(index, `new-${instance.name ?? instanceId}`);
  const made: ChangeOf<"add-instance"> = {
    kind: "add-instance",
    id,
    name: `${instance.name ?? instanceId}-2`.slice(0, 255),
    copyOf: instanceId,
    subnetId: subnet.id,
    networkInterfaceId: freshId(index, `new-eni-${instance.name ?? instanceId}`),
    privateAddress,
  };
  const place = subnet.zoneName ?? subnet.zoneId ?? subnet.id;
  const registered = registrations(index, nic, { instanceId, id, privateAddress });
  return [
    {
      id: "add-member",
      action: "add-member",
      title: `Add a member beside \`${instanceId}\` in zone ${place}`,
      effort: "medium",
      sideEffects: [
        "one more instance costs by the hour",
        "callers share their traffic only when they find both: by a load balancer, or a name with both addresses",
        ...(registered.length > 0 ? ["the new target is taken to pass its health checks"] : []),
        "what it keeps has to be the same on both: the model knows nothing of that",
      ],
      operations: [made, ...registered],
    },
  ];
}

/** A subnet of another zone that leaves the same ways and lets the same in. */
function twinSubnet(index: ConfigurationIndex, home: ResourceOf<"subnet">): ResourceOf<"subnet"> | undefined {
  const waysOf = (subnet: ResourceOf<"subnet">) => {
    const table = index.routeTableOf(subnet.id);
    const routes = table ? winningRoutes(index, table) : [];
    return JSON.stringify(routes.map(({ destination, route }) => [destination, route.target.kind]).sort());
  };
  return index
    .subnetsOf(home.vpcId)
    .find(
      (each) =>
        each.zoneId !== home.zoneId &&
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
