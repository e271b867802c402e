import type { ResourceOf, RouteTarget } from "../../configuration";
import { formatAddress, isIcmp, PROTOCOL, PUBLIC_IPV6 } from "../../net";
import { not, or } from "../formula";
import { WAY } from "./encoding";
import { type Sender, throughNetworkAcl, throughSecurityGroups } from "./filters";
import {
  entryOf,
  gatewayOf,
  innerField,
  needsInternetGateway,
  PRIVATE_IPV4,
  publicSource,
} from "./internet-edge";
import { ownerOf, ownPublic } from "./owners";
import {
  addressField,
  addressSet,
  isIn,
  type NetworkInterface,
  needsInterface,
  needsSubnet,
  portField,
  prefixAddresses,
} from "./packet";
import { prefixRoutes, takeRoute } from "./routes";
import type { Here, Walk } from "./walk-types";

/** A packet leaves an interface (T-2). Replies pass the security groups of the flow they answer (SG-10). */
export function emit(walk: Walk, here: Here, nic: NetworkInterface): undefined {
  const { encoding, index } = walk;
  needsInterface(encoding, index, here.at, nic);
  if (isForeign(nic)) {
    encoding.escape(here.at, `${nic.id} belongs to a service`);
    return;
  }
  const sender: Sender = { nic };
  if (here.phase === "forward")
    throughSecurityGroups(encoding, index, here.at, {
      nic,
      direction: "egress",
      packet: here.packet,
      sender: undefined,
    });
  leaveSubnet(walk, { ...here, sender }, nic.subnetId);
}

/** Neighbours are reached directly, all else by the subnet's table, its ACL, then the target. */
export function leaveSubnet(walk: Walk, here: Here, subnetId: string): undefined {
  const { encoding, index } = walk;
  const { at, packet } = here;
  const subnet = index.get("subnet", subnetId);
  const table = index.routeTableOf(subnetId);
  if (!subnet || !table || encoding.isTooLong) {
    encoding.escape(
      at,
      subnet && table ? "the way is too long" : `the route table of ${subnetId} is not in the input`,
    );
    return;
  }
  const inside = prefixAddresses(subnet.prefixes, packet.family);
  const direct = encoding.step(`within ${subnetId}`);
  const byTable = encoding.step(`out of ${subnetId}`);
  encoding.require(at, or([direct, byTable]), `${WAY}at ${subnetId} the packet goes on`);
  encoding.require(direct, isIn(packet.destination, inside), `the destination is in ${subnetId}`);
  encoding.require(byTable, not(isIn(packet.destination, inside)), `the destination is not in ${subnetId}`);
  deliver(walk, { ...here, at: direct }, subnet.vpcId, subnetId);
  const { routes, unreadLists } = prefixRoutes(index, table, packet.family);
  const others = unreadLists.map((list) => {
    const step = encoding.step(`by ${list}`);
    encoding.escape(step, `prefix list ${list} is not in the input`);
    return step;
  });
  const taken = takeRoute(encoding, byTable, table, routes, { destination: packet.destination, others });
  for (const { route, at: step } of taken) {
    const { target } = route;
    const isHere = target.kind === "natGateway" && index.get("natGateway", target.id)?.subnetId === subnetId;
    // A target that stands in this subnet is reached without crossing its boundary.
    if (!isHere) throughNetworkAcl(encoding, index, step, { subnetId, direction: "egress", packet });
    if (route.rank === 3) encoding.escape(step, "a propagated route");
    else handOver(walk, { ...here, at: step }, target, { vpcId: subnet.vpcId, subnetId });
  }
}

interface Place {
  readonly vpcId: string;
  readonly subnetId: string;
}

function handOver(walk: Walk, here: Here, target: RouteTarget, place: Place): undefined {
  const { encoding, index } = walk;
  switch (target.kind) {
    case "local":
      return deliver(walk, here, place.vpcId, place.subnetId);
    case "internetGateway":
      return leaveByInternetGateway(walk, here, target.id, place);
    case "natGateway": {
      const nat = index.get("natGateway", target.id);
      if (!nat) return encoding.escape(here.at, `${target.id} is not in the input`);
      return throughNat(walk, here, nat, place.subnetId);
    }
    case "vpcPeeringConnection":
      return throughPeering(walk, here, target.id, place.vpcId);
    default:
      return encoding.escape(here.at, `${target.kind} ${target.id}`);
  }
}

/** The local route and what it leads to: the owner of the destination, behind the ACL of its subnet. */
function deliver(walk: Walk, here: Here, vpcId: string, fromSubnetId: string | null): undefined {
  const { encoding, index } = walk;
  const { at, packet } = here;
  const { only } = packet.destination;
  if (only === undefined) return encoding.escape(at, "several destinations inside a VPC");
  const owner = ownerOf(index, vpcId, packet.family, only);
  const text = formatAddress({ family: packet.family, value: only });
  if (!owner) return encoding.forbid(at, `nobody in ${vpcId} has ${text}`);
  const subnetId = owner.kind === "networkInterface" ? owner.nic.subnetId : owner.nat.subnetId;
  if (subnetId === undefined) return encoding.escape(at, `regional NAT gateway ${text}`);
  encoding.require(
    at,
    isIn(packet.destination, prefixAddresses(index.get("subnet", subnetId)?.prefixes ?? [], packet.family)),
    `${text} is in ${subnetId}`,
  );
  if (fromSubnetId !== subnetId)
    throughNetworkAcl(encoding, index, at, { subnetId, direction: "ingress", packet });
  if (owner.kind === "natGateway") return backThroughNat(walk, here, owner.nat, subnetId);
  return arrive(walk, here, owner.nic);
}

/** At the interface that has the destination: the way there ends and the reply begins, or the reply is back. */
function arrive(walk: Walk, here: Here, nic: NetworkInterface): undefined {
  const { encoding, index, client, isConnection } = walk;
  const { at, packet, phase, sender } = here;
  needsInterface(encoding, index, at, nic);
  if (isForeign(nic)) return encoding.escape(at, `${nic.id} belongs to a service`);
  if (phase === "return") {
    if (client?.id !== nic.id) encoding.forbid(at, `the reply arrives at ${nic.id}, which did not ask`);
    return;
  }
  throughSecurityGroups(encoding, index, at, { nic, direction: "ingress", packet, sender });
  if (isConnection) emit(walk, reply(here), nic);
}

function reply(here: Here): Here {
  const { source, destination, sourcePort, destinationPort } = here.packet;
  const packet = {
    ...here.packet,
    source: destination,
    destination: source,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
  };
  return { ...here, packet, phase: "return", sender: undefined };
}

/** Through a NAT gateway on the way out: its address and one of its ports instead of the sender's. NAT-2 to NAT-5. */
function throughNat(walk: Walk, here: Here, nat: ResourceOf<"natGateway">, fromSubnetId: string): undefined {
  const { encoding, index } = walk;
  const { at, packet, phase, sessions } = here;
  encoding.needs(at, { kind: "natGateway", id: nat.id, mode: "down" });
  if (nat.state !== "available") encoding.forbid(at, `${nat.id} is ${nat.state}`);
  if (phase === "return") return encoding.forbid(at, `${nat.id} has no session for the reply`);
  if (sessions.some(({ natId }) => natId === nat.id))
    return encoding.forbid(at, `${nat.id} is routed to itself`);
  if (nat.subnetId === undefined) return encoding.escape(at, `regional NAT gateway ${nat.id}`);
  if (packet.family === 6) return encoding.escape(at, `IPv6 through ${nat.id}`);
  needsSubnet(encoding, index, at, nat.subnetId);
  if (nat.subnetId !== fromSubnetId)
    throughNetworkAcl(encoding, index, at, { subnetId: nat.subnetId, direction: "ingress", packet });
  if (packet.protocol !== PROTOCOL.tcp && packet.protocol !== PROTOCOL.udp && !isIcmp(packet.protocol))
    return encoding.forbid(at, `${nat.id} passes only TCP, UDP and ICMP`);
  if (here.sender === undefined || here.sender.peeringId !== undefined)
    encoding.forbid(at, `${nat.id} serves only its own VPC`);
  const own = addressSet(
    nat.addresses.flatMap(({ privateAddress }) => privateAddress ?? []),
    4,
  );
  if (own.length === 0) return encoding.escape(at, `the address of ${nat.id} is not in the input`);
  const source = addressField(encoding, `source behind ${nat.id}`, 4, own, `${nat.id} puts its own address`);
  const sourcePort = portField(
    encoding,
    `source port behind ${nat.id}`,
    [[1024, 65535]],
    `${nat.id} puts its own port`,
  );
  leaveSubnet(
    walk,
    {
      ...here,
      packet: { ...packet, source, sourcePort },
      sender: undefined,
      sessions: [...sessions, { natId: nat.id, before: packet }],
    },
    nat.subnetId,
  );
}

/** The reply is at the NAT gateway it was sent from: it gets the caller's address back. NAT-4. */
function backThroughNat(walk: Walk, here: Here, nat: ResourceOf<"natGateway">, subnetId: string): undefined {
  const { encoding, index } = walk;
  const { at, packet, phase, sessions } = here;
  encoding.needs(at, { kind: "natGateway", id: nat.id, mode: "down" });
  needsSubnet(encoding, index, at, subnetId);
  const session = phase === "return" ? sessions.find(({ natId }) => natId === nat.id) : undefined;
  if (!session) return encoding.forbid(at, `${nat.id} has opened no flow to be answered`);
  const { source, sourcePort } = session.before;
  leaveSubnet(
    walk,
    {
      ...here,
      packet: { ...packet, destination: source, destinationPort: sourcePort },
      sessions: sessions.filter((each) => each !== session),
    },
    subnetId,
  );
}

/** Over a peering: from the near VPC's addresses to the far one's, no table on arrival. PCX-1 to PCX-6. */
function throughPeering(walk: Walk, here: Here, id: string, nearVpcId: string): undefined {
  const { encoding, index } = walk;
  const { at, packet } = here;
  const peering = index.get("vpcPeeringConnection", id);
  if (!peering) return encoding.escape(at, `${id} is not in the input`);
  const [near, far] =
    peering.requester.vpcId === nearVpcId
      ? [peering.requester, peering.accepter]
      : [peering.accepter, peering.requester];
  encoding.needs(at, { kind: "vpcPeeringConnection", id, mode: "down" });
  if (peering.status !== "active") encoding.forbid(at, `${id} is ${peering.status}`);
  if (near.vpcId !== nearVpcId) encoding.forbid(at, `${id} does not connect ${nearVpcId}`);
  const prefixes = (side: typeof near) =>
    prefixAddresses(index.get("vpc", side.vpcId)?.prefixes ?? side.prefixes, packet.family);
  encoding.require(at, isIn(packet.source, prefixes(near)), `the source is in ${near.vpcId}`);
  encoding.require(at, isIn(packet.destination, prefixes(far)), `the destination is in ${far.vpcId}`);
  if (!index.get("vpc", far.vpcId)) return encoding.escape(at, `VPC ${far.vpcId} is not in the input`);
  const sender = here.sender && { nic: here.sender.nic, peeringId: id };
  deliver(walk, { ...here, sender }, far.vpcId, null);
}

/** Out of a VPC: the source needs a public address, which takes its place, and the destination must be public. */
function leaveByInternetGateway(walk: Walk, here: Here, id: string, { vpcId }: Place): undefined {
  const { encoding, index } = walk;
  const { at, packet } = here;
  needsInternetGateway(walk, at, id, vpcId);
  const source = publicSource(walk, here, id, vpcId);
  if (!source) return;
  const { family, destination } = packet;
  const isPublic = family === 4 ? not(isIn(destination, PRIVATE_IPV4)) : isIn(destination, PUBLIC_IPV6);
  encoding.require(at, isPublic, `${id} passes only public destinations`);
  const outside = encoding.step("in the internet");
  const own = encoding.step("to a public address of this network");
  const ours = ownPublic(index, family);
  encoding.require(at, or([outside, own]), `${WAY}past ${id} the packet is in the internet`);
  encoding.require(outside, not(isIn(destination, ours)), "the destination is nobody's here");
  encoding.require(own, isIn(destination, ours), "the destination is a public address of this network");
  encoding.escape(own, "back in by a public address");
  atInternet(walk, {
    ...here,
    at: outside,
    packet: { ...packet, source },
    sender: undefined,
    behind: new Map([...here.behind, [source.vector.name, packet.source]]),
  });
}

/** In the internet: a server there answers, or the reply is back with its client. */
function atInternet(walk: Walk, here: Here): undefined {
  const { encoding, client, isConnection } = walk;
  if (here.phase === "return") {
    if (client) encoding.forbid(here.at, "the reply goes out to the internet");
    return;
  }
  if (isConnection) enterFromInternet(walk, reply(here));
}

/** From the internet to a public address. IGW-3 to IGW-5. */
export function enterFromInternet(walk: Walk, here: Here): undefined {
  const { encoding } = walk;
  const { at, packet, behind } = here;
  const { family, destination, source } = packet;
  const { only } = destination;
  if (only === undefined) return encoding.escape(at, "several destinations from the internet");
  const entry = entryOf(walk, family, only);
  const text = formatAddress({ family, value: only });
  if (!entry) return encoding.forbid(at, `${text} is not a public address of an interface here`);
  const gateway = gatewayOf(walk, entry.vpcId);
  if (gateway === undefined) return encoding.forbid(at, `no internet gateway is attached to ${entry.vpcId}`);
  needsInternetGateway(walk, at, gateway, entry.vpcId);
  const isPublic = family === 4 ? not(isIn(source, PRIVATE_IPV4)) : isIn(source, PUBLIC_IPV6);
  encoding.require(at, isPublic, `${gateway} passes only public sources`);
  const inner = behind.get(destination.vector.name) ?? innerField(walk, destination, entry);
  deliver(walk, { ...here, packet: { ...packet, destination: inner } }, entry.vpcId, null);
}

/** Interfaces that a service manages answer by rules of their own, which are not encoded. */
function isForeign({ interfaceType, description }: NetworkInterface): boolean {
  const isService = /load_balancer|endpoint|transit_gateway/.test(interfaceType);
  return isService || description?.startsWith("ELB ") === true;
}
