import type { ResourceOf } from "../configuration";
import { addresses } from "../net";
import {
  assumePassed,
  destinationOf,
  type Ended,
  type FlowState,
  fail,
  hop,
  splitAddresses,
  undecided,
} from "./flow-state";
import { addressesOf, interfaceFault, isSubnetUp, unknownInstance, unmodelledOwner } from "./interface-state";
import { hostDestinations, METADATA } from "./link-local";
import { elementOf, type Network } from "./network";
import { filterBySecurityGroups } from "./security-group";
import type { Endpoint, Next, Walk } from "./walk";

/**
 * A packet leaves its sender: alive, source check, host services, security groups, then into its
 * subnet. Clauses: T-2 steps 1 to 4, ENI-1, ENI-4, LL-1, SG-10, R-16.
 */
export function emit(walk: Walk, state: FlowState, from: Endpoint): Next[] {
  const { network } = walk;
  if (from.kind === "supposed") {
    const at = elementOf(network, "subnet", from.subnetId);
    if (!isSubnetUp(network, from.subnetId))
      return [fail(state, "SRC_DOWN", at, "the subnet or its zone is down")];
    return hostServices(walk, hop(state, at, "emit"), from, undefined);
  }
  const { nic } = from;
  const at = elementOf(network, nic.kind, nic.id);
  const fault = interfaceFault(network, nic);
  if (fault && fault !== "unknown")
    return [fail(state, "SRC_DOWN", at, "the sender is not running or not attached")];
  const isNode = network.balancers.nodeOfInterface(nic.id) !== undefined;
  const unmodelled = isNode ? undefined : unmodelledOwner(nic);
  if (unmodelled !== undefined) return [undecided(state, at, unmodelled)];
  if (state.phase === "forward" && nic.interfaceType.endsWith("_endpoint"))
    return [fail(state, "VPCE_STATE", at, "an endpoint answers and never opens a connection")];
  const left = hop(state, at, "emit");
  const emitted = fault === "unknown" ? assumePassed(left, at, unknownInstance(nic)) : left;
  const parts = nic.sourceDestCheck ? sourceCheck(network, emitted, nic) : [emitted];
  return parts.flatMap((part) => ("end" in part ? [part] : hostServices(walk, part, from, nic)));
}

/** ENI-4 on the way out: the source must be an address of the interface. */
function sourceCheck(
  network: Network,
  state: FlowState,
  nic: ResourceOf<"networkInterface">,
): (FlowState | Ended)[] {
  const { inside, outside } = splitAddresses(
    state,
    state.header.source,
    addressesOf(network, nic, state.header.family),
  );
  const at = elementOf(network, nic.kind, nic.id);
  const refused = outside
    ? [fail(outside, "SRC_CHECK", at, "the source is not an address of the interface")]
    : [];
  return [...(inside ? [inside] : []), ...refused];
}

function hostServices(
  walk: Walk,
  state: FlowState,
  from: Endpoint,
  nic: ResourceOf<"networkInterface"> | undefined,
): Next[] {
  const { network } = walk;
  const subnetId = from.kind === "supposed" ? from.subnetId : from.nic.subnetId;
  const vpcId = network.index.get("subnet", subnetId)?.vpcId ?? nic?.vpcId ?? "";
  const { destination, family } = state.header;
  const at = nic ? elementOf(network, nic.kind, nic.id) : elementOf(network, "subnet", subnetId);
  const { answered, dropped } = hostDestinations(network, vpcId, family);
  const results: Next[] = [];
  const first = splitAddresses(state, destination, answered);
  if (first.inside) results.push(answerOnHost(network, first.inside, nic, from));
  const second = first.outside && splitAddresses(first.outside, destination, dropped);
  if (second?.inside)
    results.push(fail(second.inside, "LINK_LOCAL", at, "link-local destinations are never routed"));
  if (second?.outside) results.push(...securityGroups(walk, second.outside, subnetId, nic));
  return results;
}

/** Answered on the host: no group, no ACL, no route (LL-1). */
function answerOnHost(
  network: Network,
  state: FlowState,
  nic: ResourceOf<"networkInterface"> | undefined,
  from: Endpoint,
): Next {
  const at = nic
    ? elementOf(network, nic.kind, nic.id)
    : elementOf(network, "subnet", from.kind === "supposed" ? from.subnetId : "");
  const instance = network.index.get("instance", nic?.attachment?.instanceId ?? "");
  const isMetadata = addresses.covers(METADATA[state.header.family], destinationOf(state));
  if (isMetadata && instance?.metadataOptions?.httpEndpoint === "disabled") {
    return fail(state, "LINK_LOCAL", at, "instance metadata is switched off");
  }
  return { state: hop(state, at, "deliver", "answered on the host"), end: { kind: "success" } };
}

function securityGroups(
  walk: Walk,
  state: FlowState,
  subnetId: string,
  nic: ResourceOf<"networkInterface"> | undefined,
): Next[] {
  const place = { kind: "leaveSubnet", subnetId } as const;
  if (!nic) return [{ state, place }];
  const sending: FlowState = {
    ...state,
    identity: nic.id,
    keepsClient: null,
    arrivedBy: "inside",
    crossings: [],
  };
  // Replies of an admitted flow pass whatever the egress rules say (SG-10).
  if (state.phase === "return") return [{ state: sending, place }];
  return filterBySecurityGroups(walk, sending, nic, "egress").map((result) =>
    "end" in result ? result : { state: result, place },
  );
}
