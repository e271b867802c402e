import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyFailure, networkArbitrary } from "../../testing/network-arbitrary";
import { buildConfiguration } from "../../testing/network-builder";
import { tieredNetworkArbitrary } from "../../testing/tiered-network-arbitrary";
import { type Configuration, indexConfiguration } from "../configuration";
import { type Family, formatAddress, oneAddress, PROTOCOL, parseAddress } from "../net";
import { buildNetwork, type End, type Failure, type Network, traceFlow, withFailures } from "../semantics";
import {
  type AskedFlow,
  escapesTaken,
  flowQuestion,
  foundPacket,
  internetSpace,
  type OpenSolver,
  openZ3,
} from "../solver";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261126;
const FLOWS = 6;

let z3: OpenSolver;
beforeAll(async () => {
  z3 = await openZ3();
});
afterAll(() => z3.close());

interface Pick {
  readonly from: string;
  readonly to: string;
  readonly family: Family;
  readonly port: number;
}

/** One flow between two interfaces, or to or from the internet, with what the interpreter is asked for it. */
function asked(network: Network, { from, to, family, port }: Pick, failures: readonly Failure[]) {
  const { index } = network;
  const addressOf = (id: string, isOutside: boolean) => {
    const nic = index.get("networkInterface", id);
    const first = nic?.privateAddresses[0];
    const text = family === 6 ? nic?.ipv6Addresses[0] : isOutside ? first?.publicAddress : first?.address;
    const address = text === undefined ? undefined : parseAddress(text);
    return address && oneAddress(address);
  };
  const sources = from === "internet" ? internetSpace(index, family) : addressOf(from, false);
  const destinations = to === "internet" ? internetSpace(index, family) : addressOf(to, from === "internet");
  if (!sources || !destinations) return undefined;
  const flow: AskedFlow = {
    fromInterfaceId: from === "internet" ? null : from,
    family,
    protocol: PROTOCOL.tcp,
    sources,
    destinations,
    sourcePorts: [[1024, 65535]],
    destinationPorts: [[port, port]],
    isConnection: true,
    failures,
  };
  const [value] = destinations;
  const end: End =
    to === "internet"
      ? { kind: "internet" }
      : from === "internet"
        ? { kind: "address", address: formatAddress({ family, value: value?.[0] ?? 0n }) }
        : { kind: "networkInterface", id: to };
  const question = {
    from:
      from === "internet"
        ? ({ kind: "internet" } as const)
        : ({ kind: "networkInterface", id: from } as const),
    to: end,
    family,
    protocol: PROTOCOL.tcp,
    mode: "connection",
  } as const;
  return { flow, question };
}

/**
 * How the solver's account of the rules and the interpreter's differ on one flow; undefined where they do not. `encoded` is
 * the configuration that the solver is shown: the same, unless a mistake is planted.
 */
function difference(
  configuration: Configuration,
  encoded: Configuration,
  pick: Pick,
  failures: readonly Failure[],
) {
  const network = buildNetwork(configuration);
  const failed = failures.length > 0 ? withFailures(network, failures) : network;
  const both = asked(network, pick, failures);
  if (!both) return undefined;
  const { flow, question } = both;
  const written = flowQuestion(indexConfiguration(encoded), flow, { title: "", onlyEncoded: false });
  const answer = z3.solve(written.question, 10_000);
  if (answer.answer === "unsat") {
    const { verdict } = traceFlow(failed, {
      ...question,
      ports: flow.destinationPorts,
      clientPorts: flow.sourcePorts,
    });
    return verdict === "REACHABLE" || verdict === "PARTIAL" ? `no packet, but ${verdict}` : undefined;
  }
  if (escapesTaken(written, answer).length > 0) return undefined;
  const { sourcePort, destinationPort, source, destination } = foundPacket(written, answer);
  const bits = pick.family === 4 ? 32 : 128;
  const only = (value: bigint) => [{ family: pick.family, base: value, length: bits }];
  const { verdict } = traceFlow(failed, {
    ...question,
    from: pick.from === "internet" ? { kind: "internet", prefixes: only(source) } : question.from,
    to: pick.to === "internet" ? { kind: "internet", prefixes: only(destination) } : question.to,
    ports: [[destinationPort, destinationPort]],
    clientPorts: [[sourcePort, sourcePort]],
  });
  return verdict === "NOT_REACHABLE" ? "a packet that does not get through" : undefined;
}

function picks(interfaces: readonly string[]): fc.Arbitrary<readonly Pick[]> {
  const end = fc.constantFrom(...interfaces, "internet");
  const pick = fc
    .record({
      from: end,
      to: end,
      family: fc.constantFrom<Family>(4, 4, 6),
      port: fc.constantFrom(443, 8080, 22),
    })
    .filter(({ from, to }) => from !== to);
  return fc.array(pick, { minLength: FLOWS, maxLength: FLOWS });
}

const CASES = [
  {
    name: "in which most things happen",
    networks: networkArbitrary(),
    interfaces: ["eni-x", "eni-y", "eni-p", "eni-q"],
    failures: fc.array(anyFailure, { maxLength: 2 }),
  },
  {
    name: "that work",
    networks: tieredNetworkArbitrary(),
    interfaces: ["eni-h0", "eni-h1", "eni-h2", "eni-h3"],
    failures: fc.subarray<Failure>(
      [
        { kind: "zone", id: "z1", mode: "down" },
        { kind: "natGateway", id: "nat-z2", mode: "down" },
        { kind: "internetGateway", id: "igw", mode: "down" },
        { kind: "securityGroup", id: "open", mode: "blocked" },
        { kind: "routeTable", id: "rt-z1", mode: "withdrawn", route: "0.0.0.0/0" },
      ],
      { maxLength: 2 },
    ),
  },
];

describe.each(CASES)("networks $name", ({ networks, interfaces, failures }) => {
  it("a packet that the solver finds gets through, and where it finds none there is none", () => {
    let sat = 0;
    const law = fc.property(networks, picks(interfaces), failures, (spec, flows, failed) => {
      const configuration = buildConfiguration(spec);
      for (const pick of flows) {
        expect([pick, difference(configuration, configuration, pick, failed)]).toEqual([pick, undefined]);
        sat++;
      }
    });
    fc.assert(law, { numRuns: isLong ? 300 : 30, seed });
    console.info(`seed ${seed}: ${sat} flows`);
  });
});

/** Mistakes an encoding could make, as changes of what it is shown. */
const MISTAKES: readonly {
  readonly name: string;
  readonly make: (configuration: Configuration) => Configuration;
}[] = [
  {
    name: "skips security group rules",
    make: (before) =>
      changed(before, "securityGroup", (group) => ({ ...group, ingress: group.ingress.slice(1) })),
  },
  {
    name: "is one port off in a security group",
    make: (before) =>
      changed(before, "securityGroup", (group) => ({
        ...group,
        ingress: group.ingress.map((rule) =>
          rule.fromPort === undefined
            ? rule
            : { ...rule, fromPort: rule.fromPort + 1, toPort: (rule.toPort ?? 0) + 1 },
        ),
      })),
  },
  {
    name: "skips entries of network ACLs that deny",
    make: (before) =>
      changed(before, "networkAcl", (acl) => ({
        ...acl,
        entries: acl.entries.filter(({ action }) => action !== "deny"),
      })),
  },
  {
    name: "tries entries of network ACLs in the wrong order",
    make: (before) =>
      changed(before, "networkAcl", (acl) => ({
        ...acl,
        entries: acl.entries.map((entry) => ({ ...entry, ruleNumber: 40_000 - entry.ruleNumber })),
      })),
  },
  {
    name: "takes the shortest prefix for the longest",
    make: (before) =>
      changed(before, "routeTable", (table) => ({
        ...table,
        routes: table.routes.some(
          ({ destination }) => "prefix" in destination && destination.prefix === "0.0.0.0/0",
        )
          ? table.routes.filter(
              ({ destination }) => !("prefix" in destination) || /\/0$/.test(destination.prefix),
            )
          : table.routes,
      })),
  },
  {
    name: "swaps TCP and UDP",
    make: (before) =>
      changed(before, "securityGroup", (group) => ({
        ...group,
        ingress: group.ingress.map((rule) => ({
          ...rule,
          protocol: rule.protocol === 6 ? 17 : rule.protocol === 17 ? 6 : rule.protocol,
        })),
      })),
  },
];

type Kind = "securityGroup" | "networkAcl" | "routeTable";

function changed<K extends Kind>(
  { resources, ...rest }: Configuration,
  kind: K,
  change: (resource: Configuration["resources"][K][number]) => Configuration["resources"][K][number],
): Configuration {
  // One kind's list, each of it changed into the same kind.
  const list = (resources[kind] as Configuration["resources"][K][number][]).map(change);
  return { ...rest, resources: { ...resources, [kind]: list } };
}

describe("the comparison has teeth", () => {
  it.each(MISTAKES)("catches an encoding that $name", ({ make }) => {
    const caught = fc.check(
      fc.property(networkArbitrary(), picks(["eni-x", "eni-y", "eni-p", "eni-q"]), (spec, flows) => {
        const configuration = buildConfiguration(spec);
        return flows.every((pick) => difference(configuration, make(configuration), pick, []) === undefined);
      }),
      { numRuns: 400, seed: 7, endOnFailure: true },
    );
    expect(caught.failed).toBe(true);
  });
});
