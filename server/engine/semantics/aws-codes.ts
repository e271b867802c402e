import { targetGroupOf } from "./balancer-group";
import { eligibleTargets } from "./balancer-health";
import { listenersOf } from "./balancer-listener";
import type { Network } from "./network";
import type { Hop, Reason, Trace } from "./question";

/**
 * For each reason the code by which the provider's own analyzer (VPC Reachability Analyzer, "explanation codes") names the
 * same cause; null where it has none. `docs/aws-codes.md` is the same table for readers. Clause: Q-10.
 */
export const AWS_CODES: Readonly<Record<Reason, string | null>> = {
  SRC_DOWN: "BAD_STATE",
  DST_DOWN: "BAD_STATE",
  ENI_DOWN: "BAD_STATE_ATTACHMENT",
  NO_OWNER: "NO_POSSIBLE_DESTINATION",
  NO_SUBNET: "NO_POSSIBLE_DESTINATION",
  SRC_CHECK: "ENI_SOURCE_DEST_CHECK_RESTRICTION",
  DST_CHECK: "ENI_SOURCE_DEST_CHECK_RESTRICTION",
  SG_EGRESS: "ENI_SG_RULES_MISMATCH",
  SG_INGRESS: "ENI_SG_RULES_MISMATCH",
  NACL_EGRESS: "SUBNET_ACL_RESTRICTION",
  NACL_INGRESS: "SUBNET_ACL_RESTRICTION",
  NO_ROUTE: "NO_ROUTE_TO_DESTINATION",
  BLACKHOLE: "BAD_STATE_ROUTE",
  ROUTE_TIE: null,
  LINK_LOCAL: null,
  LOOP: null,
  FAMILY: null,
  IGW_DETACHED: "UNASSOCIATED_COMPONENT",
  NO_PUBLIC_IP: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
  IGW_PRIVATE_DST: "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
  IGW_PRIVATE_SRC: "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS",
  BPA: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
  MBX_NO_PUBLIC_IP: "INGRESS_RTB_NO_PUBLIC_IP",
  INGRESS_REDIRECT: "INGRESS_RTB_TRAFFIC_REDIRECTION",
  NAT_STATE: "BAD_STATE",
  NAT_PROTO: "PROTOCOL_RESTRICTION",
  NAT_FOREIGN_SRC: "NGW_REQUIRES_SOURCE_IN_VPC",
  NAT_UNSOLICITED: null,
  NAT_AZ: "REGIONAL_NGW_ROUTE_AZ_RESTRICTION",
  EIGW_UNSOLICITED: null,
  PCX_STATE: "BAD_STATE",
  PCX_TRANSIT: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
  PCX_DST: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
  TGW_ATTACH: "BAD_STATE_ATTACHMENT",
  TGW_AZ: "TGW_ROUTE_AZ_RESTRICTION",
  TGW_NO_ASSOC: "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
  TGW_NO_ROUTE: "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
  TGW_BLACKHOLE: "TGW_RTB_BAD_STATE_ROUTE",
  VGW_STATE: "BAD_STATE",
  VGW_SRC: "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS",
  VPN_DOWN: "BAD_STATE_VPN",
  VPN_NO_ROUTE: null,
  VPCE_STATE: "BAD_STATE",
  VPCE_FOREIGN_SRC: null,
  VPCE_PROTO: "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
  VPCE_PORT: null,
  VPCE_AZ: "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
  LB_STATE: "BAD_STATE",
  LB_LISTENER: "ELBV2_LISTENERS_MISMATCH",
  LB_NO_NODE: null,
  LB_NO_TARGET: "ELBV2_LISTENER_HAS_NO_TG",
  LB_SCHEME: null,
  LB_HAIRPIN: null,
  LB_TARGET_VPC: null,
  GWLB_NO_TARGET: null,
  FW_DENY: "FIREWALL_RULES_RESTRICTION",
  ASYMMETRIC: null,
  UNKNOWN_REF: "UNKNOWN_RESOURCE",
};

/** The provider's code for why a flow fails, where it has one for it; some it tells apart by the place. */
export function awsCodeOf(network: Network, { reason, at, forward }: Trace): string | undefined {
  if (reason === null) return undefined;
  return codeAt(network, reason, at?.id ?? "", forward) ?? AWS_CODES[reason] ?? undefined;
}

function codeAt(network: Network, reason: Reason, id: string, forward: readonly Hop[]): string | undefined {
  const { index } = network;
  const place = index.find(id);
  switch (reason) {
    case "LB_LISTENER":
      return place?.kind === "classicLoadBalancer" ? "ELB_LISTENERS_MISMATCH" : undefined;
    case "LB_NO_TARGET":
      return unusedTargets(network, id);
    case "NO_PUBLIC_IP": {
      // A sender lacks the address at its gateway; the receiver lacks it wherever the packet is.
      const isSender = place?.kind === "internetGateway" && forward[0]?.action === "emit";
      return isSender ? undefined : "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS";
    }
    case "NO_OWNER":
      return place?.kind === "vpnGateway" ? "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS" : undefined;
    case "VPN_DOWN":
      return place?.kind === "vpnConnection" && place.transitGatewayId !== undefined
        ? "TGW_BAD_STATE_VPN"
        : undefined;
    case "VPCE_PROTO":
      return place?.kind === "vpcEndpoint" && place.endpointType.toLowerCase() === "interface"
        ? "PROTOCOL_RESTRICTION"
        : undefined;
    default:
      return undefined;
  }
}

/** Targets that are there, but in another zone than the node, or in one that is not enabled. */
function unusedTargets(network: Network, balancerId: string): string | undefined {
  const balancer = network.balancers.of(balancerId);
  if (!balancer) return undefined;
  const groupIds = listenersOf(network, balancer).flatMap((listener) => listener.groupIds);
  const nodes = groupIds.flatMap((groupId) => {
    const group = targetGroupOf(network, balancer, groupId);
    const everywhere = group && { ...group, isCrossZone: true };
    return everywhere ? balancer.nodes.map((node) => eligibleTargets(network, node, everywhere)) : [];
  });
  if (nodes.some((targets) => targets.length > 0)) return "ELB_NOT_CROSSZONE";
  const registered = groupIds.flatMap((id) => targetGroupOf(network, balancer, id)?.targets ?? []);
  const enabled = new Set(balancer.nodes.map(({ zoneId }) => zoneId));
  const isOutside = registered.some(({ zoneId }) => zoneId !== undefined && !enabled.has(zoneId));
  return isOutside ? "ELB_INSTALLED_AZ_RESTRICTION" : undefined;
}
