import type { CoverageStatus } from "../engine/configuration";
import type { BalancerSpec, ScalingGroupSpec, TargetGroupSpec } from "./network-builder-balancers";
import type {
  ApplianceSpec,
  EndpointServiceSpec,
  FirewallSpec,
  GatewayBalancerSpec,
  VpcEndpointSpec,
} from "./network-builder-endpoints";
import type { DirectConnectSpec, SiteSpec } from "./network-builder-hybrid";

/**
 * A network in the words of a drawing: named parts and one-line rules. Names are the ids of the resources.
 * Change one with `but`; turn it into a `Configuration` with `buildConfiguration`.
 */
export interface NetworkSpec {
  readonly vpcs: Named<VpcSpec>;
  readonly subnets: Named<SubnetSpec>;
  readonly vms: Named<VmSpec>;
  /** Interfaces besides the first one of each VM, which is called `eni-<vm>`. */
  readonly interfaces: Named<InterfaceSpec>;
  readonly groups: Named<GroupSpec>;
  /** Besides the default ACL `acl-<vpc>` of each VPC, which allows all. */
  readonly acls: Named<AclSpec>;
  readonly tables: Named<TableSpec>;
  readonly igws: Named<VpcGatewaySpec>;
  readonly eigws: Named<VpcGatewaySpec>;
  readonly vgws: Named<VpcGatewaySpec>;
  readonly vpns: Named<VpnSpec>;
  readonly nats: Named<NatSpec>;
  readonly peerings: Named<PeeringSpec>;
  readonly tgws: Named<TransitGatewaySpec>;
  readonly attachments: Named<AttachmentSpec>;
  readonly tgwTables: Named<TransitGatewayTableSpec>;
  readonly prefixLists: Named<{ readonly prefixes: readonly string[] }>;
  readonly balancers: Named<BalancerSpec>;
  readonly targetGroups: Named<TargetGroupSpec>;
  readonly scalingGroups: Named<ScalingGroupSpec>;
  readonly blockPublicAccess: Named<BlockPublicAccessSpec>;
  /** By interface. */
  readonly appliances: Named<ApplianceSpec>;
  readonly endpoints: Named<VpcEndpointSpec>;
  readonly services: Named<EndpointServiceSpec>;
  readonly firewalls: Named<FirewallSpec>;
  readonly gatewayBalancers: Named<GatewayBalancerSpec>;
  readonly directConnects: Named<DirectConnectSpec>;
  readonly sites: Named<SiteSpec>;
  readonly databases: Named<DatabaseSpec>;
  /** Per kind, for every account and region; `ok` when absent. */
  readonly coverage: Named<CoverageStatus>;
}

export type Named<T> = { readonly [name: string]: T };

export interface VpcSpec {
  readonly prefixes: readonly string[];
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** `false`: the snapshot does not hold the VPC's default ACL; `implied`: it names none of its subnets. */
  readonly defaultAcl?: boolean | "implied" | undefined;
}

export interface SubnetSpec {
  readonly vpc: string;
  readonly prefixes: readonly string[];
  /** Zone id. */
  readonly zone: string;
  readonly zoneName?: string | undefined;
  /** Free addresses as recorded; not recorded when absent. */
  readonly freeCount?: number | undefined;
}

interface EndpointSpec {
  readonly subnet: string;
  /** IPv4 and IPv6 addresses, the primary first. */
  readonly addresses: readonly string[];
  readonly groups: readonly string[];
  /** An Elastic IP on the primary IPv4 address. */
  readonly publicAddress?: string | undefined;
  readonly sourceDestCheck?: boolean | undefined;
  /** State of the attachment to the VM; attached when absent. */
  readonly attachment?: string | undefined;
  /** Prefixes that are delegated to it. */
  readonly delegated?: readonly string[] | undefined;
  /** Owner of the VM or interface; the VPC's account when absent. */
  readonly account?: string | undefined;
}

export interface VmSpec extends EndpointSpec {
  readonly state?: string | undefined;
  readonly platform?: string | undefined;
  /** `disabled`: no instance metadata. */
  readonly metadata?: string | undefined;
  /** Of the metadata service; `required` when absent. */
  readonly tokens?: "required" | "optional" | undefined;
  /** `m5.large` */
  readonly type?: string | undefined;
  /** Its placement group and what that does: `pg-1 cluster`, or `pg-1` alone where that is not known. */
  readonly placement?: string | undefined;
}

export interface InterfaceSpec extends EndpointSpec {
  /** The VM it is attached to; none when absent. */
  readonly vm?: string | undefined;
  readonly device?: number | undefined;
}

export interface GroupSpec {
  readonly vpc: string;
  /** `tcp 443 from 0.0.0.0/0`, `all from sg-web`, `icmp 8/-1 from ...`, `50 500 from ...`. */
  readonly in: readonly string[];
  /** `tcp 443 to pl-1`; all IPv4 when absent. */
  readonly out?: readonly string[] | undefined;
  readonly account?: string | undefined;
}

export interface AclSpec {
  readonly vpc: string;
  readonly subnets: readonly string[];
  /** `100 allow tcp 1024-65535 0.0.0.0/0`, `90 deny all ::/0`, `110 allow icmp 0/-1 0.0.0.0/0`. */
  readonly in: readonly string[];
  readonly out: readonly string[];
}

export interface TableSpec {
  readonly vpc: string;
  readonly subnets?: readonly string[] | undefined;
  /** `true`: the VPC's main table; a main table with nothing but local is made for a VPC without one. */
  readonly main?: boolean | undefined;
  /** Internet or virtual private gateways whose arriving traffic it routes. */
  readonly gateways?: readonly string[] | undefined;
  /** Gateways that may propagate; those with a propagated route when absent. */
  readonly propagating?: readonly string[] | undefined;
  /**
   * `0.0.0.0/0 -> igw-1`, `pl-1 -> nat-a`, `10.9.0.0/16 -> vgw-1 propagated`, `0.0.0.0/0 -> igw-1 blackhole` (so
   * recorded). Local routes are added.
   */
  readonly routes: readonly string[];
}

export interface VpcGatewaySpec {
  /** Detached when absent. */
  readonly vpc?: string | undefined;
  /** Of the attachment; attached when absent. */
  readonly state?: string | undefined;
}

/** A site's connection; its customer gateway is called `cgw-<name>`. */
export interface VpnSpec {
  readonly vgw?: string | undefined;
  readonly tgw?: string | undefined;
  /** A static connection: its prefixes; BGP when absent. */
  readonly staticRoutes?: readonly string[] | undefined;
  /** `UP` or `DOWN`, tunnel #1 first. */
  readonly tunnels: readonly string[];
}

export interface NatSpec {
  /** Zonal: the subnet it stands in, with its private address. */
  readonly subnet?: string | undefined;
  readonly address?: string | undefined;
  /** Zonal: its Elastic IP; a private NAT gateway when absent. */
  readonly publicAddress?: string | undefined;
  /** Zonal: further Elastic IPs, each with a private address: `10.0.0.6 198.51.100.15`. */
  readonly moreAddresses?: readonly string[] | undefined;
  /** Regional: its VPC, its own route table and one public address for each registered zone id. */
  readonly regional?:
    | { readonly vpc: string; readonly table: string; readonly zones: Named<string>; readonly mode: ZoneMode }
    | undefined;
  readonly state?: string | undefined;
}
export type ZoneMode = "auto" | "manual";

export interface PeeringSpec {
  readonly requester: string;
  readonly accepter: string;
  readonly status?: string | undefined;
}

export interface TransitGatewaySpec {
  readonly state?: string | undefined;
  readonly groupReferencing?: boolean | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

export interface AttachmentSpec {
  readonly tgw: string;
  /** A VPC attachment: the VPC and one subnet for each enabled zone. */
  readonly vpc?: string | undefined;
  readonly subnets?: readonly string[] | undefined;
  /** A peering attachment: the far transit gateway. */
  readonly peer?: string | undefined;
  /** A VPN attachment: the connection. */
  readonly vpn?: string | undefined;
  /** A Direct Connect attachment: the link. */
  readonly direct?: string | undefined;
  readonly state?: string | undefined;
  readonly groupReferencing?: boolean | undefined;
  readonly applianceMode?: boolean | undefined;
  readonly ipv6?: boolean | undefined;
}

export interface TransitGatewayTableSpec {
  readonly tgw: string;
  /** Attachments. */
  readonly associated: readonly string[];
  readonly propagated: readonly string[];
  /** `10.1.0.0/16 -> att-b`, `10.1.1.0/24 -> blackhole`, `10.200.0.0/16 -> att-vpn propagated`. */
  readonly routes: readonly string[];
}

/** A managed PostgreSQL. */
export interface DatabaseSpec {
  /** Of its subnet group, that of its own zone first. */
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
  /** Whether it has a standby; `zone`: its zone's name, where the input says it. */
  readonly standby?: boolean | { readonly zone: string } | undefined;
  readonly state?: string | undefined;
}

export interface BlockPublicAccessSpec {
  readonly mode: "off" | "block-bidirectional" | "block-ingress";
  /** VPC or subnet to exclusion mode. */
  readonly exclusions?: Named<"allow-bidirectional" | "allow-egress"> | undefined;
}
