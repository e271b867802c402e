import { decideRules } from "../../engine/inspection";
import { PROTOCOL, parseProtocol } from "../../engine/net";
import { type BadReference, resolveReference } from "../../engine/scenario";
import { type Branch, buildNetwork, traceFlow, traceWithBlockers } from "../../engine/semantics";
import { Failure } from "../ports/failure";
import type { RulesAnswer, TraceAnswer, TraceAsk } from "../ports/trace-answers";
import { checkFailures } from "./check-failures";
import type { HeldSnapshot } from "./held-snapshot";
import { traceCommandLine } from "./trace-command";

/** Branches beyond these come without their hops: a reader looks at a few, and there can be thousands. */
const BRANCH_LIMIT = 100;

/** Answers "can A reach B". Fails BAD_INPUT for a protocol or a failure that is none. */
export function answerTrace(held: HeldSnapshot, ask: TraceAsk): TraceAnswer {
  const followed = followFlow(held, ask, traceWithBlockers);
  if (followed.kind === "reference") return followed;
  const { trace, from, to } = followed;
  return {
    kind: "trace",
    trace: { ...trace, branches: trace.branches.map(withoutHopsFrom(BRANCH_LIMIT)) },
    from: from.element ?? null,
    to: to.element ?? null,
    command: traceCommandLine(ask),
  };
}

/** The rules of a resource with what each does in a flow; null when nothing has the id. Fails as `answerTrace`. */
export function answerRules(
  held: HeldSnapshot,
  { id, flow }: { readonly id: string; readonly flow: TraceAsk },
): RulesAnswer | null {
  const resource = held.index.find(id);
  if (!resource) return null;
  const followed = followFlow(held, flow, traceFlow);
  if (followed.kind === "reference") return followed;
  const { trace, network } = followed;
  return { kind: "rules", verdict: trace.verdict, rules: decideRules(network, resource, trace) };
}

function followFlow(held: HeldSnapshot, ask: TraceAsk, follow: typeof traceFlow) {
  const protocol = parseProtocol(ask.protocol);
  if (protocol === undefined) {
    throw new Failure(
      "BAD_INPUT",
      `\`${ask.protocol}\` is no protocol: write tcp, udp, icmp or a number to 255`,
    );
  }
  const failures = checkFailures(held.index, ask.failures);
  const from = resolveReference(held.index, ask.from, "source");
  if (from.kind !== "end") return notOneEnd("from", from);
  const to = resolveReference(held.index, ask.to, "destination");
  if (to.kind !== "end") return notOneEnd("to", to);
  const { family, horizon, view } = ask;
  const isUsual = failures.length === 0 && horizon === "T1" && view === "observed";
  const network = isUsual ? held.network() : buildNetwork(held.configuration, { failures, horizon, view });
  const trace = follow(network, {
    from: from.end,
    to: to.end,
    family,
    protocol: protocol === PROTOCOL.icmp && family === 6 ? PROTOCOL.icmpv6 : protocol,
    ...(ask.ports === undefined ? {} : { ports: [ask.ports] }),
    ...(ask.clientPorts === undefined ? {} : { clientPorts: [ask.clientPorts] }),
    ...(ask.icmp === undefined ? {} : { icmp: ask.icmp }),
    mode: ask.oneWay ? "oneway" : "connection",
  });
  return { kind: "followed" as const, trace, network, from, to };
}

function notOneEnd(side: "from" | "to", { message, candidates }: BadReference) {
  return { kind: "reference" as const, side, message, candidates };
}

function withoutHopsFrom(first: number): (branch: Branch, position: number) => Branch {
  return (branch, position) => (position < first ? branch : { ...branch, forward: [], return: [] });
}
