import type { Element } from "../../configuration";
import type { Ended, FlowState } from "../flow-state";
import type { Network } from "../network";
import type { Question, Reason } from "../question";
import { balancerStateCures, listenerCures, preservationCures, targetCures } from "./balancer-cures";
import type { Cure } from "./cure";
import { detourCures, natZoneCures } from "./detour-cures";
import {
  endpointStateCures,
  enforcementCures,
  gatewayEndpointCures,
  privateNameCures,
  serviceZoneCures,
} from "./endpoint-cures";
import { aclCures, groupCures } from "./filter-cures";
import { healthCures } from "./health-cures";
import { allowedPrefixCures, carryCures, linkCures, propagationCures } from "./hybrid-cures";
import { inspectionCures } from "./inspection-cures";
import { routeCures } from "./route-cures";
import {
  exclusionCures,
  gatewayCures,
  interfaceCures,
  metadataCures,
  publicAddressCures,
} from "./state-cures";
import { transitCures } from "./transit-cures";

/** What is down, or answers so, is down whichever way leads to it. */
const AT_THE_END: ReadonlySet<Reason> = new Set<Reason>([
  "SRC_DOWN",
  "DST_DOWN",
  "ENI_DOWN",
  "LB_STATE",
  "LB_LISTENER",
  "LB_NO_NODE",
  "LB_NO_TARGET",
  "LB_SCHEME",
  "LB_HAIRPIN",
  "LB_TARGET_VPC",
]);

/** Changes that may lift a refusal. */
export interface Proposals {
  /** At the place that refused, or on the way there: one of these is needed, unless the packet need not come there. */
  readonly cures: readonly Cure[];
  /** Elsewhere: with one of these the packet may not come there. */
  readonly aside: readonly Cure[];
}

/**
 * The single changes that may lift a refusal: at the place that refused, another way out of the subnets that led there,
 * and the return of what a what-if has taken away. Each is a proposal; `findBlockers` tries it.
 */
export function curesOf(network: Network, question: Question, ended: Ended): Proposals {
  const { end } = ended;
  if (end.kind !== "failure" || !end.at || !end.reason) return { cures: [], aside: [] };
  const taken = [...new Set([...network.down, ...network.blocked])].sort();
  const onTheWay = (branch: Ended): Cure[] => [
    ...atThePlace(network, branch),
    ...(branch.end.reason && AT_THE_END.has(branch.end.reason) ? [] : otherWays(network, branch)),
  ];
  return {
    cures: [
      ...onTheWay(ended),
      ...(end.reason === "GWLB_NO_TARGET" ? inspectionCures(network, end.at.id, onTheWay) : []),
      ...privateNameCures(network, ended.state, question),
      ...taken.map((id): Cure => ({ kind: "restore", id })),
    ],
    aside: healthCures(network, ended.state, onTheWay),
  };
}

function otherWays(network: Network, ended: Ended): Cure[] {
  return [
    ...routeCures(network, ended),
    ...detourCures(network, ended),
    ...gatewayEndpointCures(network, ended),
  ];
}

function atThePlace(network: Network, { state, end }: Ended): Cure[] {
  const at = end.at ?? { kind: "question", id: "question" };
  switch (end.reason) {
    case "SG_INGRESS":
      return [...groupCures(network, state, at, "ingress"), ...enforcementCures(network, state, at)];
    case "SG_EGRESS":
      return groupCures(network, state, at, "egress");
    case "NACL_INGRESS":
      return aclCures(network, state, at.id, "ingress");
    case "NACL_EGRESS":
      return aclCures(network, state, at.id, "egress");
    case "SRC_DOWN":
    case "DST_DOWN":
    case "ENI_DOWN":
      return interfaceCures(network, at.id);
    case "SRC_CHECK":
    case "DST_CHECK":
      return network.index.get("networkInterface", at.id) ? [{ kind: "sourceCheckOff", id: at.id }] : [];
    case "BLACKHOLE":
    case "IGW_DETACHED":
    case "NAT_STATE":
    case "PCX_STATE":
    case "VGW_STATE":
    case "TGW_ATTACH":
      return gatewayCures(network, state, at);
    case "LINK_LOCAL":
      return metadataCures(network, at.id);
    case "NAT_AZ":
      return natZoneCures(network, state, at.id);
    case "NO_PUBLIC_IP":
    case "MBX_NO_PUBLIC_IP":
      return publicAddressCures(network, state, at);
    case "BPA":
      return exclusionCures(network, at);
    case "TGW_AZ":
    case "TGW_NO_ASSOC":
    case "TGW_NO_ROUTE":
    case "TGW_BLACKHOLE":
    case "FAMILY":
      return transitCures(network, state, at, end.reason);
    case "NO_ROUTE":
      return at.kind === "subnet" ? propagationCures(network, state, at.id) : [];
    case "VPN_DOWN":
      return linkCures(network, at.id);
    case "VPN_NO_ROUTE":
      return at.kind === "vpnGateway"
        ? carryCures(network, state, at.id)
        : allowedPrefixCures(network, state, at.id);
    default:
      return atService(network, state, at, end.reason);
  }
}

/** At what serves: load balancers and endpoints. */
function atService(network: Network, state: FlowState, at: Element, reason: Reason | undefined): Cure[] {
  switch (reason) {
    case "VPCE_STATE":
      return endpointStateCures(network, at.id);
    case "VPCE_AZ":
      return serviceZoneCures(network, state, at);
    case "LB_STATE":
    case "LB_SCHEME":
      return balancerStateCures(network, at.id, reason);
    case "LB_LISTENER":
      return listenerCures(network, state, at.id);
    case "LB_NO_TARGET":
      return targetCures(network, state, at.id);
    case "LB_HAIRPIN":
    case "LB_TARGET_VPC":
      return preservationCures(network, state, at.id);
    default:
      return [];
  }
}
