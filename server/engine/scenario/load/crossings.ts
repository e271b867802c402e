import type { Element } from "../../configuration";
import { elementOf } from "../../intent";
import { addresses, formatAddressSet, hasPorts, protocolName } from "../../net";
import { type Network, tunnelsOf, type Way, type WayStep } from "../../semantics";
import {
  attachmentPoints,
  balancerPoints,
  directConnectPoints,
  endpointPoints,
  hostServicePoints,
  managedPoints,
  natConnectionPoints,
  natPoints,
  targetConnectionPoints,
  tunnelPoints,
} from "./element-limits";
import { instancePoints, internetPoints } from "./instance-limits";
import type { Crossing, Point } from "./point";

/** What a reader of steps remembers from one to the next. */
interface Memory {
  /** The VM that sent the packet as it is now; null once something else speaks for it. */
  sender: string | null;
  /** Whether the packet has come in from outside and met no VM or gateway yet. */
  isFromOutside: boolean;
  /** Whether a network load balancer has sent it on with its client's address. */
  isBehindBalancer: boolean;
  zoneId: string | undefined;
  /** Endpoint interfaces passed in this phase, each counted once. */
  readonly endpoints: Set<string>;
}

/** The points that a way comes through, in order, one entry for each time. Clauses: CAP-1, CAP-2. */
export function crossingsOf(network: Network, { steps }: Way): readonly Crossing[] {
  let memory = blank();
  let phase: WayStep["phase"] = "forward";
  return steps.flatMap((step, position) => {
    if (step.phase !== phase) {
      memory = blank();
      phase = step.phase;
    }
    memory.zoneId = zoneOf(network, step.element) ?? memory.zoneId;
    const after = steps.slice(position + 1).map(({ element }) => zoneOf(network, element));
    return pointsAt(network, step, memory, after.find(Boolean)).map((point) => ({
      point,
      phase: step.phase,
    }));
  });
}

function blank(): Memory {
  return {
    sender: null,
    isFromOutside: false,
    isBehindBalancer: false,
    zoneId: undefined,
    endpoints: new Set(),
  };
}

function pointsAt(
  network: Network,
  step: WayStep,
  memory: Memory,
  nextZoneId: string | undefined,
): readonly Point[] {
  const { element, action } = step;
  const { index } = network;
  switch (element.kind) {
    case "networkInterface":
      return atInterface(network, step, memory);
    case "natGateway": {
      speaksForItself(memory);
      const nat = index.get("natGateway", element.id);
      if (!nat || action !== "translate") return [];
      // A reply comes from outside all zones, and goes to that of whoever asked.
      const zoneId = step.phase === "forward" ? memory.zoneId : nextZoneId;
      const open = { destination: singleDestination(step), zoneId, down: network.down };
      const held = step.phase === "forward" ? natConnectionPoints(nat, element, open) : [];
      return [...natPoints(nat, element, zoneId), ...held];
    }
    case "internetGateway":
    case "egressOnlyInternetGateway":
      return toOutside(network, memory);
    case "vpcPeeringConnection": {
      const peering = index.get("vpcPeeringConnection", element.id);
      return peering && peering.requester.region !== peering.accepter.region
        ? toOutside(network, memory)
        : [];
    }
    case "transitGatewayAttachment": {
      const attachment = index.get("transitGatewayAttachment", element.id);
      if (!attachment || (action !== "enter" && action !== "forward" && action !== "exit")) return [];
      return action === "enter"
        ? attachmentPoints(attachment, element, "in", memory.zoneId)
        : attachmentPoints(attachment, element, "out", nextZoneId);
    }
    case "vpnConnection":
      return tunnelPoints(element, tunnelOf(network, step));
    case "virtualInterface": {
      const direction = action === "exit" ? "out" : "in";
      return [...toOutside(network, memory), ...directConnectPoints(network, element.id, element, direction)];
    }
    case "loadBalancer":
    case "classicLoadBalancer":
      speaksForItself(memory);
      return balancerPoints(network, element.id, element);
    case "vpcEndpoint":
      return action === "forward"
        ? endpointPoints(network, index.get("vpcEndpoint", element.id), element, nextZoneId ?? memory.zoneId)
        : [];
    default:
      return [];
  }
}

function speaksForItself(memory: Memory): void {
  memory.sender = null;
  memory.isFromOutside = false;
}

/** At the edge of the region's network: what a VM has sent there, or what comes in from there next. */
function toOutside(network: Network, memory: Memory): readonly Point[] {
  const { sender } = memory;
  memory.sender = null;
  memory.isFromOutside = true;
  return sender === null
    ? []
    : internetPoints(network.index.get("instance", sender), instanceElement(network, sender), "out");
}

function atInterface(network: Network, step: WayStep, memory: Memory): readonly Point[] {
  const { element, action, rule } = step;
  const nic = network.index.get("networkInterface", element.id);
  if (!nic) return [];
  if (nic.interfaceType === "vpc_endpoint") return atEndpoint(network, element, memory);
  if (network.balancers.nodeOfInterface(nic.id)) {
    if (action === "emit") memory.isBehindBalancer = step.isSourceKept;
    return [];
  }
  if (nic.interfaceType === "nat_gateway" || nic.interfaceType === "transit_gateway") return [];
  if (action === "deliver" && rule === "answered on the host") return hostServicePoints(element);
  // A NAT instance takes a reply in and sends it on in one step; on the way there it forwards after it translated.
  const isPassing = action === "forward" || (action === "translate" && step.phase === "return");
  const isIn = action === "deliver" || isPassing;
  const isOut = action === "emit" || isPassing;
  if (!isIn && !isOut) return [];
  const instanceId = nic.attachment?.instanceId;
  if (instanceId === undefined) {
    speaksForItself(memory);
    return managedPoints(element, nic.interfaceType);
  }
  const instance = network.index.get("instance", instanceId);
  const at = instanceElement(network, instanceId);
  const arrived = isIn ? arrivals(step, memory) : [];
  const outside = isIn && memory.isFromOutside ? internetPoints(instance, at, "in") : [];
  if (isIn) speaksForItself(memory);
  if (isOut) memory.sender = instanceId;
  return [
    ...(isIn ? instancePoints(instance, at, "in") : []),
    ...outside,
    ...arrived,
    ...(isOut ? instancePoints(instance, at, "out") : []),
  ];
}

/** What arrives at a target of a network load balancer that keeps its clients' addresses. */
function arrivals(step: WayStep, memory: Memory): readonly Point[] {
  if (!memory.isBehindBalancer || step.phase !== "forward") return [];
  memory.isBehindBalancer = false;
  const port = step.destinationPorts.map(([lo, hi]) => (lo === hi ? lo : `${lo}-${hi}`)).join(", ");
  return targetConnectionPoints(step.element, port);
}

function atEndpoint(network: Network, element: Element, memory: Memory): readonly Point[] {
  speaksForItself(memory);
  if (memory.endpoints.has(element.id)) return [];
  memory.endpoints.add(element.id);
  const endpoint = network.index.configuration.resources.vpcEndpoint.find(({ networkInterfaceIds }) =>
    networkInterfaceIds.includes(element.id),
  );
  const at = endpoint ? elementOf(endpoint) : element;
  return endpointPoints(network, endpoint, at, zoneOf(network, element));
}

/** The tunnel that a packet leaves by; one from outside may come by any, so the first that is up stands for it. */
function tunnelOf(network: Network, { element, action, rule }: WayStep): string | undefined {
  const connection = network.index.get("vpnConnection", element.id);
  const named = action === "exit" ? /^tunnel (.+)$/.exec(rule ?? "")?.[1] : undefined;
  return named ?? (connection && tunnelsOf(network, connection).find(({ isUp }) => isUp)?.id);
}

/** Address, port and protocol of a packet to a single destination. */
function singleDestination({ destination, destinationPorts, protocol }: WayStep): string | undefined {
  const [first] = destination;
  const [ports] = destinationPorts;
  if (destination.length !== 1 || !first || first[0] !== first[1]) return undefined;
  if (hasPorts(protocol) && (destinationPorts.length !== 1 || !ports || ports[0] !== ports[1]))
    return undefined;
  const family = first[0] > 0xffffffffn ? 6 : 4;
  const [text = ""] = formatAddressSet(addresses.of([...destination]), family);
  const port = hasPorts(protocol) ? ` port ${ports?.[0]}` : "";
  return `${text.slice(0, text.indexOf("/"))} ${protocolName(protocol)}${port}`;
}

function zoneOf({ index }: Network, { kind, id }: Element): string | undefined {
  const subnetId =
    kind === "subnet" ? id : kind === "networkInterface" ? index.get(kind, id)?.subnetId : undefined;
  return index.get("subnet", subnetId ?? "")?.zoneId;
}

function instanceElement({ index }: Network, id: string): Element {
  const instance = index.get("instance", id);
  return instance ? elementOf(instance) : { kind: "instance", id };
}
