import type { ResourceOf } from "../configuration";
import { type FlowState, hop, type Session, withReplyHeader } from "./flow-state";
import { elementOf } from "./network";
import { filterByNetworkAcl } from "./network-acl";
import type { Next, Walk } from "./walk";

/** The session of a load balancer's node to which the packet is the reply (T-4). */
export function sessionAt(state: FlowState, nic: ResourceOf<"networkInterface">): Session | undefined {
  if (state.phase !== "return") return undefined;
  return state.sessions.findLast(
    (session) =>
      session.kind === "balancer" && session.id === nic.id && session.translated === state.header.destination,
  );
}

/** The node gives the reply to its own client: the first leg, backwards. Clauses: ALB-1, NLB-4, T-5. */
export function backThroughBalancer(walk: Walk, state: FlowState, session: Session): Next[] {
  const { network } = walk;
  const nic = network.index.get("networkInterface", session.id);
  const resource = network.balancers.nodeOfInterface(session.id)?.balancer.resource;
  const element = elementOf(network, resource?.kind ?? "networkInterface", resource?.id ?? session.id);
  const { original } = session;
  const restored = withReplyHeader(
    { ...state, sessions: state.sessions.filter((each) => each !== session), identity: session.id },
    original,
  );
  const back = hop(restored, element, "translate", "the reply goes back to the balancer's client");
  return [{ state: back, place: { kind: "leaveSubnet", subnetId: nic?.subnetId ?? "" } }];
}

/**
 * The reply to a network load balancer is pinned to the node that forwarded the flow: the route table of the target's
 * subnet is not asked, the network ACLs are (NLB-4). `undefined` for any other packet.
 */
export function pinnedReply(walk: Walk, state: FlowState, subnetId: string): Next[] | undefined {
  const session = state.phase === "return" ? state.sessions.at(-1) : undefined;
  if (session?.kind !== "balancer" || session.isPinned !== true) return undefined;
  const { index } = walk.network;
  const nic = index.get("networkInterface", session.id);
  if (!nic || index.get("subnet", subnetId)?.vpcId !== nic.vpcId) return undefined;
  if (nic.subnetId === subnetId) return backThroughBalancer(walk, state, session);
  return filterByNetworkAcl(walk.network, state, subnetId, "egress").flatMap((left) =>
    "end" in left
      ? [left]
      : filterByNetworkAcl(walk.network, left, nic.subnetId, "ingress").flatMap((entered) =>
          "end" in entered ? [entered] : backThroughBalancer(walk, entered, session),
        ),
  );
}
