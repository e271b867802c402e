import type { ResourceOf } from "../configuration";
import type { Ask } from "./balancer-health";
import type { Ended, FlowState } from "./flow-state";
import type { Link } from "./hybrid-links";
import type { Network } from "./network";
import type { End, Question } from "./question";

/** An interface, real or supposed: an address in a subnet without groups and without the source check. */
export type Endpoint =
  | { readonly kind: "networkInterface"; readonly nic: ResourceOf<"networkInterface"> }
  | { readonly kind: "supposed"; readonly subnetId: string };

/** Where a branch is, between two steps. Each step function takes one of these and yields the next ones. */
export type Place =
  /** About to leave its sender (T-2). */
  | { readonly kind: "emit"; readonly from: Endpoint }
  /** In a subnet, to a neighbour or by the subnet's table (T-2 steps 5 to 7). */
  | { readonly kind: "leaveSubnet"; readonly subnetId: string }
  /** At a subnet's boundary on the way in; `fromSubnetId` null: not from a subnet of this VPC (T-3). */
  | { readonly kind: "enterSubnet"; readonly subnetId: string; readonly fromSubnetId: string | null }
  /** With the VPC's own router: deliver by the local route. */
  | { readonly kind: "local"; readonly vpcId: string; readonly fromSubnetId: string | null }
  /** Handed to a route's target by the table of `fromSubnetId`; null: addressed to a regional gateway itself. */
  | { readonly kind: "natGateway"; readonly id: string; readonly fromSubnetId: string | null }
  | {
      readonly kind: "internetGateway";
      readonly id: string;
      readonly vpcId: string;
      readonly fromSubnetId: string | null;
    }
  | {
      readonly kind: "egressOnlyInternetGateway";
      readonly id: string;
      readonly vpcId: string;
      readonly fromSubnetId: string;
    }
  | { readonly kind: "vpcPeeringConnection"; readonly id: string; readonly vpcId: string }
  | {
      readonly kind: "transitGateway";
      readonly id: string;
      readonly vpcId: string;
      readonly fromSubnetId: string;
    }
  /** Handed to an interface that is to forward it; `redirectedBy`: by the edge table of such a gateway. */
  | {
      readonly kind: "appliance";
      readonly interfaceId: string;
      readonly fromSubnetId: string | null;
      readonly redirectedBy?: "internetGateway" | "vpnGateway";
    }
  /** Handed to an endpoint by the table of `fromSubnetId`; null: by an edge table. */
  | {
      readonly kind: "vpcEndpoint";
      readonly id: string;
      readonly vpcId: string;
      readonly fromSubnetId: string | null;
    }
  /** At one of the provider's services, by a gateway endpoint. */
  | { readonly kind: "service"; readonly endpointId: string; readonly vpcId: string }
  | { readonly kind: "vpnGateway"; readonly id: string; readonly vpcId: string }
  /** Out of the provider's network, over this link. */
  | { readonly kind: "site"; readonly link: Link }
  /** In the public internet, on the way to a modelled public address. */
  | { readonly kind: "fromInternet" }
  /** Out of the model: the rest of the internet. */
  | {
      readonly kind: "internet";
      readonly via: "internetGateway" | "egressOnlyInternetGateway";
      readonly gatewayId: string;
    }
  /** Admitted by a load balancer's node. */
  | { readonly kind: "balancer"; readonly nic: ResourceOf<"networkInterface"> }
  /** Accepted by an interface or a supposed address. */
  | { readonly kind: "delivered"; readonly to: Endpoint };

/** What a step yields: branches that go on, and branches that have ended. */
export type Next = { readonly state: FlowState; readonly place: Place } | Ended;

/** What every step may look at. */
export interface Walk {
  readonly network: Network;
  /** For a live connection: the network in which it was opened (T-7). */
  readonly openedIn: Network | undefined;
  /** The question's own ends. */
  readonly from: End;
  readonly to: End;
  /** Health checks on the way are flows of their own. */
  readonly ask: Ask;
  readonly mode: Question["mode"];
}
