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
];
