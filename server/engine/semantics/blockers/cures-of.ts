import type { Ended } from "../flow-state";
import type { Network } from "../network";
import type { Reason } from "../question";
import type { Cure } from "./cure";
import { aclCures, groupCures } from "./filter-cures";
import { routeCures } from "./route-cures";
import { exclusionCures, interfaceCures, publicAddressCures, targetCures, transitCures } from "./state-cures";

/** What is down is down whichever way leads to it. */
const AT_THE_END: ReadonlySet<Reason> = new Set<Reason>(["SRC_DOWN", "DST_DOWN", "ENI_DOWN"]);

/**
 * The single changes that may lift a refusal: at the place that refused, another way out of the subnets that led there,
 * and the return of what a what-if has taken away. Each is a proposal; `findBlockers` tries it.
 */
export function curesOf(network: Network, ended: Ended): Cure[] {
  const { end } = ended;
  if (end.kind !== "failure" || !end.at || !end.reason) return [];
  const taken = [...new Set([...network.down, ...network.blocked])].sort();
  return [
    ...atThePlace(network, ended, end.reason),
    ...(AT_THE_END.has(end.reason) ? [] : routeCures(network, ended)),
    ...taken.map((id): Cure => ({ kind: "restore", id })),
  ];
}

function atThePlace(network: Network, { state, end }: Ended, reason: Reason): Cure[] {
  const at = end.at ?? { kind: "question", id: "question" };
  switch (reason) {
    case "SG_INGRESS":
      return groupCures(network, state, at, "ingress");
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
      return targetCures(network, state, at);
    case "NO_PUBLIC_IP":
      return publicAddressCures(network, state, at);
    case "BPA":
      return exclusionCures(network, at);
    case "TGW_AZ":
    case "TGW_NO_ASSOC":
    case "TGW_NO_ROUTE":
    case "TGW_BLACKHOLE":
    case "FAMILY":
      return transitCures(network, state, at, reason);
    default:
      return [];
  }
}
