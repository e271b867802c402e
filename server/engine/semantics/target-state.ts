import type { Element, ResourceKind, ResourceOf, RouteTarget } from "../configuration";
import { interfaceFault, isSubnetUp, unknownInstance } from "./interface-state";
import { NOT_MODELED } from "./limits";
import { elementOf, isCompletelyKnown, type Network } from "./network";

/** What a route's target is worth in this scenario. The recorded route state is never trusted. */
export type TargetState =
  | { readonly kind: "usable" }
  | { readonly kind: "blackhole"; readonly why: string }
  | { readonly kind: "unknown"; readonly missing: string };

const USABLE: TargetState = { kind: "usable" };

/**
 * Whether a route's target works for a VPC. A target that is not in the input blackholes when its kind was read
 * completely or the route is recorded as blackholed, and is unknown otherwise (UNK-1).
 */
export function targetState(
  network: Network,
  target: Exclude<RouteTarget, { kind: "local" }>,
  vpcId: string,
  recordedState: string,
): TargetState {
  if (target.kind === "unknown")
    return { kind: "unknown", missing: `${target.name} \`${target.id}\`: ${NOT_MODELED.otherTarget}` };
  if (target.kind === "vpcEndpoint") {
    const fate = endpointState(network, target.id);
    if (fate) return fate;
  }
  if (!network.index.get(target.kind, target.id))
    return missingTarget(network, target.kind, target.id, vpcId, recordedState);
  if (network.down.has(target.id)) return blackhole(`${target.id} is down`);
  switch (target.kind) {
    case "internetGateway":
    case "egressOnlyInternetGateway":
    case "vpnGateway":
      return isAttached(network, target.kind, target.id, vpcId)
        ? USABLE
        : blackhole(`${target.id} is not attached to ${vpcId}`);
    case "natGateway":
      return natGatewayState(network, target.id);
    case "vpcPeeringConnection": {
      const status = network.index.get("vpcPeeringConnection", target.id)?.status;
      return status === "active" ? USABLE : blackhole(`${target.id} is ${status}, not active`);
    }
    case "vpcEndpoint":
      return USABLE;
    case "networkInterface":
      return interfaceState(network, target.id);
    case "instance":
      return instanceState(network, target.id);
    case "transitGateway":
      return transitGatewayState(network, target.id, vpcId);
  }
}

/** Whether a gateway is attached to the VPC and works; also false while it is down. */
export function isAttached(
  network: Network,
  kind: "internetGateway" | "egressOnlyInternetGateway" | "vpnGateway",
  id: string,
  vpcId: string,
): boolean {
  const gateway = network.index.get(kind, id);
  if (!gateway || network.down.has(id)) return false;
  return gateway.attachments.some(
    (attachment) =>
      attachment.vpcId === vpcId && (attachment.state === "available" || attachment.state === "attached"),
  );
}

/** The available VPC attachment of a VPC to a transit gateway, if there is one that works. */
export function attachmentOf(network: Network, transitGatewayId: string, vpcId: string) {
  return network.index.configuration.resources.transitGatewayAttachment.find(
    (attachment) =>
      attachment.transitGatewayId === transitGatewayId &&
      attachment.resourceType === "vpc" &&
      attachment.resourceId === vpcId &&
      isAttachmentUp(network, attachment.id),
  );
}

/** Whether an attachment is available and neither it nor its gateway has failed (F-20, F-21). */
export function isAttachmentUp(network: Network, attachmentId: string): boolean {
  const attachment = network.index.get("transitGatewayAttachment", attachmentId);
  if (attachment?.state !== "available") return false;
  return !network.down.has(attachmentId) && !network.down.has(attachment.transitGatewayId);
}

/** An endpoint that passes what it gets through something that inspects it (GW-1, NFW-1). */
export interface InspectingEndpoint {
  readonly subnetId: string | undefined;
  readonly networkInterfaceIds: readonly string[];
  readonly serviceName: string;
  readonly firewall: ResourceOf<"firewall"> | undefined;
}

/** Reads a route's target as an inspecting endpoint: of a Gateway Load Balancer, or of a network firewall. */
export function inspectingEndpoint({ index }: Network, id: string): InspectingEndpoint | undefined {
  const endpoint = index.get("vpcEndpoint", id);
  const firewall = index.configuration.resources.firewall.find(({ endpoints }) =>
    endpoints.some(({ endpointId }) => endpointId === id),
  );
  if (!firewall && endpoint?.endpointType.toLowerCase() !== "gatewayloadbalancer") return undefined;
  const own = firewall?.endpoints.find(({ endpointId }) => endpointId === id);
  return {
    subnetId: endpoint?.subnetIds[0] ?? own?.subnetId,
    networkInterfaceIds: endpoint?.networkInterfaceIds ?? [],
    serviceName: endpoint?.serviceName ?? "",
    firewall,
  };
}

/** Whether an endpoint works; one in a subnet also goes with the subnet, its zone and its interface (F-29). */
function endpointState(network: Network, id: string): TargetState | undefined {
  const inspecting = inspectingEndpoint(network, id);
  const endpoint = network.index.get("vpcEndpoint", id);
  if (!endpoint && !inspecting) return undefined;
  if (network.down.has(id)) return blackhole(`${id} is down`);
  const state = endpoint?.state.toLowerCase() ?? "available";
  if (state !== "available") return blackhole(`${id} is ${state}, not available`);
  if (!inspecting) return USABLE;
  const { subnetId, firewall, networkInterfaceIds } = inspecting;
  if (firewall && network.down.has(firewall.id)) return blackhole(`${firewall.id} is down`);
  if (subnetId !== undefined && !isSubnetUp(network, subnetId))
    return blackhole(`the subnet or zone of ${id} is down`);
  const dead = networkInterfaceIds.find((nicId) => network.down.has(nicId));
  return dead === undefined ? USABLE : blackhole(`${dead} is down`);
}

function blackhole(why: string): TargetState {
  return { kind: "blackhole", why };
}

function missingTarget(
  network: Network,
  kind: ResourceKind,
  id: string,
  vpcId: string,
  recordedState: string,
): TargetState {
  const vpc = network.index.get("vpc", vpcId);
  const gone =
    recordedState === "blackhole" ||
    isCompletelyKnown(network, kind, vpc?.accountId ?? "", vpc?.region ?? "");
  return gone
    ? blackhole(`${id} does not exist`)
    : { kind: "unknown", missing: `${kind} \`${id}\` is not in the input` };
}

function natGatewayState(network: Network, id: string): TargetState {
  const nat = network.index.get("natGateway", id);
  if (nat?.state !== "available") return blackhole(`${id} is ${nat?.state}, not available`);
  if (nat.subnetId !== undefined && !isSubnetUp(network, nat.subnetId))
    return blackhole(`the subnet or zone of ${id} is down`);
  return USABLE;
}

function interfaceState(network: Network, id: string): TargetState {
  const nic = network.index.get("networkInterface", id);
  if (!nic) return blackhole(`${id} does not exist`);
  const fault = interfaceFault(network, nic);
  if (fault === "unknown") return { kind: "unknown", missing: unknownInstance(nic) };
  return fault === undefined ? USABLE : blackhole(`${id} or its instance is not running`);
}

function instanceState(network: Network, id: string): TargetState {
  const primary = network.index.interfacesOfInstance(id)[0];
  if (!primary) return blackhole(`${id} has no network interface`);
  return interfaceState(network, primary.id);
}

function transitGatewayState(network: Network, id: string, vpcId: string): TargetState {
  const gateway = network.index.get("transitGateway", id);
  if (gateway && gateway.state !== "available") return blackhole(`${id} is ${gateway.state}, not available`);
  if (attachmentOf(network, id, vpcId)) return USABLE;
  const vpc = network.index.get("vpc", vpcId);
  const listed = network.index.configuration.resources.transitGatewayAttachment.some(
    (attachment) => attachment.transitGatewayId === id && attachment.resourceId === vpcId,
  );
  const known = isCompletelyKnown(
    network,
    "transitGatewayAttachment",
    vpc?.accountId ?? "",
    vpc?.region ?? "",
  );
  return listed || known
    ? blackhole(`${vpcId} has no working attachment to ${id}`)
    : { kind: "unknown", missing: `the attachments of ${id} are not in the input` };
}

/** The element to name when a target drops a packet. */
export function targetElement(network: Network, target: Exclude<RouteTarget, { kind: "local" }>): Element {
  return elementOf(network, target.kind === "unknown" ? target.name : target.kind, target.id);
}
