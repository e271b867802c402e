import { partWith } from "../../engine/configuration";
import { decideRules } from "../../engine/inspection";
import { PROTOCOL, parseProtocol } from "../../engine/net";
import { type BadReference, failureText, resolveReference, withdrawableOf } from "../../engine/scenario";
import {
  type Branch,
  buildNetwork,
  regionsOf,
  type Failure as SupposedFailure,
  traceFlow,
  traceWithBlockers,
} from "../../engine/semantics";
import { Failure } from "../ports/failure";
import type { RulesAnswer, TraceAnswer, TraceAsk } from "../ports/question-pool";
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
  const failures = checkFailures(held, ask.failures);
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

/** Failures as they are, each of something that is in the snapshot. Fails BAD_INPUT for others. */
export function checkFailures(
  held: HeldSnapshot,
  failures: readonly (Omit<SupposedFailure, "route"> & { readonly route?: string | undefined })[],
): readonly SupposedFailure[] {
  return failures.map(({ kind, id, mode, route }) => {
    if (!isThere(held, kind, id)) {
      throw new Failure("BAD_INPUT", `the snapshot has no ${kind} \`${id}\`: take what fails from its map`);
    }
    const failure = { kind, id, mode, ...(route === undefined ? {} : { route }) };
    if (mode === "withdrawn" && !hasRoute(held, id, route)) {
      throw new Failure(
        "BAD_INPUT",
        `${failureText(held.index, failure)} is not possible: there is no such route`,
      );
    }
    if (mode === "detached" && !held.index.get("transitGatewayAttachment", id)?.association) {
      throw new Failure("BAD_INPUT", `${failureText(held.index, failure)} is not possible: it has none`);
    }
    return failure;
  });
}

function hasRoute(held: HeldSnapshot, tableId: string, route: string | undefined): boolean {
  const table = held.index.get("routeTable", tableId) ?? held.index.get("transitGatewayRouteTable", tableId);
  return table !== undefined && route !== undefined && withdrawableOf(table).includes(route);
}

/** A resource, a part of one that fails by itself, or a region with a subnet. */
function isThere({ index, configuration }: HeldSnapshot, kind: string, id: string): boolean {
  if (kind === "region") return regionsOf(configuration).includes(id);
  return index.find(id)?.kind === kind || partWith(index, id)?.element.kind === kind;
}
