import { PUBLIC_IPV6 } from "../net";

import { type FlowState, fail, hop, splitAddresses } from "./flow-state";
import { intoInternet } from "./internet-exit";
import { elementOf } from "./network";
import { blockedPublicAccess } from "./public-access";
import type { Next, Walk } from "./walk";

/** Leaves a VPC through its egress-only gateway, which remembers the flow. Clauses: EIGW-1, T-8, BPA-1. */
export function throughEgressOnlyGateway(
  walk: Walk,
  state: FlowState,
  exit: { readonly id: string; readonly vpcId: string; readonly fromSubnetId: string },
): Next[] {
  const { network } = walk;
  const at = elementOf(network, "egressOnlyInternetGateway", exit.id);
  if (state.header.family === 4)
    return [fail(state, "FAMILY", at, "an egress-only gateway carries IPv6 only")];
  if (state.phase === "return")
    return [
      fail(state, "ASYMMETRIC", at, "the reply meets an egress-only gateway that has not seen the flow"),
    ];
  const gateway = { kind: "egressOnlyInternetGateway", id: exit.id } as const;
  const side = { vpcId: exit.vpcId, subnetId: exit.fromSubnetId };
  const blocked = blockedPublicAccess(network, state, gateway, side, {
    opened: "inside",
    through: "natOrEgressOnly",
  });
  if (blocked) return [blocked];
  const { inside, outside } = splitAddresses(state, state.header.destination, PUBLIC_IPV6);
  const results: Next[] = [];
  if (outside) results.push(fail(outside, "IGW_PRIVATE_DST", at, "the destination is not public"));
  if (inside) {
    const session = { ...gateway, original: state.header, translated: state.header.source };
    const remembered: FlowState = { ...inside, sessions: [...inside.sessions, session] };
    results.push(
      ...intoInternet(network, hop(remembered, at, "forward"), exit.id, "egressOnlyInternetGateway"),
    );
  }
  return results;
}
