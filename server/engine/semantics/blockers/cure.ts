import type {
  NetworkAclEntry,
  ResourceKind,
  Route,
  RouteTarget,
  SecurityGroupRule,
} from "../../configuration";
import { type BalancerSetting, balancerKinds } from "./balancer-settings";
import { type EndpointSetting, endpointKinds } from "./endpoint-settings";
import { type HybridSetting, hybridKinds } from "./hybrid-settings";

/** A target of a route that is somewhere else than in the VPC. */
export type FarTarget = Exclude<RouteTarget, { kind: "local" | "unknown" }>;

/**
 * One setting to change. It names what shall be there, not what is: made on a configuration by `applyCures`.
 * - `allowInGroup`: one rule more for each peer of the packets.
 * - `allowInAcl`: one entry more for each peer, before the first entry of the direction that denies.
 * - `route`: this route, in place of one to the same destination where there is one.
 * - `state`: started, accepted, attached: the state in which the resource works.
 * - `attachGateway`, `publicAddress`, `sourceCheckOff`, `excludeFromBlock`, `enableZone`, `associateAttachment`,
 *   `transitRoute`, `ipv6Attachment`: what the name says.
 * - `dropRoute`: the table has no route of its own to this destination.
 * - `natZone`: a regional NAT gateway has an address in this zone.
 * - `metadataOn`: the instance may ask for its metadata.
 * - `dropTransitRoute`: no static route to this prefix.
 * - `transitPropagation`: the attachment propagates into the table; `prefixes` is what comes by BGP, empty for a VPC's.
 * - `balancer`: a setting of a load balancer or of what belongs to it.
 * - `hybrid`: a setting of what leads to a site.
 * - `endpoint`: a setting of a VPC endpoint.
 * - `restore`: something that a what-if has taken away works again.
 */
export type Cure =
  | {
      readonly kind: "allowInGroup";
      readonly id: string;
      readonly direction: "ingress" | "egress";
      readonly rules: readonly SecurityGroupRule[];
    }
  | {
      readonly kind: "allowInAcl";
      readonly id: string;
      readonly entries: readonly Omit<NetworkAclEntry, "ruleNumber">[];
    }
  | {
      readonly kind: "route";
      readonly id: string;
      readonly destination: Route["destination"];
      readonly target: FarTarget;
    }
  | {
      readonly kind: "state";
      readonly resource:
        | "instance"
        | "networkInterface"
        | "vpcPeeringConnection"
        | "natGateway"
        | "transitGatewayAttachment";
      readonly id: string;
    }
  | {
      readonly kind: "attachGateway";
      readonly gateway: "internetGateway" | "egressOnlyInternetGateway" | "vpnGateway";
      readonly id: string;
      readonly vpcId: string;
    }
  | { readonly kind: "dropRoute"; readonly id: string; readonly destination: Route["destination"] }
  | { readonly kind: "natZone"; readonly id: string; readonly zoneId: string }
  | { readonly kind: "metadataOn"; readonly id: string }
  | { readonly kind: "publicAddress"; readonly id: string; readonly privateAddress: string }
  | { readonly kind: "sourceCheckOff"; readonly id: string }
  | { readonly kind: "excludeFromBlock"; readonly id: string; readonly vpcId: string }
  | { readonly kind: "enableZone"; readonly id: string; readonly subnetId: string }
  | { readonly kind: "associateAttachment"; readonly id: string; readonly tableId: string }
  | {
      readonly kind: "transitRoute";
      readonly id: string;
      readonly prefix: string;
      readonly attachmentId: string;
    }
  | { readonly kind: "dropTransitRoute"; readonly id: string; readonly prefix: string }
  | {
      readonly kind: "transitPropagation";
      readonly id: string;
      readonly attachmentId: string;
      readonly prefixes: readonly string[];
    }
  | { readonly kind: "ipv6Attachment"; readonly id: string }
  | { readonly kind: "balancer"; readonly id: string; readonly setting: BalancerSetting }
  | { readonly kind: "hybrid"; readonly id: string; readonly setting: HybridSetting }
  | { readonly kind: "endpoint"; readonly id: string; readonly setting: EndpointSetting }
  | { readonly kind: "restore"; readonly id: string };

/** The kinds of resources that a cure changes; none for what a what-if has taken away. */
export function curedKinds(cure: Cure): readonly ResourceKind[] {
  switch (cure.kind) {
    case "allowInGroup":
      return ["securityGroup"];
    case "allowInAcl":
      return ["networkAcl"];
    case "route":
    case "dropRoute":
      return ["routeTable"];
    case "state":
      return [cure.resource];
    case "attachGateway":
      return [cure.gateway];
    case "publicAddress":
    case "sourceCheckOff":
      return ["networkInterface"];
    case "excludeFromBlock":
      return ["blockPublicAccess"];
    case "enableZone":
    case "associateAttachment":
    case "ipv6Attachment":
      return ["transitGatewayAttachment"];
    case "transitRoute":
    case "dropTransitRoute":
    case "transitPropagation":
      return ["transitGatewayRouteTable"];
    case "balancer":
      return balancerKinds(cure.setting);
    case "hybrid":
      return hybridKinds(cure.setting);
    case "endpoint":
      return endpointKinds(cure.setting);
    case "natZone":
      return ["natGateway"];
    case "metadataOn":
      return ["instance"];
    case "restore":
      return [];
  }
}
