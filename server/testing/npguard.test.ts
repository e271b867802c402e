import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type LocalNetwork, openLocal, reachLocal } from "../application/local-analysis";
import { type PortSet, PROTOCOL, ports, protocolName } from "../engine/net";
import { buildNetwork, type End, type Question, type Trace, traceFlow } from "../engine/semantics";
import { wireLocal } from "../wiring-local";
import { testData } from "./test-data";

/**
 * np-guard's answers on three accounts: beside the relation of endpoints (`cli/public-data.test.ts`), what of it
 * still holds when replies count, the relation of subnets, and the explanations. The inputs carry no route tables.
 */
interface Row {
  readonly snapshot: string;
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly srcPorts?: string | null;
  readonly dstPorts?: string | null;
  readonly responseBlocked?: boolean;
}
interface Explained {
  readonly snapshot: string;
  readonly from: string;
  readonly to: string;
  readonly expected: "reachable" | "unreachable";
  readonly blockedBy: string | null;
}
interface Expected {
  readonly endpoints: readonly Row[];
  readonly subnets: readonly Row[];
  readonly explain: readonly Explained[];
}

const path = testData("npguard-aws/expected.dev.json");
const { endpoints, subnets, explain }: Expected = path
  ? (JSON.parse(readFileSync(path, "utf8")) as Expected)
  : { endpoints: [], subnets: [], explain: [] };
const snapshots = [...new Set(subnets.map(({ snapshot }) => snapshot))];
const SOME_PUBLIC = "8.8.8.8";
const ONE_PUBLIC = "147.235.208.136";

const opened = new Map<string, Promise<LocalNetwork>>();
function open(snapshot: string): Promise<LocalNetwork> {
  const config = testData(`npguard-aws/input/${snapshot}`) ?? "";
  const known = opened.get(snapshot) ?? openLocal(wireLocal(), { config, assumeDefaultRoutes: true });
  opened.set(snapshot, known);
  return known;
}

const addressOf = (text: string) => /\[(.*)\]/.exec(text)?.[1];
/** `1-9079,9081-65535` as a set; all ports where nothing is said. */
const portSet = (text: string | null | undefined): PortSet =>
  ports.of(
    (text ?? "0-65535").split(",").map((each): [number, number] => {
      const [lo = 0, hi = lo] = each.split("-").map(Number);
      return [lo, hi];
    }),
  );

describe.runIf(path !== undefined)("replies count (responseBlocked)", () => {
  const tcp = endpoints.filter(
    ({ protocol, to, from }) => protocol === "tcp" && addressOf(to) && addressOf(from),
  );
  it("has rows of both outcomes", () => {
    expect(tcp.filter(({ responseBlocked }) => responseBlocked).length).toBeGreaterThan(0);
    expect(tcp.filter(({ responseBlocked }) => !responseBlocked).length).toBeGreaterThan(0);
  });

  it.each(tcp)("$from > $to, client ports $srcPorts", async (row) => {
    const network = buildNetwork((await open(row.snapshot)).configuration);
    const question: Question = {
      from: { kind: "address", address: addressOf(row.from) ?? "" },
      to: { kind: "address", address: addressOf(row.to) ?? "" },
      family: 4,
      protocol: PROTOCOL.tcp,
      ports: portSet(row.dstPorts),
      clientPorts: portSet(row.srcPorts),
      mode: "oneway",
    };
    expect(traceFlow(network, question).verdict).toBe("REACHABLE");
    const both = traceFlow(network, { ...question, mode: "connection" });
    if (row.responseBlocked) {
      expect([both.verdict, both.phase]).toEqual(["NOT_REACHABLE", "return"]);
      expect(both.reason).toMatch(/^NACL_/);
      expect(both.at?.rule).toBeTruthy();
    } else expect(both.verdict).toBe("REACHABLE");
  });

  it("a pair whose replies are stopped is not in the relation of connections", async () => {
    const stopped = tcp.filter(({ responseBlocked }) => responseBlocked);
    for (const { snapshot, from, to } of stopped) {
      const rows = reachLocal(await open(snapshot), { isOneWay: false });
      const pair = rows.filter(
        (row) => row.from.address === addressOf(from) && row.to.address === addressOf(to),
      );
      expect(pair.filter(({ protocol }) => protocol === "tcp")).toEqual([]);
    }
  });
});

/** What a subnet as a whole may send: the access lists alone decide, for its interface is hypothetical. */
function subnetRows({ configuration }: LocalNetwork): readonly string[] {
  const network = buildNetwork(configuration);
  const ask = (from: string, to: End, protocol: number): Trace =>
    traceFlow(network, { from: { kind: "subnet", id: from }, to, family: 4, protocol, mode: "oneway" });
  const { subnet } = configuration.resources;
  const between = subnet.flatMap((from) =>
    subnet
      .filter((to) => to.id !== from.id && to.vpcId === from.vpcId)
      .flatMap((to) =>
        [PROTOCOL.tcp, PROTOCOL.udp, PROTOCOL.icmp].flatMap((protocol) => {
          const { branches } = ask(from.id, { kind: "subnet", id: to.id }, protocol);
          const passed = branches.filter(({ end }) => end.kind === "success");
          if (passed.length === 0) return [];
          const open = ports.of(
            passed.flatMap(({ destinationPorts }) =>
              destinationPorts.map(([lo, hi]): [number, number] => [lo, hi]),
            ),
          );
          const [lo, hi] = open[0] ?? [0, 65535];
          const some = protocol !== PROTOCOL.icmp && (lo > 0 || hi < 65535) ? ` ${lo}` : "";
          return [`${from.name ?? from.id} > ${to.name ?? to.id} ${protocolName(protocol)}${some}`];
        }),
      ),
  );
  // A packet that gets as far as the internet gateway was let out by the subnet's route and list.
  const leaves = (id: string, address: string) =>
    ask(id, { kind: "address", address }, PROTOCOL.tcp).reason === "NO_PUBLIC_IP";
  const outside = subnet.flatMap(({ id, name }) => {
    if (leaves(id, SOME_PUBLIC)) return [`${name ?? id} > internet`];
    return leaves(id, ONE_PUBLIC) ? [`${name ?? id} > internet ${ONE_PUBLIC}/32`] : [];
  });
  return [...between, ...outside];
}

function expectedRows(snapshot: string): readonly string[] {
  const rows = subnets.filter((row) => row.snapshot === snapshot);
  return rows.flatMap(({ from, to, protocol, dstPorts }) => {
    if (to.startsWith("Public Internet"))
      return [`${from} > internet${/ \d/.test(to) ? ` ${to.split(" ").at(-1)}` : ""}`];
    const protocols = protocol === "all" ? ["tcp", "udp", "icmp"] : [protocol];
    return protocols.map((each) => `${from} > ${to} ${each}${dstPorts ? ` ${dstPorts}` : ""}`);
  });
}

it.runIf(path !== undefined).each(snapshots)(
  "%s: the relation of subnets, and every pair that is not listed is refused",
  async (snapshot) => {
    const found = new Set(subnetRows(await open(snapshot)));
    expect([...found].sort()).toEqual([...new Set(expectedRows(snapshot))].sort());
  },
);

/** np-guard's words for what blocks, as our reasons. */
const BLOCKED_BY: Readonly<Record<string, readonly string[]>> = {
  "security group AND private subnet": ["SG_EGRESS", "NO_ROUTE"],
};

it.runIf(path !== undefined).each(explain)(
  "$from > $to is explained: $expected",
  async ({ snapshot, from, to, expected, blockedBy }) => {
    const { configuration } = await open(snapshot);
    const ask = (flow: Partial<Question>) =>
      traceFlow(buildNetwork(configuration), {
        from: { kind: "address", address: from },
        to: { kind: "address", address: to },
        family: 4,
        protocol: PROTOCOL.tcp,
        mode: "connection",
        ...flow,
      });
    const trace = ask({});
    expect(trace.verdict).toBe(expected === "reachable" ? "REACHABLE" : "NOT_REACHABLE");
    if (blockedBy === null) return;
    const reasons = BLOCKED_BY[blockedBy] ?? [];
    expect(reasons.length).toBeGreaterThan(0);
    // The first thing in the way is the group; the subnet alone, which has none, stops at its route table.
    const subnet = configuration.resources.networkInterface.find(({ privateAddresses }) =>
      privateAddresses.some(({ address }) => address === from),
    )?.subnetId;
    const alone = ask({ from: { kind: "subnet", id: subnet ?? "" } });
    expect([trace.reason, alone.reason]).toEqual(reasons);
  },
);
