import { type Prefix, prefixesSet } from "../net";
import { type FlowState, fail, hop, splitAddresses, undecided } from "./flow-state";
import { elementOf, type Network, prefixesOf } from "./network";
import type { Next, Walk } from "./walk";

/**
 * Crosses a peering connection: destination in the far VPC, source in the near one, no table on arrival.
 * Clauses: PCX-1 to PCX-6, R-1.
 */
export function throughPeering(walk: Walk, state: FlowState, id: string, nearVpcId: string): Next[] {
  const { network } = walk;
  const at = elementOf(network, "vpcPeeringConnection", id);
  const peering = network.index.get("vpcPeeringConnection", id);
  if (!peering) return [undecided(state, at, `peering \`${id}\` is not in the input`)];
  const near = peering.requester.vpcId === nearVpcId ? peering.requester : peering.accepter;
  const far = near === peering.requester ? peering.accepter : peering.requester;
  if (near.vpcId !== nearVpcId) return [fail(state, "PCX_STATE", at, `${id} does not connect ${nearVpcId}`)];
  const results: Next[] = [];
  const farSet = prefixesSet(sidePrefixes(network, far, state.header.family));
  const destination = splitAddresses(state, state.header.destination, farSet);
  if (destination.outside) {
    results.push(
      fail(destination.outside, "PCX_DST", at, `the destination is not in the far VPC ${far.vpcId}`),
    );
  }
  if (!destination.inside) return results;
  const nearSet = prefixesSet(sidePrefixes(network, near, state.header.family));
  const source = splitAddresses(destination.inside, state.header.source, nearSet);
  if (source.outside)
    results.push(fail(source.outside, "PCX_TRANSIT", at, `the source is not in the near VPC ${nearVpcId}`));
  if (!source.inside) return results;
  const crossed: FlowState = {
    ...source.inside,
    arrivedBy: "outside",
    crossings: [...state.crossings, { kind: "vpcPeeringConnection", id }],
  };
  if (!network.index.get("vpc", far.vpcId)) {
    results.push(
      undecided(crossed, elementOf(network, "vpc", far.vpcId), `VPC \`${far.vpcId}\` is not in the input`),
    );
  } else {
    results.push({
      state: hop(crossed, at, "forward"),
      place: { kind: "local", vpcId: far.vpcId, fromSubnetId: null },
    });
  }
  return results;
}

/** The VPC's own prefixes where the VPC is in the input, else those the peering names. */
function sidePrefixes(
  network: Network,
  side: { readonly vpcId: string; readonly prefixes: readonly string[] },
  family: 4 | 6,
): Prefix[] {
  return prefixesOf(network, network.index.get("vpc", side.vpcId)?.prefixes ?? side.prefixes, family);
}
