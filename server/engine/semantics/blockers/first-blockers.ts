import type { Element } from "../../configuration";
import type { Ended } from "../flow-state";
import type { Blocker, Reason } from "../question";

/** What would lift each reason, in words; the rest are lifted only by changing the question. */
const CHANGES: Partial<Record<Reason, string>> = {
  SRC_DOWN: "start the sender",
  DST_DOWN: "start the receiver",
  ENI_DOWN: "attach the network interface",
  SRC_CHECK: "switch the source/destination check off, or send from an own address",
  DST_CHECK: "switch the source/destination check off, or send to an own address",
  SG_EGRESS: "add a security group egress rule that allows this destination and port",
  SG_INGRESS: "add a security group ingress rule that allows this source and port",
  NACL_EGRESS:
    "allow the packet in the network ACL on the way out, by an entry before the one that denies it",
  NACL_INGRESS:
    "allow the packet in the network ACL on the way in, by an entry before the one that denies it",
  NO_ROUTE: "add a route for the destination",
  BLACKHOLE: "bring the route's target back, or point the route at one that works",
  LOOP: "point the route away from the element that sends the packet back",
  IGW_DETACHED: "attach an internet gateway to the VPC",
  NO_PUBLIC_IP: "give the interface a public address, or send through a public NAT gateway",
  BPA: "exclude the subnet or VPC from block public access",
  NAT_STATE: "bring the NAT gateway back to the state available",
  NAT_PROTO: "use TCP, UDP or ICMP, or a path without a NAT gateway",
  NAT_AZ: "register the zone with the regional NAT gateway",
  PCX_STATE: "accept or re-create the peering connection",
  PCX_DST: "route only the far VPC's prefixes into the peering connection",
  PCX_TRANSIT: "send from an address of the VPC, peering is not transitive",
  TGW_ATTACH: "attach the VPC to the transit gateway",
  TGW_AZ: "enable a subnet of this zone on the transit gateway attachment",
  TGW_NO_ASSOC: "associate a transit gateway route table with the attachment",
  TGW_NO_ROUTE: "add or propagate a route in the transit gateway route table",
  TGW_BLACKHOLE: "remove the blackhole route or bring its attachment back",
  VGW_STATE: "attach the virtual private gateway",
  LB_STATE: "bring the load balancer to the state active",
  LB_LISTENER: "add a listener for this protocol and port",
  LB_NO_TARGET: "register a target that the node may use, or switch cross-zone load balancing on",
  LB_SCHEME: "use an internet-facing load balancer",
  LB_HAIRPIN: "switch client address preservation of the target group off",
  LB_TARGET_VPC: "switch client address preservation of the target group off",
  VPN_DOWN: "bring a tunnel or the BGP session up",
  VPN_NO_ROUTE: "have a connection carry the prefix: a static route, or what the site advertises",
  VPCE_STATE: "have the endpoint's connection accepted",
  VPCE_AZ: "offer the service in this zone, or switch cross-zone load balancing on",
  GWLB_NO_TARGET: "bring an appliance behind the load balancer to work, in this zone or across zones",
  MBX_NO_PUBLIC_IP: "give the appliance's interface a public address",
  ASYMMETRIC: "route the reply back the way the request came",
  INGRESS_REDIRECT: "route the subnet back through the appliance that its traffic comes in by",
};

/**
 * What stands in the way first on each failing branch, with the kind of change that lifts it: cheap, for those who ask of
 * very many flows. A person who reads one trace gets `findBlockers`.
 */
export function firstBlockers(ended: readonly Ended[]): Blocker[] {
  const blockers = new Map<string, Blocker>();
  for (const { end } of ended) {
    if (end.kind !== "failure" || !end.at || !end.reason) continue;
    const { rule, ...element } = end.at;
    const change = isOwnerless(element) ? undefined : CHANGES[end.reason];
    const key = `${end.reason} ${element.id} ${rule ?? ""}`;
    if (!blockers.has(key))
      blockers.set(key, { elements: [element], changes: change === undefined ? [] : [change] });
  }
  return [...blockers.values()];
}

/** An address that no interface has: nothing can be set at it. */
function isOwnerless({ kind }: Element): boolean {
  return kind === "address" || kind === "publicAddress";
}
