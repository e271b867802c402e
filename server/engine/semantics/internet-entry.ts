import { addresses, formatAddress, oneAddress, parseAddress, prefixCovers } from "../net";
import { PRIVATE_IPV4, type PublicBinding } from "./address-book";
import { byEdgeTable } from "./edge-table";
import {
  destinationOf,
  type Ended,
  type FlowState,
  fail,
  freshAddress,
  hop,
  splitAddresses,
  undecided,
  withHeader,
} from "./flow-state";
import { ipv6Networks } from "./ipv6-networks";
import { elementOf, isCompletelyKnown, type Network, prefixesOf } from "./network";
import { blockedPublicAccess } from "./public-access";
import { success } from "./reply";
import { isAttached } from "./target-state";
import type { Next, Walk } from "./walk";

/** Enters a VPC from the public internet by the destination's public address. Clauses: IGW-3, IGW-4, IGW-5, R-1, BPA-1. */
export function fromInternet(walk: Walk, state: FlowState): Next[] {
  return state.header.family === 4 ? enterIpv4(walk, state) : enterIpv6(walk, state);
}

function enterIpv4(walk: Walk, state: FlowState): Next[] {
  const { network } = walk;
  const results: Next[] = [];
  let open: FlowState | undefined = state;
  for (const [lo, hi] of addresses.intersect(destinationOf(state), network.addresses.modelledPublic)) {
    for (let value = lo; value <= hi && open; value++) {
      const text = formatAddress({ family: 4, value });
      const binding = network.addresses.publicBinding(text);
      const split: ReturnType<typeof splitAddresses> = splitAddresses(open, state.header.destination, [
        [value, value],
      ]);
      open = split.outside;
      if (split.inside && binding) results.push(...enterBinding(walk, split.inside, binding, text));
      else if (split.inside) results.push(unassigned(network, split.inside, text));
    }
  }
  if (open) results.push(...atTunnelEnds(walk, open));
  return results;
}

/** The provider's own ends of VPN tunnels are reached from the internet; nothing else that is not modelled here is. */
function atTunnelEnds(walk: Walk, state: FlowState): Ended[] {
  const { network } = walk;
  const results: Ended[] = [];
  let open: FlowState | undefined = state;
  for (const { id, state: status, tunnels } of network.index.configuration.resources.vpnConnection)
    for (const [index, { outsideAddress }] of tunnels.entries()) {
      const address = parseAddress(outsideAddress);
      if (!open || !address || status !== "available") continue;
      const split: ReturnType<typeof splitAddresses> = splitAddresses(
        open,
        open.header.destination,
        oneAddress(address),
      );
      open = split.outside;
      if (!split.inside) continue;
      const at = elementOf(network, "vpnConnection", id);
      const tunnel = `${id}#${index + 1}`;
      const isDown = [id, tunnel, outsideAddress].some((each) => network.down.has(each));
      results.push(
        isDown
          ? fail(split.inside, "DST_DOWN", at, `${tunnel} is down`)
          : success(hop(split.inside, at, "deliver", `outside address of ${tunnel}`)),
      );
    }
  if (open) results.push(notAddressable(walk, open));
  return results;
}

/** An Elastic IP of the customer's that no interface in the input has. */
function unassigned(network: Network, state: FlowState, text: string): Ended {
  const elastic = network.index.configuration.resources.publicAddress.find(
    (entry) => entry.publicAddress === text,
  );
  const at = elastic ? elementOf(network, elastic.kind, elastic.id) : { kind: "publicAddress", id: text };
  const isRead = isCompletelyKnown(
    network,
    "networkInterface",
    elastic?.accountId ?? "",
    elastic?.region ?? "",
  );
  if (elastic?.networkInterfaceId !== undefined && !isRead) {
    return undecided(state, at, `network interface \`${elastic.networkInterfaceId}\` is not in the input`);
  }
  return fail(state, "NO_PUBLIC_IP", at, `${text} is not associated with a network interface`);
}

/** Nobody in the model has this public address; what is asked for may be an interface without one (IGW-3). */
function notAddressable(walk: Walk, state: FlowState): Ended {
  const { network, to } = walk;
  const id = to.kind === "address" ? to.address : "id" in to ? to.id : to.kind;
  return fail(
    state,
    "NO_PUBLIC_IP",
    elementOf(network, to.kind, id),
    "the destination is not a public address of this network",
  );
}

function enterBinding(walk: Walk, state: FlowState, binding: PublicBinding, publicText: string): Next[] {
  const { network } = walk;
  const owner = binding.owner.kind === "natGateway" ? binding.owner.nat : binding.owner.nic;
  const subnetId = owner.subnetId ?? null;
  const gateway = attachedGateway(network, binding.vpcId);
  if (!gateway) return [noGateway(network, state, binding.vpcId)];
  const at = elementOf(network, "internetGateway", gateway);
  const entered: FlowState = { ...state, identity: null, arrivedBy: "outside", crossings: [] };
  const blocked = ingressBlock(network, entered, gateway, binding.vpcId, subnetId);
  if (blocked) return [blocked];
  const source = splitAddresses(entered, state.header.source, PRIVATE_IPV4);
  const refused = source.inside
    ? [fail(source.inside, "IGW_PRIVATE_SRC", at, "the source is a private address")]
    : [];
  if (!source.outside) return refused;
  if (binding.privateAddress === undefined && binding.owner.kind === "natGateway") {
    // A regional NAT gateway holds its public addresses itself.
    return [
      ...refused,
      { state: source.outside, place: { kind: "natGateway", id: binding.owner.nat.id, fromSubnetId: null } },
    ];
  }
  const known = state.privateBehind[state.header.destination];
  const address = parseAddress(binding.privateAddress ?? "");
  const fresh =
    known === undefined ? freshAddress(source.outside, address ? oneAddress(address) : []) : undefined;
  const translated = withHeader(fresh?.state ?? source.outside, {
    destination: known ?? fresh?.variable ?? state.header.destination,
  });
  const mapped = hop(translated, at, "translate", `${publicText} becomes ${binding.privateAddress}`);
  return [...refused, ...byEdgeTable(walk, mapped, gateway, binding.vpcId)];
}

function enterIpv6(walk: Walk, state: FlowState): Next[] {
  const { network } = walk;
  const results: Next[] = [];
  let open: FlowState | undefined = state;
  for (const { vpcId, set } of ipv6Networks(network)) {
    if (!open) break;
    const split: ReturnType<typeof splitAddresses> = splitAddresses(open, state.header.destination, set);
    open = split.outside;
    if (split.inside) results.push(...enterVpcIpv6(walk, split.inside, vpcId));
  }
  if (open) results.push(notAddressable(walk, open));
  return results;
}

function enterVpcIpv6(walk: Walk, state: FlowState, vpcId: string): Next[] {
  const { network } = walk;
  const entered: FlowState = { ...state, identity: null, arrivedBy: "outside", crossings: [] };
  const session = state.sessions.find((candidate) => candidate.kind === "egressOnlyInternetGateway");
  if (state.phase === "return" && session) {
    const at = elementOf(network, "egressOnlyInternetGateway", session.id);
    return [
      {
        state: hop(entered, at, "forward", "reply of a flow it has seen"),
        place: { kind: "local", vpcId, fromSubnetId: null },
      },
    ];
  }
  if (!network.index.get("vpc", vpcId))
    return [undecided(entered, elementOf(network, "vpc", vpcId), `VPC \`${vpcId}\` is not in the input`)];
  const gateway = attachedGateway(network, vpcId);
  if (!gateway) {
    const egressOnly = network.index.configuration.resources.egressOnlyInternetGateway.find((candidate) =>
      isAttached(network, "egressOnlyInternetGateway", candidate.id, vpcId),
    );
    // That there is no other gateway must be known, not only not seen (UNK-1).
    if (!egressOnly || !gatewaysAreKnown(network, vpcId)) return [noGateway(network, entered, vpcId)];
    const at = elementOf(network, egressOnly.kind, egressOnly.id);
    return [fail(entered, "EIGW_UNSOLICITED", at, "no flow from inside has opened the way")];
  }
  const subnet = subnetHolding(network, vpcId, entered);
  const blocked = ingressBlock(network, entered, gateway, vpcId, subnet);
  if (blocked) return [blocked];
  return byEdgeTable(
    walk,
    hop(entered, elementOf(network, "internetGateway", gateway), "forward"),
    gateway,
    vpcId,
  );
}

function subnetHolding(network: Network, vpcId: string, state: FlowState): string | null {
  const { family } = state.header;
  const value = destinationOf(state)[0]?.[0];
  if (value === undefined) return null;
  const found = network.index
    .subnetsOf(vpcId)
    .find((subnet) =>
      prefixesOf(network, subnet.prefixes, family).some((prefix) =>
        prefixCovers(prefix, { family, base: value, length: family === 4 ? 32 : 128 }),
      ),
    );
  return found?.id ?? null;
}

function ingressBlock(
  network: Network,
  state: FlowState,
  gatewayId: string,
  vpcId: string,
  subnetId: string | null,
) {
  const throughNat = state.sessions.some((session) => session.kind === "natGateway");
  return blockedPublicAccess(
    network,
    state,
    { kind: "internetGateway", id: gatewayId },
    { vpcId, subnetId },
    {
      opened: state.phase === "return" ? "inside" : "outside",
      through: throughNat ? "natOrEgressOnly" : "direct",
    },
  );
}

function attachedGateway(network: Network, vpcId: string): string | undefined {
  return network.index.configuration.resources.internetGateway.find((gateway) =>
    isAttached(network, "internetGateway", gateway.id, vpcId),
  )?.id;
}

/** No internet gateway: a fact where gateways were read, else unknown. Names the gateway a VPC had, else the VPC. */
function noGateway(network: Network, state: FlowState, vpcId: string): Ended {
  const gateway = network.index.configuration.resources.internetGateway.find((candidate) =>
    candidate.attachments.some((attachment) => attachment.vpcId === vpcId),
  );
  const at = gateway ? elementOf(network, gateway.kind, gateway.id) : elementOf(network, "vpc", vpcId);
  if (gateway || gatewaysAreKnown(network, vpcId)) {
    return fail(state, "IGW_DETACHED", at, "no internet gateway is attached to the VPC");
  }
  return undecided(state, at, `the internet gateways of ${vpcId} are not in the input`);
}

function gatewaysAreKnown(network: Network, vpcId: string): boolean {
  const vpc = network.index.get("vpc", vpcId);
  return isCompletelyKnown(network, "internetGateway", vpc?.accountId ?? "", vpc?.region ?? "");
}
