import type { Balancer, BalancerNode, ResourceOf } from "../../configuration";
import { PROTOCOL } from "../../net";
import { targetGroupOf } from "../balancer-group";
import { type Listener, listenersOf } from "../balancer-listener";
import { destinationPortsOf, type FlowState } from "../flow-state";
import type { Network } from "../network";
import { type BalancerSetting, CROSS_ZONE, PRESERVE_CLIENT } from "./balancer-settings";
import type { Cure } from "./cure";

/** Of settings of one sort at one place no more than these are tried. */
const MAX_OF_A_SORT = 4;
/** Targets in these states are being taken out, or were never taken in. */
const LEAVING = new Set(["draining", "unused"]);
/** Of an instance of a classic load balancer. */
const OUT_OF_SERVICE = "OutOfService";
const STOPPED = new Set(["stopped", "stopping"]);

const balancerCure = (id: string, setting: BalancerSetting): Cure => ({ kind: "balancer", id, setting });

/** A listener for the port that was asked for, or one that takes the protocol too (LB-3). */
export function listenerCures(network: Network, state: FlowState, id: string): Cure[] {
  const balancer = balancerAt(network, id);
  const ranges = destinationPortsOf(state);
  const port = ranges[0]?.[0];
  const { protocol } = state.header;
  const isOne = ranges.length === 1 && port === ranges[0]?.[1];
  if (!balancer || !isOne || port === undefined) return [];
  if (protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp) return [];
  const listeners = listenersOf(network, balancer);
  if (listeners.some((each) => each.port === port)) return bothProtocols(network, balancer, port);
  const { resource } = balancer;
  if (resource.kind === "classicLoadBalancer") {
    if (protocol !== PROTOCOL.tcp) return [];
    const ports = [...new Set(listeners.flatMap(({ groupIds }) => groupIds))];
    return (ports.length > 0 ? ports : [String(port)])
      .slice(0, MAX_OF_A_SORT)
      .map((groupId) => balancerCure(resource.id, { kind: "listener", protocol: "TCP", port, groupId }));
  }
  return groupsFor(network, balancer, protocol).map((group) =>
    balancerCure(resource.id, {
      kind: "listener",
      protocol: listenerProtocol(balancer, group, port),
      port,
      groupId: group.id,
    }),
  );
}

function bothProtocols(network: Network, { resource }: Balancer, port: number): Cure[] {
  const { listener, targetGroup } = network.index.configuration.resources;
  const own = listener.find((each) => each.loadBalancerArn === resource.id && each.port === port);
  const groups = (own?.defaultActions ?? []).flatMap((action) =>
    action.targetGroups.flatMap(
      ({ targetGroupArn }) => targetGroup.find(({ id }) => id === targetGroupArn) ?? [],
    ),
  );
  const takesBoth = groups.length > 0 && groups.every(({ protocol }) => protocol === "TCP_UDP");
  return own && takesBoth && ["TCP", "UDP"].includes(own.protocol ?? "")
    ? [balancerCure(own.id, { kind: "bothProtocols" })]
    : [];
}

/** Groups that the balancer could forward to: its own ones, else those that no other balancer has. */
function groupsFor(network: Network, balancer: Balancer, protocol: number) {
  const { targetGroup, listener } = network.index.configuration.resources;
  const { id, vpcId } = balancer.resource;
  const own = new Set(listenersOf(network, balancer).flatMap(({ groupIds }) => groupIds));
  const used = new Set(
    listener.flatMap(({ defaultActions, rules }) =>
      [...defaultActions, ...rules.flatMap(({ actions }) => actions)].flatMap(({ targetGroups }) =>
        targetGroups.map(({ targetGroupArn }) => targetGroupArn),
      ),
    ),
  );
  const fitting = targetGroup.filter(
    (group) =>
      group.vpcId === vpcId && PROTOCOLS[balancer.generation][protocol]?.includes(group.protocol ?? ""),
  );
  const mine = fitting.filter((group) => own.has(group.id) || group.loadBalancerArns.includes(id));
  const free = fitting.filter((group) => !used.has(group.id) && group.loadBalancerArns.length === 0);
  return (mine.length > 0 ? mine : free).slice(0, MAX_OF_A_SORT);
}

/** Protocols of target groups that serve what a listener takes. */
const PROTOCOLS: Readonly<Record<Balancer["generation"], Readonly<Record<number, readonly string[]>>>> = {
  application: { [PROTOCOL.tcp]: ["HTTP", "HTTPS"] },
  network: { [PROTOCOL.tcp]: ["TCP", "TCP_UDP", "TLS"], [PROTOCOL.udp]: ["UDP", "TCP_UDP"] },
  classic: {},
};
const HTTPS_PORTS = new Set([443, 8443]);

function listenerProtocol({ generation }: Balancer, { protocol }: ResourceOf<"targetGroup">, port: number) {
  if (generation === "application") return HTTPS_PORTS.has(port) ? "HTTPS" : "HTTP";
  return protocol ?? "TCP";
}

/** Targets for the node that has none: taken in, started, or let to it across zones (LB-5). */
export function targetCures(network: Network, state: FlowState, id: string): Cure[] {
  const balancer = balancerAt(network, id);
  const node = lastNode(network, state);
  if (!balancer || !node) return [];
  return listenersAsked(network, state, balancer).flatMap(({ groupIds }) =>
    groupIds.flatMap((groupId) => {
      const registered = registeredIn(network, balancer, groupId);
      return [
        ...registered.flatMap(({ targetId, state: recorded }) =>
          takenIn(network, balancer, groupId, targetId, recorded),
        ),
        ...acrossZones(network, balancer, node, groupId),
        ...(registered.length === 0 ? newTargets(network, balancer, groupId) : []),
      ];
    }),
  );
}

/** The group's own resource: the load balancer itself where it is a classic one. */
function holderOf({ resource }: Balancer, groupId: string): string {
  return resource.kind === "classicLoadBalancer" ? resource.id : groupId;
}

function registeredIn(network: Network, { resource }: Balancer, groupId: string) {
  if (resource.kind === "classicLoadBalancer")
    return resource.instanceIds.map((targetId) => {
      const recorded = resource.instanceStates?.find(({ instanceId }) => instanceId === targetId);
      return { targetId, state: recorded?.state ?? "InService" };
    });
  const targets = network.index.get("targetGroup", groupId)?.targets ?? [];
  return targets.map(({ id, state }) => ({ targetId: id, state }));
}

function takenIn(
  network: Network,
  balancer: Balancer,
  groupId: string,
  targetId: string,
  recorded: string,
): Cure[] {
  const instance = network.index.get("instance", targetId);
  if (instance && STOPPED.has(instance.state))
    return [{ kind: "state", resource: "instance", id: instance.id }];
  if (recorded === OUT_OF_SERVICE)
    return [balancerCure(holderOf(balancer, groupId), { kind: "health", targetId })];
  return LEAVING.has(recorded)
    ? [balancerCure(holderOf(balancer, groupId), { kind: "target", targetId })]
    : [];
}

/**
 * Instances that a scaling group would register, else those whose groups already name the balancer's, else any in the
 * balancer's zones.
 */
function newTargets(network: Network, balancer: Balancer, groupId: string): Cure[] {
  const { autoScalingGroup, networkInterface, securityGroup } = network.index.configuration.resources;
  const { resource } = balancer;
  const holder = holderOf(balancer, groupId);
  const group = network.index.get("targetGroup", groupId);
  if (group && group.targetType !== "instance" && group.targetType !== "ip") return [];
  const scaled = autoScalingGroup
    .filter((each) => each.targetGroupArns.includes(groupId) || each.loadBalancerNames.includes(resource.id))
    .flatMap(({ instances }) => instances.map(({ instanceId }) => instanceId));
  const own = new Set(resource.securityGroupIds);
  const admitting = new Set(
    securityGroup
      .filter(({ ingress }) =>
        ingress.some(({ peer }) => peer.kind === "securityGroup" && own.has(peer.securityGroupId)),
      )
      .map(({ id }) => id),
  );
  const zones = new Set(balancer.nodes.map(({ zoneId }) => zoneId));
  const near = networkInterface.filter(
    (nic) =>
      nic.vpcId === resource.vpcId && zones.has(network.index.get("subnet", nic.subnetId)?.zoneId ?? ""),
  );
  const meant = near.filter((nic) => nic.securityGroupIds.some((each) => admitting.has(each)));
  const instancesOf = (nics: typeof near) => nics.flatMap((nic) => nic.attachment?.instanceId ?? []);
  const choices = [scaled, instancesOf(meant), instancesOf(near)];
  const ids = [...new Set(choices.find((each) => each.length > 0))].filter(
    (id) => network.index.get("instance", id)?.state === "running",
  );
  return ids.slice(0, MAX_OF_A_SORT).flatMap((id) => {
    const address = network.index.interfacesOfInstance(id)[0]?.privateAddresses[0]?.address;
    const targetId = group?.targetType === "ip" ? address : id;
    return targetId === undefined ? [] : [balancerCure(holder, { kind: "target", targetId })];
  });
}

/** Targets in another zone reach the node with cross-zone balancing; in a zone without a node, once it has one. */
function acrossZones(network: Network, balancer: Balancer, node: BalancerNode, groupId: string): Cure[] {
  const group = targetGroupOf(network, balancer, groupId);
  const { resource } = balancer;
  const enabled = new Set(balancer.nodes.map(({ zoneId }) => zoneId));
  const zones = new Set((group?.targets ?? []).flatMap(({ zoneId }) => zoneId ?? []));
  const cures: Cure[] = [];
  const isElsewhere = [...zones].some((zoneId) => enabled.has(zoneId) && zoneId !== node.zoneId);
  if (group && !group.isCrossZone && isElsewhere) {
    const ofGroup = group.attribute(CROSS_ZONE);
    const holder = ofGroup === "false" || balancer.generation === "application" ? group.id : resource.id;
    cures.push(
      resource.kind === "classicLoadBalancer"
        ? balancerCure(resource.id, { kind: "crossZone" })
        : balancerCure(holder, { kind: "attribute", key: CROSS_ZONE, value: "true" }),
    );
  }
  for (const zoneId of zones)
    if (!enabled.has(zoneId))
      cures.push(
        ...network.index
          .subnetsOf(resource.vpcId ?? "")
          .filter((subnet) => subnet.zoneId === zoneId)
          .slice(0, MAX_OF_A_SORT)
          .map(({ id }) => balancerCure(resource.id, { kind: "zone", subnetId: id })),
      );
  return cures;
}

/** The node's own address in place of the client's: for targets elsewhere, and for clients that are targets (NLB-5). */
export function preservationCures(network: Network, state: FlowState, id: string): Cure[] {
  const balancer = balancerAt(network, id);
  if (!balancer) return [];
  return listenersAsked(network, state, balancer)
    .filter(({ protocol }) => protocol === "TCP" || protocol === "TLS")
    .flatMap(({ groupIds }) =>
      groupIds
        .filter((groupId) => network.index.get("targetGroup", groupId)?.targetType !== "alb")
        .map((groupId) => balancerCure(groupId, { kind: "attribute", key: PRESERVE_CLIENT, value: "false" })),
    );
}

/** A load balancer that works, and one that clients outside may ask (LB-1, LB-2). */
export function balancerStateCures(network: Network, id: string, reason: "LB_STATE" | "LB_SCHEME"): Cure[] {
  const balancer = balancerAt(network, id);
  if (!balancer) return [];
  const { resource } = balancer;
  if (reason === "LB_SCHEME") return [balancerCure(resource.id, { kind: "internetFacing" })];
  return resource.kind === "loadBalancer" && resource.state === "provisioning"
    ? [balancerCure(resource.id, { kind: "active" })]
    : [];
}

/** The balancer with this id, or the one whose node has this interface. */
function balancerAt(network: Network, id: string): Balancer | undefined {
  return network.balancers.of(id) ?? network.balancers.nodeOfInterface(id)?.balancer;
}

/** The node that the packet came to last. */
export function lastNode(network: Network, { forward }: FlowState): BalancerNode | undefined {
  const step = forward.findLast(({ element }) => network.balancers.nodeOfInterface(element.id) !== undefined);
  return step && network.balancers.nodeOfInterface(step.element.id);
}

/** The listeners on the ports that the packet still has. */
export function listenersAsked(network: Network, state: FlowState, balancer: Balancer): Listener[] {
  const asked = destinationPortsOf(state);
  return listenersOf(network, balancer).filter(({ port }) =>
    asked.some(([lo, hi]) => lo <= port && port <= hi),
  );
}
