import {
  type Configuration,
  configurationFrom,
  RESOURCE_KINDS,
  type Resource,
  type ResourceOf,
} from "../configuration";
import { formatAddress, parseAddress } from "../net";
import type { Ask } from "./balancer-health";
import { failsHealthChecks } from "./balancer-members";
import { freeAddress } from "./free-address";
import { interfaceFault, isSubnetUp } from "./interface-state";
import { type Network, rebuiltOn } from "./network";

type ScalingGroup = ResourceOf<"autoScalingGroup">;
type Subnet = ResourceOf<"subnet">;
type NetworkInterface = ResourceOf<"networkInterface">;

/** A suspended process of these keeps a group from replacing anyone (F-30). */
const NEEDED_PROCESSES = ["Launch", "Terminate", "HealthCheck", "ReplaceUnhealthy"];
/** Members on their way out, or set aside, are not replaced. */
const LEAVING = /^(Terminat|Detach|Standby)/;
/** Where the public addresses of supposed instances are taken from: public, and nobody's (RFC 2544). */
const SUPPOSED_PUBLIC = 0xc6120000n;

/** An instance started in place of another one. */
interface Replacement {
  readonly memberId: string;
  readonly instance: ResourceOf<"instance">;
  readonly nic: NetworkInterface;
}

/**
 * Starts an instance in place of each dead member of a scaling group, in a live zone among the group's subnets, up to its
 * desired size and while addresses are free. It has the same groups and target groups and addresses of its own (F-30).
 *
 * @param network  one at T2, with the failures applied
 */
export function withReplacements(network: Network, ask: Ask): Network {
  const taken = new Set<string>();
  const replacements = network.index.configuration.resources.autoScalingGroup.flatMap((group) =>
    replacementsOf(network, group, ask, taken),
  );
  if (replacements.length === 0) return network;
  const byMember = new Map(replacements.map(({ memberId, instance }) => [memberId, instance.id]));
  return {
    ...rebuiltOn(network, started(network.index.configuration, replacements, byMember)),
    replacements: byMember,
  };
}

function replacementsOf(
  network: Network,
  group: ScalingGroup,
  ask: Ask,
  taken: Set<string>,
): readonly Replacement[] {
  if (NEEDED_PROCESSES.some((name) => group.suspendedProcesses.includes(name))) return [];
  const members = group.instances.filter(({ lifecycleState }) => !LEAVING.test(lifecycleState));
  const ids = members.map(({ instanceId }) => instanceId).sort();
  const dead = ids.filter((id) => isDead(network, group, id, ask));
  const living = ids.filter((id) => !dead.includes(id));
  const counts = new Map<string, number>();
  const count = (subnetId: string) => {
    const place = network.index.get("subnet", subnetId)?.zoneId ?? subnetId;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  };
  for (const id of living) count(network.index.interfacesOfInstance(id)[0]?.subnetId ?? "");
  const wanted = Math.max(0, group.desiredCapacity - living.length);
  return dead.slice(0, wanted).flatMap((memberId) => {
    const subnets = group.subnetIds
      .flatMap((id) => network.index.get("subnet", id) ?? [])
      .filter(({ id }) => isSubnetUp(network, id))
      .sort(
        (a, b) =>
          (counts.get(a.zoneId ?? a.id) ?? 0) - (counts.get(b.zoneId ?? b.id) ?? 0) || (a.id < b.id ? -1 : 1),
      );
    for (const subnet of subnets) {
      const replacement = startIn(network, memberId, subnet, taken);
      if (!replacement) continue;
      count(subnet.id);
      return [replacement];
    }
    return [];
  });
}

/** Not running, its place is gone, or, where the group asks its load balancers, it fails their health checks. */
function isDead(network: Network, group: ScalingGroup, instanceId: string, ask: Ask): boolean {
  const instance = network.index.get("instance", instanceId);
  const nic = network.index.interfacesOfInstance(instanceId)[0];
  // Of what was not read nobody knows whether it lives.
  if (!instance || !nic) return false;
  if (network.down.has(instanceId) || instance.state !== "running") return true;
  if (interfaceFault(network, nic) === "owner") return true;
  return group.healthCheckType.includes("ELB") && failsHealthChecks(network, instanceId, ask);
}

function startIn(
  network: Network,
  memberId: string,
  subnet: Subnet,
  taken: Set<string>,
): Replacement | undefined {
  const instance = network.index.get("instance", memberId);
  const nic = network.index.interfacesOfInstance(memberId)[0];
  const address = freeAddress(network, subnet, 4, taken);
  if (!instance || !nic || (address === undefined && nic.privateAddresses.length > 0)) return undefined;
  const ipv6 = nic.ipv6Addresses.length > 0 ? freeAddress(network, subnet, 6, taken) : undefined;
  const id = `${memberId}+replacement`;
  const nicId = `${nic.id}+replacement`;
  const publicAddress = hasPublicAddress(network, nic, subnet)
    ? freePublicAddress(network, taken)
    : undefined;
  const named = instance.name === undefined ? {} : { name: `${instance.name} (replacement)` };
  const { name: _name, arn: _arn, ...rest } = instance;
  return {
    memberId,
    instance: { ...rest, ...named, id, state: "running", networkInterfaceIds: [nicId] },
    nic: {
      ...nic,
      id: nicId,
      subnetId: subnet.id,
      vpcId: subnet.vpcId,
      status: "in-use",
      attachment: { instanceId: id, deviceIndex: 0, status: "attached" },
      privateAddresses:
        address === undefined
          ? []
          : [{ address, primary: true, ...(publicAddress === undefined ? {} : { publicAddress }) }],
      ipv6Addresses: ipv6 === undefined ? [] : [ipv6],
      delegatedPrefixes: [],
    },
  };
}

/** An Elastic IP stays behind; an address that came with the start comes again. */
function hasPublicAddress(network: Network, nic: NetworkInterface, subnet: Subnet): boolean {
  const elastic = network.index.configuration.resources.publicAddress.map((each) => each.publicAddress);
  const own = nic.privateAddresses.flatMap(({ publicAddress }) => publicAddress ?? []);
  return subnet.mapPublicIpOnLaunch || own.some((text) => !elastic.includes(text));
}

function freePublicAddress(network: Network, taken: Set<string>): string {
  let value = SUPPOSED_PUBLIC;
  let text = formatAddress({ family: 4, value });
  while (taken.has(text) || network.addresses.publicBinding(text)) {
    value++;
    text = formatAddress({ family: 4, value });
  }
  taken.add(text);
  return text;
}

/** The configuration with what was started, registered wherever the member it replaces was. */
function started(
  configuration: Configuration,
  replacements: readonly Replacement[],
  byMember: ReadonlyMap<string, string>,
): Configuration {
  const changed = RESOURCE_KINDS.flatMap((kind): readonly Resource[] =>
    configuration.resources[kind].map((resource) => registered(resource, byMember)),
  );
  const added = replacements.flatMap(({ instance, nic }): Resource[] => [instance, nic]);
  return configurationFrom([...changed, ...added], configuration.coverage);
}

function registered(resource: Resource, byMember: ReadonlyMap<string, string>): Resource {
  const inPlaceOf = (id: string) => byMember.get(id) ?? id;
  switch (resource.kind) {
    case "targetGroup":
      return {
        ...resource,
        targets: resource.targets.map((target) =>
          byMember.has(target.id) && parseAddress(target.id) === undefined
            ? { ...target, id: inPlaceOf(target.id), state: "initial" }
            : target,
        ),
      };
    case "classicLoadBalancer":
      return { ...resource, instanceIds: resource.instanceIds.map(inPlaceOf) };
    case "autoScalingGroup":
      return {
        ...resource,
        instances: resource.instances.map((member) => ({
          ...member,
          instanceId: inPlaceOf(member.instanceId),
        })),
      };
    default:
      return resource;
  }
}
