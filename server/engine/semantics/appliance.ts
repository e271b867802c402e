import type { ResourceOf } from "../configuration";
import { addresses, oneAddress, parseAddress } from "../net";
import {
  type Ended,
  type FlowState,
  fail,
  freshAddress,
  freshPorts,
  hop,
  type Passage,
  splitAddresses,
  undecided,
  withHeader,
} from "./flow-state";
import { addressesOf, unmodelledOwner } from "./interface-state";
import { NOT_MODELED } from "./limits";
import {
  declaredAppliance,
  interfaceElement,
  markPassedBack,
  passageOf,
  passThrough,
  unknownReply,
} from "./middlebox";
import type { Network } from "./network";
import { filterByNetworkAcl } from "./network-acl";
import { filterBySecurityGroups } from "./security-group";
import type { Next, Place, Walk } from "./walk";

type NetworkInterface = ResourceOf<"networkInterface">;
type AppliancePlace = Extract<Place, { kind: "appliance" }>;

/** Ports a NAT instance opens connections from, like any translator. */
const TRANSLATED_PORTS = [[1024, 65535]] as const;

/**
 * A packet handed to an interface by a route: into its subnet, past check and groups, through the appliance as its
 * owner declared it (it forwards, unless something else is said), and out again by the table of the subnet it leaves
 * into. The sender's groups are still known at this interface and no longer behind it.
 * Clauses: MBX-1 to MBX-5, R-14, SG-8, T-8, ENI-4, NACL-6.
 */
export function throughAppliance(walk: Walk, state: FlowState, place: AppliancePlace): Next[] {
  const { network } = walk;
  const at = interfaceElement(network, place.interfaceId);
  const nic = network.index.get("networkInterface", place.interfaceId);
  if (!nic) return [undecided(state, at, `network interface \`${place.interfaceId}\` is not in the input`)];
  const unmodelled = nic.interfaceType.endsWith("_endpoint") ? NOT_MODELED.otherTarget : unmodelledOwner(nic);
  if (unmodelled !== undefined) return [undecided(state, at, unmodelled)];
  const inSubnet: (FlowState | Ended)[] =
    place.fromSubnetId === nic.subnetId
      ? [state]
      : filterByNetworkAcl(network, state, nic.subnetId, "ingress");
  return inSubnet.flatMap((result) => ("end" in result ? [result] : atDoor(walk, result, nic, place)));
}

/** What is addressed to the interface itself is delivered there; the rest needs the check to be off (ENI-4). */
function atDoor(walk: Walk, state: FlowState, nic: NetworkInterface, place: AppliancePlace): Next[] {
  const { network } = walk;
  const at = interfaceElement(network, nic.id);
  const own = splitAddresses(state, state.header.destination, addressesOf(network, nic, state.header.family));
  const results: Next[] = [];
  if (own.inside)
    results.push({
      state: own.inside,
      place: { kind: "enterSubnet", subnetId: nic.subnetId, fromSubnetId: nic.subnetId },
    });
  if (!own.outside) return results;
  if (nic.sourceDestCheck) {
    const rule = "its source/destination check is on, so it cannot forward";
    return [...results, fail(own.outside, "DST_CHECK", at, rule)];
  }
  const isPublic = nic.privateAddresses.some(
    ({ address }) => network.addresses.publicOf(nic.vpcId, address) !== undefined,
  );
  if (place.redirectedBy === "internetGateway" && state.header.family === 4 && !isPublic) {
    const rule = "what an internet gateway diverts to an interface needs a public address there";
    return [...results, fail(own.outside, "MBX_NO_PUBLIC_IP", at, rule)];
  }
  return [...results, ...enter(walk, own.outside, nic)];
}

function enter(walk: Walk, state: FlowState, nic: NetworkInterface): Next[] {
  const { network } = walk;
  const at = interfaceElement(network, nic.id);
  const box = boxOf(network, nic);
  const known = passageOf(state, box.id);
  if (state.phase === "return" && box.stateful && !known) return [unknownReply(state, at)];
  return filtered(walk, state, nic, "ingress", known).flatMap((result) => {
    if ("end" in result) return [result];
    if (box.behavior === "drop") return [fail(result, "FW_DENY", at, "it is declared to drop what it gets")];
    const inside = known ? markPassedBack(result, known) : result;
    return translated(network, inside, nic, box, known).flatMap((part) =>
      "end" in part ? [part] : leave(walk, part, nic, box, known, state),
    );
  });
}

/** What stands behind the interface: as declared, else a stateful forwarder. */
function boxOf(network: Network, nic: NetworkInterface) {
  const instanceId = nic.attachment?.instanceId;
  const own =
    instanceId === undefined ? [nic.id] : network.index.interfacesOfInstance(instanceId).map(({ id }) => id);
  const declared = declaredAppliance(network, [nic.id]) ?? declaredAppliance(network, own);
  const pair = declared?.behavior === "interface-pair" ? declared : undefined;
  const isOut = pair?.outInterfaceId === nic.id;
  const other =
    pair?.networkInterfaceId === nic.id ? pair.outInterfaceId : isOut ? pair.networkInterfaceId : nic.id;
  return {
    id: instanceId ?? nic.id,
    behavior: declared?.behavior ?? "forwards",
    stateful: declared?.stateful ?? true,
    outId: other ?? nic.id,
  };
}
type Box = ReturnType<typeof boxOf>;

/** Security groups at an interface of the appliance; replies of a flow that they have let through pass (SG-10). */
function filtered(
  walk: Walk,
  state: FlowState,
  nic: NetworkInterface,
  direction: "ingress" | "egress",
  known: Passage | undefined,
): (FlowState | Ended)[] {
  if (known?.interfaceIds.includes(nic.id))
    return [hop(state, interfaceElement(walk.network, nic.id), "allow", "reply of a tracked flow")];
  return filterBySecurityGroups(walk, state, nic, direction);
}

/** A NAT instance puts its own address in place of the source of what it has not seen before (MBX-2). */
function translated(
  network: Network,
  state: FlowState,
  nic: NetworkInterface,
  box: Box,
  known: Passage | undefined,
): (FlowState | Ended)[] {
  if (box.behavior !== "nat" || known) return [state];
  const at = interfaceElement(network, nic.id);
  const primary = nic.privateAddresses.find((entry) => entry.primary) ?? nic.privateAddresses[0];
  const address = primary && parseAddress(primary.address);
  if (state.header.family === 6 || !address)
    return [fail(state, "FAMILY", at, "it is declared to translate, and has an address of IPv4 only")];
  if (addresses.contains(state.addressSets[state.header.source] ?? [], address.value)) return [state];
  const fresh = freshAddress(state, oneAddress(address));
  const port = freshPorts(fresh.state, TRANSLATED_PORTS);
  const changed = withHeader(port.state, { source: fresh.variable, sourcePort: port.variable });
  return [hop({ ...changed, arrivedBy: "inside" }, at, "translate", `source becomes ${primary.address}`)];
}

/** Out by the same interface, or the other one of a pair (MBX-2). */
function leave(
  walk: Walk,
  state: FlowState,
  nic: NetworkInterface,
  box: Box,
  known: Passage | undefined,
  arrived: FlowState,
): Next[] {
  const { network } = walk;
  const at = interfaceElement(network, nic.id);
  const out = network.index.get("networkInterface", box.outId);
  if (!out) return [undecided(state, at, `network interface \`${box.outId}\` is not in the input`)];
  // Behind the appliance nobody knows the sender's groups; a translator sends in its own name (SG-8, MBX-3).
  const isOwn = box.behavior === "nat" && !known;
  const sending: FlowState = { ...state, identity: isOwn ? out.id : null };
  return filtered(walk, sending, out, "egress", known).map((result) => {
    if ("end" in result) return result;
    const passage = {
      id: box.id,
      at,
      interfaceIds: [nic.id, out.id],
      before: arrived.header,
      stateful: box.stateful,
    };
    const sent = known ? result : passThrough(result, passage, "ASSUME_APPLIANCE_FORWARDS");
    const through = hop(
      { ...sent, identity: isOwn ? out.id : null },
      interfaceElement(network, out.id),
      "forward",
    );
    return { state: through, place: { kind: "leaveSubnet", subnetId: out.subnetId } };
  });
}

/** A reply to the address that a NAT instance put in place of the sender's: it gets the old header back (MBX-2). */
export function restoredByNatInstance(
  walk: Walk,
  state: FlowState,
  nic: NetworkInterface,
): Next[] | undefined {
  const passage = passageOf(state, nic.attachment?.instanceId ?? nic.id);
  if (!passage || passage.before.source === passage.after.source) return undefined;
  const { before } = passage;
  const restored = withHeader(markPassedBack(state, passage), {
    source: before.destination,
    destination: before.source,
    sourcePort: before.destinationPort,
    destinationPort: before.sourcePort,
  });
  const at = interfaceElement(walk.network, nic.id);
  const back = hop(
    { ...restored, identity: nic.id },
    at,
    "translate",
    "the reply gets the sender's address back",
  );
  return [{ state: back, place: { kind: "leaveSubnet", subnetId: nic.subnetId } }];
}
