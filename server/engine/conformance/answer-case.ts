import { isDeepStrictEqual } from "node:util";
import { buildConfiguration, withoutResource } from "../../testing/network-builder";
import { type Configuration, type ConfigurationIndex, indexConfiguration } from "../configuration";
import type { Intent, IntentEnd } from "../intent";
import { protocolName } from "../net";
import { type IntentOutcome, runWhatIf } from "../scenario";
import {
  buildNetwork,
  type End,
  type Horizon,
  redundancyOf,
  type Trace,
  traceEstablishedFlow,
  traceFlow,
  traceWithBlockers,
  type View,
} from "../semantics";
import { answerToBreach, expectedBreach } from "./answer-breach";
import { answerToLoad, expectedLoad } from "./answer-load";
import type { BlockerCase } from "./blockers-case";
import type { BreachCase } from "./breach-case";
import type { ConformanceCase, Expected } from "./conformance-case";
import type { LoadCase } from "./load-case";

/** What a row goes by, in reports and where something refers to it. */
export function nameOf(row: Pick<ConformanceCase, "case" | "title" | "clauses">): string {
  return row.case === undefined ? `${row.clauses.join(", ")}: ${row.title}` : `case ${row.case} ${row.title}`;
}

/** Rows of every table. */
export interface Rows {
  readonly flows: readonly ConformanceCase[];
  readonly refusals: readonly BlockerCase[];
  readonly attacks: readonly BreachCase[];
  readonly loads: readonly LoadCase[];
}

/** The names of the rows that the interpreter, as it is loaded here, answers otherwise than it should. */
export function failingCases({ flows, refusals, attacks, loads }: Rows): string[] {
  return [
    ...flows.filter((row) => !agrees(() => answerTo(row), row.expected)).map(nameOf),
    ...refusals
      .filter((row) => !agrees(() => openingsOf(row), expectedOpenings(row)))
      .map(({ title }) => title),
    ...attacks.filter((row) => !agrees(() => answerToBreach(row), expectedBreach(row))).map(nameOf),
    ...loads.filter((row) => !agrees(() => answerToLoad(row), expectedLoad(row))).map(nameOf),
  ];
}

function agrees(answer: () => object, expected: object): boolean {
  try {
    return isDeepStrictEqual(answer(), expected);
  } catch {
    return false;
  }
}

/** What the interpreter says would open a refused flow, in the terms of `expectedOpenings`. */
export function openingsOf({ network, options, question }: BlockerCase): object {
  const trace = traceWithBlockers(buildNetwork(buildConfiguration(network), options), question);
  const { verdict, reason, awsCode, blockersLimit } = trace;
  const sets = trace.blockers.map(({ changes }) => changes).filter((changes) => changes.length > 0);
  return { isRefused: verdict !== "REACHABLE", reason, awsCode, sets, blockersLimit };
}

/** What a row about blockers expects; every set must have been found. */
export function expectedOpenings({ reason, awsCode, sets }: BlockerCase): object {
  return { isRefused: true, reason, awsCode, sets, blockersLimit: undefined };
}

/** The interpreter's answer to a row, in the terms of its expectation: equal to that where the two agree. */
export function answerTo(row: ConformanceCase): object {
  const options = { horizon: row.horizon ?? "T1", view: row.view ?? "configured" } as const;
  const whole = buildConfiguration(row.network);
  const configuration = row.without ? withoutResource(whole, row.without.kind, row.without.id) : whole;
  const network = buildNetwork(configuration, { ...options, failures: row.failures ?? [] });
  const trace = row.establishedOn
    ? traceEstablishedFlow(
        buildNetwork(buildConfiguration(row.establishedOn), options),
        network,
        row.question,
      )
    : traceFlow(network, row.question);
  const figures = row.expected.figures && {
    of: row.expected.figures.of,
    ...redundancyOf(network, row.expected.figures.of),
  };
  const actual = asExpected(trace, row.expected, indexConfiguration(configuration));
  const effect = row.expected.effect && effectOn(configuration, row, options);
  return { ...actual, ...(figures ? { figures } : {}), ...(effect ? { effect } : {}) };
}

/** The question as a required flow, and what the failures do to it (F-2). */
function effectOn(
  configuration: Configuration,
  { question, failures = [] }: ConformanceCase,
  { horizon, view }: { readonly horizon: Horizon; readonly view: View },
): IntentOutcome["effect"] {
  const { from, to, family, protocol, ports = [] } = question;
  const intent: Intent = {
    ...{ id: "needed", application: "", from: tierOf(from), to: tierOf(to), family, members: "any" },
    ...{ protocol: protocolName(protocol), ports: ports.map(([lo, hi]) => [lo, hi]), criticality: "normal" },
    ...{ origin: "declared", confidence: 1, why: "a row" },
  };
  const request = { failures: [...failures], horizon, view };
  const { lost, degraded, undecided } = runWhatIf(configuration, [intent], request);
  return [...lost, ...degraded, ...undecided][0]?.effect ?? "unaffected";
}

function tierOf(end: End): IntentEnd {
  if (end.kind === "internet") return { kind: "internet" };
  const id = end.kind === "site" ? end.name : "id" in end ? end.id : end.address;
  return { kind: "tier", name: id, members: [id] };
}

/** The trace in the terms of the expectation: equal to it where it agrees, else what the trace says instead. */
function asExpected(trace: Trace, expected: Expected, index: ConfigurationIndex): object {
  const { reason, at, rule, via, assumes } = expected;
  const visited = trace.forward.map((hop) => hop.element.id);
  const actual = {
    verdict: trace.verdict,
    reason: reason?.some((accepted) => accepted === trace.reason) ? reason : trace.reason,
    at: at !== undefined && placesOf(trace, index).includes(at) ? at : trace.at,
    rule: rule !== undefined && trace.at?.rule?.split(/\W/).includes(rule) ? rule : trace.at?.rule,
    phase: trace.phase,
    scope: trace.scope,
    via: via !== undefined && visited.includes(via) ? via : visited,
    assumes: assumes !== undefined && trace.assumptions.includes(assumes) ? assumes : trace.assumptions,
  };
  return Object.fromEntries(Object.entries(actual).filter(([field]) => field in expected));
}

/** The deciding element, and what it belongs to: an interface to its VM and subnet, a table or ACL to its subnets. */
function placesOf(trace: Trace, index: ConfigurationIndex): readonly (string | undefined)[] {
  if (!trace.at) return [];
  const { id } = trace.at;
  const element = index.find(id);
  const subnets = index.configuration.resources.subnet.map((subnet) => subnet.id);
  switch (element?.kind) {
    case "networkInterface":
      return [id, element.attachment?.instanceId, element.subnetId];
    case "routeTable":
      return [id, ...subnets.filter((subnet) => index.routeTableOf(subnet)?.id === id)];
    case "networkAcl":
      return [id, ...subnets.filter((subnet) => index.networkAclOf(subnet)?.id === id)];
    case "transitGatewayRouteTable":
      return [id, element.transitGatewayId];
    default:
      return [id];
  }
}
