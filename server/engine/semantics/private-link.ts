import type { BalancerNode, ResourceOf } from "../configuration";
import { addresses, oneAddress, parseAddress } from "../net";
import {
  assumePassed,
  type FlowState,
  fail,
  freshAddress,
  freshPorts,
  hop,
  type Session,
  undecided,
  withHeader,
  withReplyHeader,
} from "./flow-state";
import { interfaceFault } from "./interface-state";
import { elementOf, type Network } from "./network";
import { filterBySecurityGroups } from "./security-group";
import type { Next, Walk } from "./walk";

type NetworkInterface = ResourceOf<"networkInterface">;
type VpcEndpoint = ResourceOf<"vpcEndpoint">;

/** Ports that a node sees a client of an endpoint come from. */
const CLIENT_PORTS = [[1024, 65535]] as const;

/**
 * Behind an endpoint to a customer's service: the packet appears at a node of the provider's network load balancer in
 * the same zone (in any with cross-zone balancing), sent by the node's own address. Nothing routes between the two
 * VPCs, so their prefixes may overlap. Clauses: VPCE-3, VPCE-4.
 *
 * @returns `unknown` when the provider's side is not in the input
 */
export function behindEndpoint(
  walk: Walk,
  state: FlowState,
  nic: NetworkInterface,
  endpoint: VpcEndpoint,
): Next[] {
  const { network } = walk;
  const at = elementOf(network, endpoint.kind, endpoint.id);
  const service = network.index.configuration.resources.endpointService.find(
    ({ serviceName }) => serviceName === endpoint.serviceName,
  );
  const balancers = (service?.loadBalancerArns ?? []).flatMap((arn) => balancerOf(network, arn) ?? []);
  if (balancers.length === 0) {
    const passed = assumePassed(state, at, `the load balancer behind \`${endpoint.id}\` is not in the input`);
    return [{ state: passed, place: { kind: "delivered", to: { kind: "networkInterface", nic } } }];
  }
  const zoneId = network.index.get("subnet", nic.subnetId)?.zoneId;
  const nodes = balancers.flatMap((balancer) =>
    balancer.nodes.filter((node) => isCrossZone(node) || node.zoneId === zoneId),
  );
  if (nodes.length === 0)
    return [fail(state, "VPCE_AZ", at, `the service has no load balancer node in zone ${zoneId}`)];
  const living = nodes.filter(({ interfaces }) =>
    interfaces.some((each) => interfaceFault(network, each) === undefined),
  );
  const used = network.horizon === "T0" || living.length === 0 ? nodes : living;
  return used.flatMap((node) => toNode(walk, state, nic, node));
}

function balancerOf(network: Network, arn: string) {
  const resource = network.index.configuration.resources.loadBalancer.find(
    (each) => each.id === arn || each.arn === arn,
  );
  return resource && network.balancers.of(resource.id);
}

function isCrossZone({ balancer }: BalancerNode): boolean {
  if (!("attributes" in balancer.resource)) return false;
  const { attributes } = balancer.resource;
  return attributes.some(({ key, value }) => key === "load_balancing.cross_zone.enabled" && value === "true");
}

function toNode(walk: Walk, state: FlowState, nic: NetworkInterface, node: BalancerNode): Next[] {
  const { network } = walk;
  const { resource } = node.balancer;
  const element = elementOf(network, resource.kind, resource.id);
  const door = node.interfaces[0];
  if (!door) return [undecided(state, element, `the interfaces of ${node.id} are not in the input`)];
  const fault = interfaceFault(network, door);
  if (fault !== undefined)
    return [fail(state, "DST_DOWN", elementOf(network, door.kind, door.id), `${node.id} is down`)];
  // The provider switches it on unless told otherwise; an input that does not say it was told nothing.
  const isEnforced = "attributes" in resource && resource.enforceInboundRulesOnPrivateLink !== false;
  // Nobody knows the client's groups on this side, its private address at most.
  const arrived: FlowState = { ...state, identity: null, crossings: [] };
  const parts = isEnforced ? filterBySecurityGroups(walk, arrived, door, "ingress") : [arrived];
  return parts.map((part) => ("end" in part ? part : asClientOfNode(network, part, nic, door)));
}

/** The node sees its own address as the client's. */
function asClientOfNode(
  network: Network,
  state: FlowState,
  nic: NetworkInterface,
  door: NetworkInterface,
): Next {
  const at = elementOf(network, door.kind, door.id);
  const text = state.header.family === 4 ? door.privateAddresses[0]?.address : door.ipv6Addresses[0];
  const address = text === undefined ? undefined : parseAddress(text);
  if (!address) return fail(state, "FAMILY", at, "the node has no address of this family");
  const own = addresses.of(oneAddress(address));
  const source = freshAddress(state, own);
  const sourcePort = freshPorts(source.state, CLIENT_PORTS);
  const destination = freshAddress(sourcePort.state, own);
  const session: Session = {
    kind: "privateLink",
    id: nic.id,
    original: state.header,
    translated: source.variable,
  };
  const changed = withHeader(destination.state, {
    source: source.variable,
    sourcePort: sourcePort.variable,
    destination: destination.variable,
  });
  const sent = { ...changed, sessions: [...state.sessions, session], obligations: [] };
  return {
    state: hop(sent, at, "translate", "the client's address becomes the node's"),
    place: { kind: "balancer", nic: door },
  };
}

/** The node's answer comes out at the endpoint again, under the endpoint's address (VPCE-3). */
export function backThroughEndpoint(walk: Walk, state: FlowState): Next[] | undefined {
  const session = state.sessions.findLast(
    ({ kind, translated }) => kind === "privateLink" && translated === state.header.destination,
  );
  const nic = session && walk.network.index.get("networkInterface", session.id);
  if (!session || !nic) return undefined;
  const { original } = session;
  const restored = withReplyHeader(
    { ...state, sessions: state.sessions.filter((each) => each !== session) },
    original,
  );
  return [{ state: restored, place: { kind: "emit", from: { kind: "networkInterface", nic } } }];
}
