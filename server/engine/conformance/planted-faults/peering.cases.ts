import type { PlantedFault } from "./planted-fault";

/** Peering (section 9). */
export const peeringFaults: readonly PlantedFault[] = [
  {
    name: "a peering leads on to third networks",
    clauses: ["PCX-2"],
    file: "semantics/peering.ts",
    find: "const destination = splitAddresses(state, state.header.destination, farSet);",
    put: "const destination = { inside: state, outside: undefined };",
    caughtBy: "case 75 not through the peer to its own peer",
  },
  {
    name: "a peering takes senders from elsewhere",
    clauses: ["PCX-2"],
    file: "semantics/peering.ts",
    find: "const source = splitAddresses(destination.inside, state.header.source, nearSet);",
    put: "const source = { inside: destination.inside, outside: undefined };",
    caughtBy: "PCX-2: what came from a third network does not go on over a peering",
  },
  {
    name: "a peering needs no route back",
    clauses: ["PCX-1"],
    file: "semantics/trace.ts",
    find: 'return reply ? [{ state: reply, place: { kind: "emit", from: at } }] : [success(state)];',
    put: 'return reply && state.crossings[0]?.kind !== "vpcPeeringConnection" ? [{ state: reply, place: { kind: "emit", from: at } }] : [success(state)];',
    caughtBy: "case 74 the peer has no route back",
  },
  {
    name: "a reply may arrive at another interface than the one that asked",
    clauses: ["PCX-4"],
    file: "semantics/trace.ts",
    find: "return isSame(client, at)\n      ?",
    put: "return client?.kind === at.kind\n      ?",
    caughtBy: "PCX-4: the reply reaches another VM with the address of the sender",
  },
  {
    name: "a peering's IPv4 prefixes stand for IPv6 too",
    clauses: ["PCX-6"],
    file: "semantics/peering.ts",
    find: 'return prefixesOf(network, network.index.get("vpc", side.vpcId)?.prefixes ?? side.prefixes, family);',
    put: 'const all = prefixesOf(network, network.index.get("vpc", side.vpcId)?.prefixes ?? side.prefixes, family);\n  return all.length > 0 ? all : [{ family, base: 0n, length: 0 }];',
    caughtBy: "PCX-6, PCX-2: a far VPC without IPv6 has no IPv6 destination",
  },
];
