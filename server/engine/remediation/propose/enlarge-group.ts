import { type Alert, SINGLE_POINT } from "../../alert";
import {
  applyChanges,
  type ChangeOf,
  type ConfigurationIndex,
  indexConfiguration,
  type ResourceOf,
  scalingGroupOf,
  stayingMembers,
} from "../../configuration";
import { homeOf, MEMBER_EFFECTS } from "./add-member";
import type { Draft } from "./draft";
import { freeAddress, freshId } from "./new-nat-gateway";
import { growthOf, type LoadEvidence } from "./year-growth";

type ScalingGroup = ResourceOf<"autoScalingGroup">;
type Enlarging = ChangeOf<"set-desired-capacity">;

/** Members that one option starts: each is an instance that somebody pays. */
const MOST_STARTED = 20;

/**
 * More members for the scaling groups whose members are pressed, and no more than the group may have: first so many that
 * one may fail, then as few as it takes for each to carry its part with the growth of a year. That all share alike is for
 * the trial to say.
 */
export function enlargeFixes(
  index: ConfigurationIndex,
  { evidence }: Pick<Alert, "evidence">,
): readonly Draft[] {
  const groups = new Map<string, { group: ScalingGroup; evidence: LoadEvidence[] }>();
  for (const each of evidence.load ?? []) {
    const group = scalingGroupOf(index, each.element.id);
    if (!group) continue;
    const known = groups.get(group.id) ?? { group, evidence: [] };
    known.evidence.push(each);
    groups.set(group.id, known);
  }
  return [...groups.values()].flatMap(({ group, evidence: pressed }) => {
    const modelId = pressed[0]?.element.id ?? "";
    const there = stayingMembers(group).length;
    const fewest = neededCount(index, group, pressed);
    const spared = Math.max(fewest, ...pressed.map((each) => sparedCount(there, each)));
    const own = groups.size > 1 ? ` ${group.id}` : "";
    const room = there + group.maxSize - group.desiredCapacity;
    return [
      ...draft(index, group, modelId, [own, spared - there]),
      // Fewer are another cure only where the others would fit.
      ...(fewest < Math.min(spared, room)
        ? draft(index, group, modelId, [`${own}:fewest`, fewest - there])
        : []),
    ];
  });
}

/** Members of whom one may fail, so that the others have what is asked for today. */
function sparedCount(there: number, { ratio, whileDown }: LoadEvidence): number {
  return whileDown ? 0 : Math.ceil(there * ratio - 1e-9) + 1;
}

/** A second member for a scaling group that keeps one, where that one is a single point of failure. */
export function secondMember(index: ConfigurationIndex, { kind, subject }: Pick<Alert, "kind" | "subject">) {
  const group = kind === SINGLE_POINT ? scalingGroupOf(index, subject.id) : undefined;
  if (!group || stayingMembers(group).length !== 1) return [];
  return draft(index, group, subject.id, ["", 1]);
}

/** Members among whom the most pressed limit is kept, counting those that an alert supposes to be down as lost again. */
function neededCount(
  index: ConfigurationIndex,
  group: ScalingGroup,
  pressed: readonly LoadEvidence[],
): number {
  const members = stayingMembers(group);
  return pressed.reduce((most, each) => {
    const lost = members.filter((id) => isDown(index, id, each.whileDown?.id)).length;
    const times = (each.ratio * growthOf(each)) / each.thresholdRatio;
    return Math.max(most, Math.ceil((members.length - lost) * times - 1e-9) + lost);
  }, members.length + 1);
}

function isDown(index: ConfigurationIndex, instanceId: string, downId: string | undefined): boolean {
  const subnetId = index.interfacesOfInstance(instanceId)[0]?.subnetId ?? "";
  return [instanceId, subnetId, index.get("subnet", subnetId)?.zoneId].includes(downId);
}

function draft(
  index: ConfigurationIndex,
  group: ScalingGroup,
  modelId: string,
  [suffix, wanted]: readonly [string, number],
): readonly Draft[] {
  const room = Math.min(wanted, group.maxSize - group.desiredCapacity, MOST_STARTED);
  const members = room < 1 ? undefined : startedMembers(index, group, modelId, room);
  if (!members) return [];
  const to = group.desiredCapacity + members.length;
  const name = group.name ?? group.id;
  return [
    {
      id: `enlarge-scaling-group${suffix}`,
      action: "enlarge-scaling-group",
      title: `Let scaling group \`${name}\` keep ${to} members instead of ${group.desiredCapacity}`,
      effort: "low",
      sideEffects: [
        members.length === 1 ? MEMBER_EFFECTS.cost : `${members.length} more instances cost by the hour`,
        ...(group.targetGroupArns.length > 0 ? [MEMBER_EFFECTS.health] : []),
        "a scaling policy of the group may set its size to another value again",
      ],
      operations: [
        {
          kind: "set-desired-capacity",
          autoScalingGroupId: group.id,
          from: group.desiredCapacity,
          to,
          members: [...members],
        },
      ],
    },
  ];
}

/** Who comes, each in the zone that has the fewest by then, as the provider does; undefined without room for all of them. */
function startedMembers(
  index: ConfigurationIndex,
  group: ScalingGroup,
  modelId: string,
  count: number,
): Enlarging["members"] | undefined {
  if (!homeOf(index, modelId)) return undefined;
  const subnets = group.subnetIds.flatMap((id) => index.get("subnet", id) ?? []);
  const zoneOf = ({ zoneId, id }: ResourceOf<"subnet">) => zoneId ?? id;
  const zones = stayingMembers(group).flatMap((id) => {
    const subnet = index.get("subnet", index.interfacesOfInstance(id)[0]?.subnetId ?? "");
    return subnet ? [zoneOf(subnet)] : [];
  });
  const name = index.get("instance", modelId)?.name ?? modelId;
  const members: Enlarging["members"] = [];
  let current = index;
  while (members.length < count) {
    const countIn = (subnet: ResourceOf<"subnet">) => zones.filter((zone) => zone === zoneOf(subnet)).length;
    const place = subnets
      .toSorted((a, b) => countIn(a) - countIn(b) || (a.id < b.id ? -1 : 1))
      .flatMap((subnet) => {
        const privateAddress = freeAddress(current, subnet);
        return privateAddress === undefined ? [] : [{ subnet, privateAddress }];
      })[0];
    if (!place) return undefined;
    const member = {
      id: freshId(current, `new-${name}`),
      name: name.slice(0, 255),
      copyOf: modelId,
      subnetId: place.subnet.id,
      networkInterfaceId: freshId(current, `new-eni-${name}`),
      privateAddress: place.privateAddress,
    };
    // The next one finds this one's names and address taken.
    const result = applyChanges(current.configuration, [{ kind: "add-instance", ...member }]);
    if (result.kind !== "changed") return undefined;
    current = indexConfiguration(result.configuration);
    members.push(member);
    zones.push(zoneOf(place.subnet));
  }
  return members;
}
