import type { Alert } from "../../alert";
import { applyChanges, type Change, type ConfigurationIndex, indexConfiguration } from "../../configuration";
import { type Network, type TargetGroup, targetGroupOf } from "../../semantics";
import { homeOf, MEMBER_EFFECTS, newMember, twinSubnet } from "./add-member";
import type { Draft } from "./draft";

/** Load balancers or groups that are told to cross zones: each option costs a run of the suite. */
const MOST_HOLDERS = 3;
/** Zones that get a member by one option: each is an instance that somebody pays. */
const MOST_MEMBERS = 3;
const CROSS_ZONE = "load_balancing.cross_zone.enabled";

/**
 * Cures for members that carry more than their part: requests are spread over the members of all zones, or each zone of the
 * load balancer that has no member gets one. Only where the pressed instances are members.
 */
export function spreadFixes(network: Network, { evidence, affected }: SpreadAlert): readonly Draft[] {
  const pressed = (evidence.load ?? []).flatMap(({ element }) =>
    element.kind === "instance" ? element.id : [],
  );
  const all = servedBy(network, pressed);
  // Where the traffic that presses is sent to a load balancer, another one of the same members has no part in it.
  const asked = new Set(affected.flatMap(({ to }) => to.split(" + ")));
  const named = all.filter(({ names }) => names.some((name) => asked.has(name)));
  const served = named.length > 0 ? named : all;
  return [...acrossZones(network.index, served), ...inEveryZone(network.index, served)];
}

type SpreadAlert = Pick<Alert, "evidence" | "affected">;

/** Members behind a load balancer, of whom one is pressed. */
interface Served {
  /** What the load balancer is called by: its name and its id. */
  readonly names: readonly string[];
  readonly pressedId: string;
  readonly group: TargetGroup;
  /** What says whether requests cross zones, and what it says. */
  readonly holder: { readonly id: string; readonly from: string | null };
  /** Zones in which the load balancer stands. */
  readonly zoneIds: readonly string[];
}

function servedBy(network: Network, pressed: readonly string[]): readonly Served[] {
  const { listener, classicLoadBalancer } = network.index.configuration.resources;
  const named = [
    ...listener.flatMap(({ loadBalancerArn, defaultActions, rules }) =>
      [...defaultActions, ...rules.flatMap(({ actions }) => actions)].flatMap(({ targetGroups }) =>
        targetGroups.map(({ targetGroupArn }) => ({ id: targetGroupArn, balancerId: loadBalancerArn })),
      ),
    ),
    ...classicLoadBalancer.flatMap(({ id, listeners }) =>
      listeners.slice(0, 1).map(({ instancePort }) => ({ id: String(instancePort), balancerId: id })),
    ),
  ];
  // Several listeners may hand to the same members.
  const pairs = new Map(named.map((each) => [`${each.balancerId} ${each.id}`, each]));
  return [...pairs.values()].flatMap(({ id, balancerId }) => {
    const balancer = network.balancers.of(balancerId);
    const group = balancer && targetGroupOf(network, balancer, id);
    const pressedId = group && memberAmong(network.index, group, pressed);
    if (!balancer || !group || pressedId === undefined) return [];
    const { resource, generation, nodes } = balancer;
    const ofGroup = group.attribute(CROSS_ZONE);
    const isOfGroup = ofGroup === "false" || generation === "application";
    const said =
      resource.kind === "classicLoadBalancer"
        ? resource.crossZone?.toString()
        : resource.attributes.find(({ key }) => key === CROSS_ZONE)?.value;
    const holder = isOfGroup
      ? { id: group.id, from: ofGroup ?? null }
      : { id: resource.id, from: said ?? null };
    const names = [resource.name ?? resource.id, resource.id];
    return [
      { names, pressedId, group, holder, zoneIds: [...new Set(nodes.flatMap(({ zoneId }) => zoneId ?? []))] },
    ];
  });
}

/** The pressed instance that is a member of a group, by its id or by an address. */
function memberAmong(
  index: ConfigurationIndex,
  { targets }: TargetGroup,
  pressed: readonly string[],
): string | undefined {
  const ids = new Set(targets.map(({ id }) => id));
  return pressed.find(
    (instanceId) =>
      ids.has(instanceId) ||
      index
        .interfacesOfInstance(instanceId)
        .some(({ privateAddresses }) => privateAddresses.some(({ address }) => ids.has(address))),
  );
}

/**
 * One option for each load balancer or group that keeps requests in their zone, and one for all of them: who sends how much
 * is for the trial. With members in one zone alone there is nobody to share with: clients find no node of another zone.
 */
function acrossZones(index: ConfigurationIndex, served: readonly Served[]): readonly Draft[] {
  const uneven = served.filter(
    ({ group, zoneIds }) =>
      !group.isCrossZone && zonesOf(group).filter((zone) => zoneIds.includes(zone)).length > 1,
  );
  const holders = [...new Map(uneven.map(({ holder }) => [holder.id, holder])).values()].slice(
    0,
    MOST_HOLDERS,
  );
  return [...holders.map((holder) => [holder]), ...(holders.length > 1 ? [holders] : [])].map(
    (chosen): Draft => ({
      id: `spread-targets ${chosen.map(({ id }) => id).join(" ")}`,
      action: "spread-targets",
      title: `Spread the requests that come through ${chosen.map(({ id }) => index.find(id)?.name ?? id).join(" and ")} over the members of all zones`,
      effort: "low",
      sideEffects: [
        "what goes from one zone to another costs by the byte with a network load balancer",
        "requests meet members of other zones: when one of these zones fails, some are lost until its members are taken out",
      ],
      operations: chosen.map(({ id, from }): Change => ({ kind: "set-cross-zone", holderId: id, from })),
    }),
  );
}

/** Zones of a load balancer without a member get one each. */
function inEveryZone(index: ConfigurationIndex, served: readonly Served[]): readonly Draft[] {
  for (const { pressedId, group, zoneIds } of served) {
    const taken = zonesOf(group);
    const empty = zoneIds.filter((zoneId) => !taken.includes(zoneId)).slice(0, MOST_MEMBERS);
    const operations = membersIn(index, pressedId, empty);
    if (!operations || operations.length === 0) continue;
    const count = operations.filter(({ kind }) => kind === "add-instance").length;
    return [
      {
        id: "spread-targets members",
        action: "spread-targets",
        title: `Give each zone of the load balancer without a member one like \`${pressedId}\` (${count})`,
        effort: "medium",
        sideEffects: [MEMBER_EFFECTS.cost, MEMBER_EFFECTS.health, MEMBER_EFFECTS.data],
        operations: [...operations],
      },
    ];
  }
  return [];
}

/** One member after the other, each on what the ones before it left; undefined when a zone has no subnet for one. */
function membersIn(
  index: ConfigurationIndex,
  modelId: string,
  zoneIds: readonly string[],
): readonly Change[] | undefined {
  const home = homeOf(index, modelId);
  if (!home) return undefined;
  const all: Change[] = [];
  let current = index;
  for (const zoneId of zoneIds) {
    const subnet = twinSubnet(current, home, (each) => each === zoneId);
    const made = subnet && newMember(current, modelId, subnet);
    const result = made && applyChanges(current.configuration, made);
    if (!made || result?.kind !== "changed") return undefined;
    all.push(...made);
    current = indexConfiguration(result.configuration);
  }
  return all;
}

function zonesOf({ targets }: TargetGroup): readonly string[] {
  return [...new Set(targets.flatMap(({ zoneId }) => zoneId ?? []))];
}
