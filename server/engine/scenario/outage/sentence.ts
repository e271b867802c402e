import type { ConfigurationIndex, Element } from "../../configuration";
import type { IntentEnd } from "../../intent";
import type { Failure } from "../../semantics";
import type { IntentOutcome } from "./outcome";

const CLAUSE_LIMIT = 3;

/** What a what-if found, as the sentence is made from it. */
export interface WhatIfOutcomes {
  readonly failures: readonly Failure[];
  readonly lost: readonly IntentOutcome[];
  readonly degraded: readonly IntentOutcome[];
  readonly undecided: readonly IntentOutcome[];
}

/**
 * The answer of a what-if for people: what is lost and for how many hosts, the worst first. Flows that others
 * lose come before those that merely end with the failed component. "Losing nat-1 cuts 2 hosts off from the
 * internet."
 */
export function whatIfSentence(
  index: ConfigurationIndex,
  { failures, lost, degraded, undecided }: WhatIfOutcomes,
): string {
  const cause = causeText(index, failures);
  const tail = [
    degraded.length > 0 ? `${countText(degraded.length, "flow")} left with fewer working members` : "",
    undecided.length > 0 ? `${countText(undecided.length, "flow")} could not be decided` : "",
  ].filter((text) => text !== "");
  const clauses = lossClauses(lost);
  if (clauses.length === 0)
    clauses.push(tail.length > 0 ? "loses no required flow" : "affects no required flow");
  const shown = clauses.slice(0, CLAUSE_LIMIT);
  const rest = clauses.length - shown.length;
  if (rest > 0) shown.push(`breaks ${countText(rest, "more flow")}`);
  const main = `${cause} ${listText(shown)}`;
  return `${[main, ...tail].join("; ")}.`;
}

/**
 * What a failure takes away, as the rest of a sentence: "cuts 2 hosts off from the internet and breaks 3 more
 * flows". At most `limit` clauses, the worst first.
 */
export function consequence(lost: readonly IntentOutcome[], limit: number): string {
  const clauses = lossClauses(lost);
  const shown = clauses.slice(0, limit);
  const rest = clauses.length - shown.length;
  return listText(rest > 0 ? [...shown, `${rest} more`] : shown);
}

/** "Losing nat-1", "Blocking sg-web", "Withdrawing 0.0.0.0/0 from rtb-1", joined for several failures. */
function causeText(index: ConfigurationIndex, failures: readonly Failure[]): string {
  const texts = failures.map((failure, position) => {
    const verb =
      failure.mode === "blocked" ? "blocking" : failure.mode === "withdrawn" ? "withdrawing" : "losing";
    const name = failureName(index, failure);
    const text =
      failure.mode === "withdrawn" ? `${verb} ${failure.route ?? ""} from ${name}` : `${verb} ${name}`;
    return position === 0 ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  });
  return listText(texts);
}

/** The name people know the failed element by, else its id. */
export function failureName(index: ConfigurationIndex, { kind, id }: Failure): string {
  const resource = index.find(id);
  if (kind !== "zone") return resource?.name ?? id;
  const zoneName =
    index.get("zone", id)?.zoneName ??
    index.configuration.resources.subnet.find((each) => each.zoneId === id)?.zoneName;
  return `zone ${zoneName ?? id}`;
}

/** One clause per kind of loss, worst first: cut off from the internet, unreachable from it, cut off from a tier. */
function lossClauses(lost: readonly IntentOutcome[]): string[] {
  const collateral = lost.filter(({ withComponent }) => !withComponent);
  const own = lost.filter(({ withComponent }) => withComponent);
  return [
    ...egressClause(collateral),
    ...listenerClauses(collateral),
    ...callerClauses(collateral),
    ...listenerClauses(own),
    ...callerClauses(own.filter(({ intent }) => intent.to.kind === "tier")),
    ...ownEgressClause(own, lost),
  ];
}

function egressClause(outcomes: readonly IntentOutcome[]): string[] {
  const hosts = hostsOf(outcomes.filter(({ intent }) => intent.to.kind === "internet"));
  return hosts.length > 0 ? [`cuts ${countText(hosts.length, "host")} off from the internet`] : [];
}

function listenerClauses(outcomes: readonly IntentOutcome[]): string[] {
  return groupBy(
    outcomes.filter(({ intent }) => intent.from.kind === "internet"),
    ({ intent }) => endName(intent.to),
  ).map(
    ([name, group]) =>
      `makes ${name} (${countText(hostsOf(group).length, "host")}) unreachable from ${sourceText(group)}`,
  );
}

function callerClauses(outcomes: readonly IntentOutcome[]): string[] {
  return groupBy(
    outcomes.filter(({ intent }) => intent.from.kind === "tier" && intent.to.kind === "tier"),
    ({ intent }) => `${endName(intent.from)}\n${endName(intent.to)}`,
  ).map(([key, group]) => {
    const [from, to] = key.split("\n");
    return `cuts ${from} (${countText(hostsOf(group).length, "host")}) off from ${to}`;
  });
}

/** Said only where nothing else is: a host that is down needs no way out. */
function ownEgressClause(own: readonly IntentOutcome[], lost: readonly IntentOutcome[]): string[] {
  const hosts = hostsOf(own);
  const isAll = own.length === lost.length && own.every(({ intent }) => intent.to.kind === "internet");
  return isAll && hosts.length > 0 ? [`stops ${countText(hosts.length, "host")} and loses nothing else`] : [];
}

function sourceText(group: readonly IntentOutcome[]): string {
  const prefixes = group.flatMap(({ intent }) =>
    intent.from.kind === "internet" ? (intent.from.prefixes ?? [""]) : [],
  );
  return prefixes.includes("") ? "the internet" : [...new Set(prefixes)].sort().join(", ");
}

function hostsOf(outcomes: readonly IntentOutcome[]): readonly Element[] {
  return [
    ...new Map(outcomes.flatMap(({ lostMembers }) => lostMembers).map((each) => [each.id, each])).values(),
  ];
}

function endName(end: IntentEnd): string {
  return end.kind === "internet" ? "the internet" : end.name;
}

function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function listText(texts: readonly string[]): string {
  return texts.length < 2 ? (texts[0] ?? "") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups];
}
