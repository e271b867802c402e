import type { BalancerNode, ResourceOf } from "../configuration";
import { addresses, type Family, hasPorts, oneAddress, onePort, parseAddress, ports } from "../net";
import { chosenTargets } from "./balancer-choice";
import { balancerFault } from "./balancer-end";
import { type Target, type TargetGroup, targetGroupOf } from "./balancer-group";
import { nodeAddresses } from "./balancer-health";
import { areListenersKnown, type Listener, listenersOf } from "./balancer-listener";
import {
  destinationPortsOf,
  type FlowState,
  fail,
  freshAddress,
  freshPorts,
  hop,
  type Session,
  splitAddresses,
  supposeBranch,
  undecided,
  withHeader,
  withPorts,
} from "./flow-state";
import { elementOf } from "./network";
import { filterBySecurityGroups } from "./security-group";
import type { Next, Walk } from "./walk";

type NetworkInterface = ResourceOf<"networkInterface">;

/** Ports a node opens connections from. */
const NODE_PORTS = [[1024, 65535]] as const;

/**
 * A packet that a load balancer's node has admitted: a listener takes it, and each target that the node may choose is a
 * branch. Clauses: LB-3 to LB-7, ALB-1, ALB-2, NLB-1, NLB-5, NLB-6, CLB-1.
 */
export function throughBalancer(walk: Walk, state: FlowState, nic: NetworkInterface): Next[] {
  const { network } = walk;
  const node = network.balancers.nodeOfInterface(nic.id);
  const at = elementOf(network, nic.kind, nic.id);
  if (!node) return [undecided(state, at, `the load balancer of ${nic.id} is not in the input`)];
  const { resource } = node.balancer;
  const element = elementOf(network, resource.kind, resource.id);
  const fault = balancerFault(network, node.balancer);
  if (fault !== undefined) return [fail(state, "LB_STATE", element, fault)];
  const results: Next[] = [];
  let open = hasPorts(state.header.protocol) ? destinationPortsOf(state) : [];
  for (const listener of listenersOf(network, node.balancer)) {
    const here = ports.intersect(open, onePort(listener.port));
    if (here.length === 0 || !listener.takes.some((each) => each === state.header.protocol)) continue;
    open = ports.subtract(open, here);
    results.push(
      ...byListener(walk, withPorts(state, state.header.destinationPort, here), node, nic, listener),
    );
  }
  const isRest = open.length > 0 || results.length === 0;
  const rest = open.length > 0 ? withPorts(state, state.header.destinationPort, open) : state;
  if (isRest)
    results.push(
      areListenersKnown(network, node.balancer)
        ? fail(rest, "LB_LISTENER", element, "no listener for this protocol and port")
        : undecided(rest, element, `the listeners of ${resource.name ?? resource.id} are not in the input`),
    );
  return results;
}

function byListener(
  walk: Walk,
  state: FlowState,
  node: BalancerNode,
  nic: NetworkInterface,
  listener: Listener,
): Next[] {
  const { network } = walk;
  const { resource } = node.balancer;
  const element = elementOf(network, resource.kind, resource.id);
  const name = `listener ${listener.protocol}:${listener.port}`;
  if (listener.groupIds.length === 0)
    return [answered(hop(state, element, "deliver", `${name} answers itself`), nic)];
  const chosen: FlowState = listener.isChosenByContent
    ? { ...state, assumptions: [...state.assumptions, "ASSUME_L7_RULE"] }
    : state;
  return listener.groupIds.flatMap((groupId): Next[] => {
    // At T0 the node still chooses as it did before the failure.
    const then = network.before ?? network;
    const group = targetGroupOf(then, node.balancer, groupId);
    if (!group)
      return [undecided(chosen, element, `target group \`${groupId}\` with its targets is not in the input`)];
    const targets = chosenTargets(then, node, group, walk.ask);
    if (targets.length === 0)
      return [fail(chosen, "LB_NO_TARGET", element, `${name}: ${group.id} has no target for ${node.id}`)];
    return targets.flatMap(({ target, isSure }) => {
      const text = `${name} forwards to ${target.id}:${target.port}`;
      const unsure = `whether ${target.id} answers health checks`;
      const sent = isSure ? chosen : supposeBranch(chosen, element, unsure);
      return toTarget(walk, hop(sent, element, "forward", text), node, nic, { group, target, listener });
    });
  });
}

/** The balancer speaks for itself: the packet has arrived. */
function answered(state: FlowState, nic: NetworkInterface): Next {
  return { state, place: { kind: "delivered", to: { kind: "networkInterface", nic } } };
}

interface Way {
  readonly group: TargetGroup;
  readonly target: Target;
  readonly listener: Listener;
}

function toTarget(walk: Walk, state: FlowState, node: BalancerNode, nic: NetworkInterface, way: Way): Next[] {
  const { network } = walk;
  const { group, target } = way;
  const { resource } = node.balancer;
  const element = elementOf(network, resource.kind, resource.id);
  if (target.kind === "function")
    return [answered(hop(state, element, "deliver", `${target.id} is called`), nic)];
  if (target.missing !== undefined) return [undecided(state, element, target.missing)];
  if (target.kind === "host")
    return target.address
      ? sendOn(
          walk,
          state,
          nic,
          { ...way, isPreserved: isPreserved(node, way, target.address.family, state) },
          target.address,
        )
      : [undecided(state, element, `the address of ${target.id} is not in the input`)];
  const inner = network.balancers.of(target.id);
  const isWhole = inner?.nodes.every(({ interfaces }) => interfaces.length > 0) ?? false;
  const missing = `the nodes of load balancer ${target.id} (${group.id}) are not in the input`;
  const isPreserved4 = state.header.family === 4;
  return [
    ...nodeAddresses(inner).flatMap((address) =>
      sendOn(walk, state, nic, { ...way, isPreserved: isPreserved4 }, address),
    ),
    ...(isWhole ? [] : [undecided(state, element, missing)]),
  ];
}

/** NLB-1: whether the target sees the client's own address. */
function isPreserved(
  { balancer }: BalancerNode,
  { group, listener }: Way,
  family: Family,
  state: FlowState,
): boolean {
  if (balancer.generation !== "network" || family !== state.header.family) return false;
  const isStream = listener.protocol === "TCP" || listener.protocol === "TLS";
  if (!isStream) return true;
  const chosen = group.attribute("preserve_client_ip.enabled");
  return chosen === undefined ? group.type === "instance" : chosen === "true";
}

/** The second leg: to the target, from the node's own address or from the client's (ALB-1, NLB-1 to NLB-3, NLB-5). */
function sendOn(
  walk: Walk,
  state: FlowState,
  nic: NetworkInterface,
  { target, isPreserved: preserved }: Way & { readonly isPreserved: boolean },
  address: NonNullable<Target["address"]>,
): Next[] {
  const { network } = walk;
  const node = network.balancers.nodeOfInterface(nic.id);
  const resource = node?.balancer.resource;
  const element = elementOf(network, resource?.kind ?? nic.kind, resource?.id ?? nic.id);
  if (preserved && target.vpcId !== nic.vpcId)
    return [
      fail(
        state,
        "LB_TARGET_VPC",
        element,
        `${target.id} is not in the balancer's VPC, so it cannot be sent the client's address`,
      ),
    ];
  const { inside: own, outside: others } = preserved
    ? splitAddresses(state, state.header.source, oneAddress(address))
    : { inside: undefined, outside: state };
  const results: Next[] = own
    ? [fail(own, "LB_HAIRPIN", element, `${target.id} cannot be its own client while its address is kept`)]
    : [];
  if (!others) return results;
  const from = nodeAddress(nic, address.family);
  if (!preserved && from.length === 0)
    return [
      ...results,
      undecided(others, element, `the IPv${address.family} address of ${nic.id} is not in the input`),
    ];
  const source = preserved ? { state: others, variable: others.header.source } : freshAddress(others, from);
  const sourcePort = preserved
    ? { state: source.state, variable: others.header.sourcePort }
    : freshPorts(source.state, NODE_PORTS);
  const destination = freshAddress(sourcePort.state, oneAddress(address));
  const port = freshPorts(destination.state, onePort(target.port));
  const session: Session = {
    kind: "balancer",
    id: nic.id,
    original: others.header,
    translated: source.variable,
    isPinned: node?.balancer.generation === "network",
  };
  const sent: FlowState = {
    ...withHeader(port.state, {
      family: address.family,
      source: source.variable,
      sourcePort: sourcePort.variable,
      destination: destination.variable,
      destinationPort: port.variable,
    }),
    sessions: [...others.sessions, session],
    identity: nic.id,
    keepsClient: preserved ? nic.id : null,
    arrivedBy: "inside",
    crossings: [],
    obligations: [],
  };
  const at = elementOf(network, nic.kind, nic.id);
  const emitted = hop(sent, at, "emit", preserved ? "with the client's address" : "with the node's address");
  return [
    ...results,
    ...filterBySecurityGroups(walk, emitted, nic, "egress").map(
      (result): Next =>
        "end" in result ? result : { state: result, place: { kind: "leaveSubnet", subnetId: nic.subnetId } },
    ),
  ];
}

function nodeAddress(nic: NetworkInterface, family: Family) {
  const text = family === 4 ? nic.privateAddresses[0]?.address : nic.ipv6Addresses[0];
  const address = text === undefined ? undefined : parseAddress(text);
  return address ? addresses.of(oneAddress(address)) : [];
}
