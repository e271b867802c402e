import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readAwsInput } from "../adapters/aws";
import {
  type Configuration,
  type ConfigurationIndex,
  emptyConfiguration,
  indexConfiguration,
} from "../engine/configuration";
import { ALL_PORTS, onePort, PROTOCOL, parsePrefix, parseProtocol } from "../engine/net";
import { buildNetwork, type End, type Question, type Trace, traceFlow } from "../engine/semantics";
import { testData } from "./test-data";

/** One assertion of Batfish's own end-to-end tests about one of its AWS snapshots. */
const assertionSchema = z.object({
  snapshot: z.string(),
  case: z.string(),
  from: z.string(),
  fromIp: z.string().nullable(),
  to: z.string().nullable(),
  toIp: z.string().nullable(),
  protocol: z.string(),
  dstPort: z.union([z.number(), z.literal("any")]).nullable(),
  expected: z.string(),
  blockedBy: z.string().optional(),
  returnExpected: z.string().optional(),
  kind: z.string().optional(),
});
type Assertion = z.infer<typeof assertionSchema>;

/** Dispositions that mean the packet gets where it is going; every other one means it does not. */
const ARRIVES = ["ACCEPTED", "DELIVERED_TO_SUBNET", "EXITS_NETWORK"];

type Judgement = { readonly kind: "right" | "wrong" | "unknown"; readonly why: string };

const data = testData("batfish-aws");
const folder = data ?? "";

// Without the data this is left out, and `testData` says so; in CI it fails.
describe.runIf(data !== undefined)("what Batfish asserts", () => {
  it("is 81 paths, each answered rightly, the deciding element included, and none undecided", () => {
    const assertions = ["expected.dev.json", "derived.dev.json"].flatMap((file) =>
      z.array(assertionSchema).parse(JSON.parse(readFileSync(join(folder, file), "utf8"))),
    );
    expect(assertions).toHaveLength(81);
    const snapshots = new Map(
      [...new Set(assertions.map(({ snapshot }) => snapshot))].map((snapshot) => [
        snapshot,
        readSnapshot(join(folder, "snapshots", snapshot)),
      ]),
    );
    const judged = assertions.map((assertion) => ({
      ...judge(snapshots.get(assertion.snapshot) ?? emptyConfiguration(), assertion),
      assertion,
    }));
    const listOf = (kind: Judgement["kind"]) =>
      judged
        .filter((one) => one.kind === kind)
        .map(({ assertion, why }) => `${assertion.snapshot}: ${assertion.case}: ${why}`);
    expect(listOf("wrong")).toEqual([]);
    expect(listOf("unknown")).toEqual([]);
    expect(listOf("right")).toHaveLength(81);
  });
});

function readSnapshot(path: string): Configuration {
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(path, file), bytes: readFileSync(file) }));
  return readAwsInput(files).configuration;
}

function judge(configuration: Configuration, assertion: Assertion): Judgement {
  const network = buildNetwork(configuration, { view: "configured" });
  const index = indexConfiguration(configuration);
  const traces = questionsOf(index, assertion).map((question) => traceFlow(network, question));
  const arrived = traces.some((trace) => trace.verdict === "REACHABLE" || trace.verdict === "PARTIAL");
  const unknown = traces.find((trace) => trace.verdict === "UNKNOWN");
  if (!arrived && unknown) return { kind: "unknown", why: unknown.missing.join("; ") };
  const [trace] = traces;
  const said = `expected ${assertion.expected}, answered ${trace?.verdict} ${trace?.reason ?? ""} at ${trace?.at?.id}`;
  if (arrived !== ARRIVES.includes(assertion.expected)) return { kind: "wrong", why: said };
  if (assertion.blockedBy !== undefined && !(trace && isRefusedBy(index, trace, assertion.blockedBy)))
    return { kind: "wrong", why: `${said}, blocked by ${assertion.blockedBy}` };
  return { kind: "right", why: said };
}

/** Whether the deciding element is the group, or an interface that carries it and whose groups refuse. */
function isRefusedBy(index: ConfigurationIndex, trace: Trace, groupId: string): boolean {
  if (trace.at === null) return false;
  if (trace.at.id === groupId) return true;
  const groups = index.get("networkInterface", trace.at.id)?.securityGroupIds ?? [];
  return trace.reason === "SG_INGRESS" && groups.includes(groupId);
}

/** One question, or several of which one must get through where the assertion is that some flow exists. */
function questionsOf(index: ConfigurationIndex, assertion: Assertion): readonly Question[] {
  const ends = {
    from: sourceOf(index, assertion),
    to: destinationOf(index, assertion),
    family: 4,
    mode: assertion.returnExpected === undefined ? "oneway" : "connection",
  } as const;
  if (assertion.kind === "exists")
    return [PROTOCOL.tcp, PROTOCOL.udp, PROTOCOL.icmp].map((protocol) => ({ ...ends, protocol }));
  const ports = typeof assertion.dstPort === "number" ? onePort(assertion.dstPort) : ALL_PORTS;
  return [{ ...ends, protocol: protocolOf(assertion.protocol), ports }];
}

function protocolOf(text: string): number {
  if (text === "unspecified") return PROTOCOL.unset;
  const protocol = parseProtocol(text.replace(/^ip-/, ""));
  if (protocol === undefined) throw new Error(`unknown protocol ${text}`);
  return protocol;
}

function sourceOf(index: ConfigurationIndex, { from, fromIp }: Assertion): End {
  const at = fromIp === null ? {} : { address: fromIp };
  if (from === "internet") return fromIp === null ? { kind: "internet" } : publicEnd(fromIp);
  if (from === "onprem-router")
    return { kind: "gateway", id: index.configuration.resources.customerGateway[0]?.id ?? from };
  switch (index.find(from)?.kind) {
    case "instance":
      return { kind: "instance", id: from, ...at };
    case "subnet":
      return { kind: "subnet", id: from, ...at };
    case "vpc":
      return { kind: "vpcRouter", id: from, ...at };
    default:
      return { kind: "gateway", id: from, ...at };
  }
}

function destinationOf(index: ConfigurationIndex, { to, toIp }: Assertion): End {
  if (toIp === null) return { kind: "instance", id: to ?? "" };
  if (to === "internet" || to === "aws-services") return publicEnd(toIp);
  const owner = index.interfacesOfInstance(to ?? "")[0];
  const isPrivate = owner?.privateAddresses.some(({ address }) => address === toIp);
  return { kind: "address", address: toIp, ...(owner && isPrivate ? { vpcId: owner.vpcId } : {}) };
}

function publicEnd(address: string): End {
  const prefix = parsePrefix(`${address}/32`);
  return { kind: "internet", prefixes: prefix ? [prefix] : [] };
}
