import { onePort, parseProtocol } from "../../engine/net";
import { failureText, resolveReference } from "../../engine/scenario";
import type { Trace } from "../../engine/semantics";
import { buildNetwork, type End, type Failure as SupposedFailure, traceFlow } from "../../engine/semantics";
import { Failure } from "../ports/failure";
import type { TraceAsk } from "../ports/question-pool";
import type { HeldSnapshot } from "./held-snapshot";

const CANDIDATE_LIMIT = 8;

/** Answers "can A reach B". Fails BAD_INPUT with what to write instead. */
export function answerTrace(held: HeldSnapshot, ask: TraceAsk): Trace {
  const protocol = parseProtocol(ask.protocol);
  if (protocol === undefined) {
    throw new Failure(
      "BAD_INPUT",
      `\`${ask.protocol}\` is no protocol: write tcp, udp, icmp or a number to 255`,
    );
  }
  const failures = checkFailures(held, ask.failures);
  const network = failures.length === 0 ? held.network() : buildNetwork(held.configuration, { failures });
  return traceFlow(network, {
    from: endOf(held, ask.from, "source"),
    to: endOf(held, ask.to, "destination"),
    family: ask.family,
    protocol,
    ...(ask.port === undefined ? {} : { ports: onePort(ask.port) }),
    mode: ask.oneWay ? "oneway" : "connection",
  });
}

/** Failures as they are, each of something that is in the snapshot. Fails BAD_INPUT for others. */
export function checkFailures(
  held: HeldSnapshot,
  failures: readonly (Omit<SupposedFailure, "route"> & { readonly route?: string | undefined })[],
): readonly SupposedFailure[] {
  return failures.map(({ kind, id, mode, route }) => {
    const resource = held.index.find(id);
    if (resource?.kind !== kind) {
      throw new Failure("BAD_INPUT", `the snapshot has no ${kind} \`${id}\`: take what fails from its map`);
    }
    const failure = { kind, id, mode, ...(route === undefined ? {} : { route }) };
    if (mode === "withdrawn" && !hasRoute(held, id, route)) {
      throw new Failure(
        "BAD_INPUT",
        `${failureText(held.index, failure)} is not possible: there is no such route`,
      );
    }
    return failure;
  });
}

function hasRoute(held: HeldSnapshot, tableId: string, route: string | undefined): boolean {
  const table = held.index.get("routeTable", tableId) ?? held.index.get("transitGatewayRouteTable", tableId);
  return (table?.routes ?? []).some(({ destination }) =>
    "prefix" in destination ? destination.prefix === route : destination.prefixListId === route,
  );
}

function endOf(held: HeldSnapshot, text: string, role: "source" | "destination"): End {
  const resolved = resolveReference(held.index, text, role);
  if (resolved.kind === "end") return resolved.end;
  const names = resolved.candidates
    .slice(0, CANDIDATE_LIMIT)
    .map(({ id, name }) => (name === undefined ? `\`${id}\`` : `\`${id}\` (${name})`));
  const rest = resolved.candidates.length > CANDIDATE_LIMIT ? " and others" : "";
  throw new Failure(
    "BAD_INPUT",
    names.length === 0 ? resolved.message : `${resolved.message}: ${names.join(", ")}${rest}`,
  );
}
