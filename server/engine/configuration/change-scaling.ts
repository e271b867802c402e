import type { ChangeOf } from "./change.schema";
import { addInstance } from "./change-members";
import { absent, inserted, withoutResources, withResource } from "./changed-lists";
import type { Configuration, ResourceOf } from "./configuration.schema";
import { indexConfiguration } from "./configuration-index";

type CapacityChange = ChangeOf<"set-desired-capacity">;
type ScalingGroup = ResourceOf<"autoScalingGroup">;

/**
 * Another size of a scaling group, with who is started for it, or who goes. Who is started is registered wherever the
 * group registers its members, and is taken to pass the health checks there. The same change the other way round, with
 * the same members, gives the same bytes again.
 */
export function setDesiredCapacity(
  configuration: Configuration,
  change: CapacityChange,
): Configuration | string {
  const { autoScalingGroupId, to, members } = change;
  const group = configuration.resources.autoScalingGroup.find(({ id }) => id === autoScalingGroupId);
  if (!group) return absent("scaling group", autoScalingGroupId);
  const problem = sizeProblem(group, change);
  if (problem !== undefined) return problem;
  const sized = withResource(configuration, { ...group, desiredCapacity: to });
  const step = to > group.desiredCapacity ? withMember : withoutMember;
  return members.reduce<Configuration | string>(
    (current, member) => (typeof current === "string" ? current : step(current, autoScalingGroupId, member)),
    sized,
  );
}

function sizeProblem(group: ScalingGroup, { from, to, members }: CapacityChange): string | undefined {
  const called = `scaling group \`${group.name ?? group.id}\``;
  if (group.desiredCapacity !== from)
    return `${called} is to have ${group.desiredCapacity} members, not ${from}: it was changed since`;
  if (to === from) return `${called} is to have ${to} members already`;
  if (to > group.maxSize) return `${called} may have at most ${group.maxSize} members, so not ${to}`;
  if (to < group.minSize) return `${called} must have at least ${group.minSize} members, so not ${to}`;
  if (to > from && group.suspendedProcesses.includes("Launch"))
    return `${called} starts nobody: its process Launch is suspended`;
  if (members.length > 0 && members.length !== Math.abs(to - from))
    return `from ${from} to ${to} members of ${called} are not ${members.length} more or less`;
  return undefined;
}

type Member = CapacityChange["members"][number];

function withMember(configuration: Configuration, groupId: string, member: Member): Configuration | string {
  const group = configuration.resources.autoScalingGroup.find(({ id }) => id === groupId);
  if (!group) return absent("scaling group", groupId);
  if (!group.instances.some(({ instanceId }) => instanceId === member.copyOf))
    return `\`${member.copyOf}\` is no member of scaling group \`${group.name ?? groupId}\``;
  if (!group.subnetIds.includes(member.subnetId))
    return `scaling group \`${group.name ?? groupId}\` starts nobody in subnet \`${member.subnetId}\``;
  const started = addInstance(configuration, member);
  if (typeof started === "string") return started;
  const entry = { instanceId: member.id, healthStatus: "Healthy", lifecycleState: "InService" };
  const joined = withResource(started, {
    ...group,
    instances: inserted(group.instances, entry, ({ instanceId }) => instanceId),
  });
  return withClassicMember(withTarget(joined, group, member), group, member);
}

function withTarget(configuration: Configuration, group: ScalingGroup, member: Member): Configuration {
  const own = configuration.resources.targetGroup.filter(({ id }) => group.targetGroupArns.includes(id));
  return own.reduce((current, each) => {
    // Where its like is registered on a port of its own, so is it.
    const like = each.targets.find(({ id }) => id === member.copyOf);
    const port = like?.port ?? each.port;
    const target = { id: member.id, ...(port === undefined ? {} : { port }), state: "healthy" };
    return withResource(current, { ...each, targets: [...each.targets, target] });
  }, configuration);
}

function withClassicMember(configuration: Configuration, group: ScalingGroup, { id }: Member): Configuration {
  return classicOf(configuration, group).reduce((current, each) => {
    const state = { instanceId: id, state: "InService" };
    return withResource(current, {
      ...each,
      instanceIds: inserted(each.instanceIds, id, (other) => other),
      ...(each.instanceStates === undefined
        ? {}
        : { instanceStates: inserted(each.instanceStates, state, ({ instanceId }) => instanceId) }),
    });
  }, configuration);
}

function classicOf(configuration: Configuration, { accountId, region, loadBalancerNames }: ScalingGroup) {
  return configuration.resources.classicLoadBalancer.filter(
    (each) => loadBalancerNames.includes(each.id) && each.accountId === accountId && each.region === region,
  );
}

function withoutMember(
  configuration: Configuration,
  groupId: string,
  { id }: Member,
): Configuration | string {
  const group = configuration.resources.autoScalingGroup.find((each) => each.id === groupId);
  if (!group) return absent("scaling group", groupId);
  if (!group.instances.some(({ instanceId }) => instanceId === id))
    return `\`${id}\` is no member of scaling group \`${group.name ?? groupId}\``;
  const nics = indexConfiguration(configuration).interfacesOfInstance(id);
  const left = withResource(configuration, {
    ...group,
    instances: group.instances.filter(({ instanceId }) => instanceId !== id),
  });
  const gone = withoutResources(
    withoutResources(left, "instance", new Set([id])),
    "networkInterface",
    new Set(nics.map((nic) => nic.id)),
  );
  const unregistered = gone.resources.targetGroup
    .filter(({ targets }) => targets.some((target) => target.id === id))
    .reduce(
      (current, each) =>
        withResource(current, { ...each, targets: each.targets.filter((target) => target.id !== id) }),
      gone,
    );
  return classicOf(unregistered, group).reduce(
    (current, each) =>
      withResource(current, {
        ...each,
        instanceIds: each.instanceIds.filter((other) => other !== id),
        ...(each.instanceStates === undefined
          ? {}
          : { instanceStates: each.instanceStates.filter(({ instanceId }) => instanceId !== id) }),
      }),
    unregistered,
  );
}
