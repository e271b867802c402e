import type { Element, ResourceOf } from "../../configuration";
import { elementOf } from "../../intent";
import type { Network } from "../../semantics";
import { knownLimit, type Limit, type Point, pointsOf, unknownLimit } from "./point";

/*
 * The published figures of everything that is no VM (CAP-1), in Gbps, packets per second and connections. A figure that is
 * not said to hold for each direction is taken to cover both together.
 */
const NAT_GATEWAY = {
  bandwidth: knownLimit(100, { startsAt: 5 }),
  packets: knownLimit(10_000_000, { startsAt: 1_000_000 }),
};
const CONNECTIONS_PER_ADDRESS = 55_000;
const ATTACHMENT = { bandwidth: knownLimit(100), packets: knownLimit(7_500_000) };
const CONNECT_PEER = { bandwidth: knownLimit(5), packets: knownLimit(300_000) };
const TUNNEL = { bandwidth: knownLimit(1.25), packets: knownLimit(140_000) };
const ENDPOINT = knownLimit(100, { startsAt: 10 });
const FIREWALL_ENDPOINT = knownLimit(100);
/** A load balancer in need of addresses cannot grow with fewer free ones than this in a subnet. */
const FREE_ADDRESSES_TO_SCALE = 8;

/** A NAT gateway; a regional one in the zone of its caller. */
export function natPoints(
  nat: ResourceOf<"natGateway">,
  element: Element,
  zoneId: string | undefined,
): readonly Point[] {
  const part = nat.subnetId === undefined ? zoneId : undefined;
  return pointsOf(element, { part, limits: NAT_GATEWAY });
}

/**
 * What a NAT gateway can hold open to one destination (CAP-6). Towards many it is unknown how the connections spread.
 *
 * @param destination  address, port and protocol in words; undefined where it is not a single one
 */
export function natConnectionPoints(
  nat: ResourceOf<"natGateway">,
  element: Element,
  {
    destination,
    zoneId,
    down,
  }: {
    readonly destination: string | undefined;
    readonly zoneId: string | undefined;
    readonly down: ReadonlySet<string>;
  },
): readonly Point[] {
  if (destination === undefined) {
    const connections = unknownLimit("how the connections spread over their destinations is not known");
    return pointsOf(element, { part: "each destination", limits: { connections } });
  }
  const count = addressesInUse(nat, zoneId, down);
  const connections =
    count > 0
      ? knownLimit(CONNECTIONS_PER_ADDRESS * count)
      : unknownLimit("its addresses are not in the input");
  const part =
    nat.subnetId === undefined && zoneId !== undefined ? `${destination} in ${zoneId}` : destination;
  return pointsOf(element, { part, limits: { connections } });
}

/** A regional gateway uses the addresses of the caller's zone, in automatic mode those of the others where it has none. */
function addressesInUse(
  nat: ResourceOf<"natGateway">,
  zoneId: string | undefined,
  down: ReadonlySet<string>,
): number {
  const held = nat.addresses.filter(({ publicAddress, privateAddress }) =>
    nat.connectivityType === "public" ? publicAddress !== undefined : privateAddress !== undefined,
  );
  if (nat.subnetId !== undefined) return held.length;
  const living = held.filter((each) => each.zoneId === undefined || !down.has(each.zoneId));
  const own = living.filter((each) => each.zoneId === zoneId);
  return own.length > 0 || nat.zoneMode === "manual" ? own.length : living.length;
}

/** A transit gateway's attachment to a VPC in one zone, or to a peer or a Direct Connect gateway. */
export function attachmentPoints(
  attachment: ResourceOf<"transitGatewayAttachment">,
  element: Element,
  direction: "in" | "out",
  zoneId: string | undefined,
): readonly Point[] {
  switch (attachment.resourceType) {
    case "vpc":
      return pointsOf(element, { part: zoneId, direction, limits: ATTACHMENT });
    case "peering":
    case "direct-connect-gateway":
      return pointsOf(element, { direction, limits: ATTACHMENT });
    case "connect":
      return pointsOf(element, { limits: CONNECT_PEER });
    case "vpn":
      // Its tunnels bound it.
      return [];
    default:
      return pointsOf(element, {
        limits: {
          bandwidth: unknownLimit(`attachments of type ${attachment.resourceType} have no figure here`),
        },
      });
  }
}

/** One tunnel of a VPN connection; without tunnels in the input, the connection. */
export function tunnelPoints(element: Element, tunnelId: string | undefined): readonly Point[] {
  if (tunnelId !== undefined) return pointsOf(element, { part: tunnelId, limits: TUNNEL });
  return pointsOf(element, { limits: { bandwidth: unknownLimit("its tunnels are not in the input") } });
}

/** The connection under a Direct Connect virtual interface; ports carry both directions at full speed. */
export function directConnectPoints(
  network: Network,
  virtualInterfaceId: string,
  element: Element,
  direction: "in" | "out",
): readonly Point[] {
  const connectionId = network.index.get("virtualInterface", virtualInterfaceId)?.connectionId ?? "";
  const connection = network.index.get("directConnectConnection", connectionId);
  const at = connection ? elementOf(connection) : element;
  return pointsOf(at, { direction, limits: { bandwidth: bandwidthInWords(connection?.bandwidth) } });
}

function bandwidthInWords(text: string | undefined): Limit {
  const match = /^(\d+(?:\.\d+)?)\s*([MG])bps$/i.exec(text ?? "");
  if (!match) return unknownLimit("the bandwidth of the connection is not in the input");
  return knownLimit(Number(match[1]) / (match[2]?.toUpperCase() === "M" ? 1000 : 1));
}

/** An endpoint; interface and inspecting ones in one zone. */
export function endpointPoints(
  network: Network,
  endpoint: ResourceOf<"vpcEndpoint"> | undefined,
  element: Element,
  zoneId: string | undefined,
): readonly Point[] {
  const { firewall } = network.index.configuration.resources;
  if (endpoint?.endpointType === "Gateway")
    return pointsOf(element, {
      limits: { bandwidth: unknownLimit("no figure is published for gateway endpoints") },
    });
  const isFirewall = firewall.some(({ endpoints }) =>
    endpoints.some(({ endpointId }) => endpointId === element.id),
  );
  return pointsOf(element, {
    part: zoneId,
    limits: { bandwidth: isFirewall ? FIREWALL_ENDPOINT : ENDPOINT },
  });
}

/** A load balancer as a whole: what it carries is not published, and whether it can still grow is said. */
export function balancerPoints(network: Network, id: string, element: Element): readonly Point[] {
  const resource = network.balancers.of(id)?.resource;
  const isNetwork = resource?.kind === "loadBalancer" && resource.type === "network";
  const why = isNetwork
    ? "no throughput is published for network load balancers"
    : "it scales itself, and no figure is published";
  const warning = resource && !isNetwork ? scalingProblem(network, resource) : undefined;
  return pointsOf(element, { limits: { bandwidth: unknownLimit(why) }, warning });
}

type Balancer = ResourceOf<"loadBalancer"> | ResourceOf<"classicLoadBalancer">;

function scalingProblem(network: Network, resource: Balancer): string | undefined {
  if (resource.kind === "loadBalancer" && resource.state === "active_impaired")
    return "it says that it cannot scale";
  const subnetIds =
    resource.kind === "loadBalancer"
      ? resource.zones.flatMap(({ subnetId }) => subnetId ?? [])
      : resource.subnetIds;
  const tight = subnetIds.filter((subnetId) => {
    const free = network.index.get("subnet", subnetId)?.availableIpAddressCount;
    return free !== undefined && free < FREE_ADDRESSES_TO_SCALE;
  });
  return tight.length > 0
    ? `it cannot scale: ${tight.join(", ")} has fewer than ${FREE_ADDRESSES_TO_SCALE} free addresses`
    : undefined;
}

/** Connections that a network load balancer can hold to one target while clients keep their address. */
export function targetConnectionPoints(element: Element, port: string): readonly Point[] {
  const connections = knownLimit(CONNECTIONS_PER_ADDRESS);
  return pointsOf(element, { part: `port ${port} behind a network load balancer`, limits: { connections } });
}

/** What an interface gets from services on its host. */
export function hostServicePoints(element: Element): readonly Point[] {
  return pointsOf(element, { part: "link-local services", limits: { packets: knownLimit(1024) } });
}

/** An interface that the provider runs for a managed service. */
export function managedPoints(element: Element, interfaceType: string): readonly Point[] {
  const what =
    interfaceType === "interface"
      ? "an interface without an instance"
      : `an interface of type ${interfaceType}`;
  return pointsOf(element, {
    limits: { bandwidth: unknownLimit(`what is behind ${what} is not in the table`) },
  });
}
