import type { Element } from "../configuration";
import type { Family, PortSet, Prefix } from "../net";

/**
 * Where a flow starts or ends (semantics Q-1).
 * - `internet`: the whole public space, or the given prefixes of it.
 * - `address`: an address; its owner is looked up in `vpcId` when given, else in every VPC, else it is public.
 * - `networkInterface`: an interface, optionally a fixed address of it (needed when it has several).
 * - `instance`: all its interfaces; which one sends or receives follows ENI-5.
 * - `subnet`: a hypothetical interface in the subnet with this address, no security group (admits all), check off.
 * - `loadBalancer`: by its name: every node that the name leads to (LB-2). Destination only.
 * - `service`: a service by its name, a prefix list of it, or a VPC endpoint to it (VPCE-1, VPCE-2). Destination only.
 * - `database`: a managed database by its name, which may lead to its standby (F-32). Destination only.
 * - `vpcRouter`: a packet handed over by that VPC's router, or to it.
 * - `gateway`: a packet that arrives from outside through it, or leaves through it: internet, virtual private and transit
 *   gateways, VPN connections, customer gateways, and single tunnels (`vpn-1#1`).
 * - `site`: a place outside the provider: a declared site by its name, else what is behind a customer gateway, by its id.
 */
export type End =
  | { readonly kind: "internet"; readonly prefixes?: readonly Prefix[] }
  | { readonly kind: "address"; readonly address: string; readonly vpcId?: string }
  | { readonly kind: "networkInterface"; readonly id: string; readonly address?: string }
  | { readonly kind: "instance"; readonly id: string; readonly address?: string }
  | { readonly kind: "subnet"; readonly id: string; readonly address?: string }
  | { readonly kind: "loadBalancer"; readonly id: string }
  | { readonly kind: "service"; readonly id: string }
  | { readonly kind: "database"; readonly id: string }
  | { readonly kind: "vpcRouter"; readonly id: string; readonly address?: string }
  | { readonly kind: "gateway"; readonly id: string; readonly address?: string }
  | { readonly kind: "site"; readonly name: string; readonly address?: string };

/** One question. Failures, horizon and view belong to the `Network` that it is put to. */
export interface Question {
  readonly from: End;
  readonly to: End;
  readonly family: Family;
  /** IANA number; 0 is the unset protocol, which only rules for all protocols admit. */
  readonly protocol: number;
  /** Destination ports for TCP and UDP; all when absent. Ignored for other protocols. */
  readonly ports?: PortSet;
  /** Client ports; chosen by the kind of the initiator when absent. */
  readonly clientPorts?: PortSet;
  /** ICMP and ICMPv6; echo request, code 0, when absent. */
  readonly icmp?: { readonly type: number; readonly code: number };
  /** `connection` also needs the reply to come back; `oneway` does not. */
  readonly mode: "connection" | "oneway";
}

export type VerdictKind = "REACHABLE" | "PARTIAL" | "NOT_REACHABLE" | "UNKNOWN";

/** Why a flow fails or cannot be decided. */
export const REASONS = [
  "SRC_DOWN",
  "DST_DOWN",
  "ENI_DOWN",
  "NO_OWNER",
  "NO_SUBNET",
  "SRC_CHECK",
  "DST_CHECK",
  "SG_EGRESS",
  "SG_INGRESS",
  "NACL_EGRESS",
  "NACL_INGRESS",
  "NO_ROUTE",
  "BLACKHOLE",
  "ROUTE_TIE",
  "LINK_LOCAL",
  "LOOP",
  "FAMILY",
  "IGW_DETACHED",
  "NO_PUBLIC_IP",
  "IGW_PRIVATE_DST",
  "IGW_PRIVATE_SRC",
  "BPA",
  "MBX_NO_PUBLIC_IP",
  "INGRESS_REDIRECT",
  "NAT_STATE",
  "NAT_PROTO",
  "NAT_FOREIGN_SRC",
  "NAT_UNSOLICITED",
  "NAT_AZ",
  "EIGW_UNSOLICITED",
  "PCX_STATE",
  "PCX_TRANSIT",
  "PCX_DST",
  "TGW_ATTACH",
  "TGW_AZ",
  "TGW_NO_ASSOC",
  "TGW_NO_ROUTE",
  "TGW_BLACKHOLE",
  "VGW_STATE",
  "VGW_SRC",
  "VPN_DOWN",
  "VPN_NO_ROUTE",
  "VPCE_STATE",
  "VPCE_FOREIGN_SRC",
  "VPCE_PROTO",
  "VPCE_PORT",
  "VPCE_AZ",
  "LB_STATE",
  "LB_LISTENER",
  "LB_NO_NODE",
  "LB_NO_TARGET",
  "LB_SCHEME",
  "LB_HAIRPIN",
  "LB_TARGET_VPC",
  "GWLB_NO_TARGET",
  "FW_DENY",
  "ASYMMETRIC",
  "UNKNOWN_REF",
] as const;
export type Reason = (typeof REASONS)[number];

/** Flags a verdict may carry without changing it. */
export type Assumption =
  | "ASSUME_GUEST_LISTENS"
  | "ASSUME_APPLIANCE_FORWARDS"
  | "ASSUME_FIREWALL_ALLOWS"
  | "ASSUME_ONPREM_RETURN"
  | "ASSUME_BGP_ADVERTISED"
  | "ASSUME_L7_RULE";

/** The packet as it is at a hop; sets print as prefixes and `[[lo, hi], ...]`. */
export interface HopPacket {
  readonly source: readonly string[];
  readonly destination: readonly string[];
  readonly protocol: string;
  readonly sourcePorts: PortSet;
  readonly destinationPorts: PortSet;
}

/** One step of a flow. `rule` is the rule, entry or route that decided, in words a reader can find in the configuration. */
export interface Hop {
  readonly element: Element;
  /** `emit`, `deliver`, `allow`, `deny`, `route`, `translate`, `forward`, `exit`, `enter`, `drop`, `unknown`. */
  readonly action: string;
  readonly rule?: string;
  readonly packet: HopPacket;
}

export type Phase = "forward" | "return";

/** How one branch ended. */
export interface BranchEnd {
  readonly kind: "success" | "failure" | "unknown";
  readonly reason?: Reason;
  readonly at?: Element & { readonly rule?: string };
  readonly phase?: Phase;
  /** For `unknown`: what is missing or not modeled, in words. For `failure`: why there may be no such branch. */
  readonly missing?: string;
}

/** One branch: a part of the question's packets that all meet the same hops. */
export interface Branch {
  readonly end: BranchEnd;
  readonly forward: readonly Hop[];
  readonly return: readonly Hop[];
  /** The part of the question this branch speaks of: original client and server addresses and ports. */
  readonly source: readonly string[];
  readonly destination: readonly string[];
  readonly sourcePorts: PortSet;
  readonly destinationPorts: PortSet;
}

/**
 * Settings that stand in the way together, with the change of each: all of them made, the flow gets through
 * (`traceWithBlockers`). From `traceFlow`, cheaply: what stands in the way first on a failing branch.
 */
export interface Blocker {
  readonly elements: readonly Element[];
  readonly changes: readonly string[];
}

/** The answer to a question. `forward` and `return` are those of the branch that speaks for the verdict. */
export interface Trace {
  readonly verdict: VerdictKind;
  /** Of the failing branch that got furthest; null when every branch succeeds. */
  readonly reason: Reason | null;
  /** The provider's own code for the reason, where it has one; only where a reader asked (`traceWithBlockers`). */
  readonly awsCode?: string;
  readonly at: (Element & { readonly rule?: string }) | null;
  readonly phase: Phase | null;
  /** For an internet end: `internet-wide` or `restricted`, with the admitted prefixes. */
  readonly scope: "internet-wide" | "restricted" | null;
  readonly admitted: readonly string[];
  /** For UNKNOWN, and for PARTIAL that is not sure to be no more: what is missing or not modeled. */
  readonly missing: readonly string[];
  readonly assumptions: readonly Assumption[];
  readonly forward: readonly Hop[];
  readonly return: readonly Hop[];
  readonly blockers: readonly Blocker[];
  /** What the search for blockers left out, in words; absent when it left nothing out. */
  readonly blockersLimit?: string;
  readonly branches: readonly Branch[];
}
