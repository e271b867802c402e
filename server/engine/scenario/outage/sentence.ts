import { balancersOf, type ConfigurationIndex, type Element, partWith } from "../../configuration";
import type { IntentEnd } from "../../intent";
import type { Failure } from "../../semantics";
import type { IntentOutcome } from "./outcome";
import { type RedundancyChange, redundancyText } from "./redundancy";
import { missedByStanding } from "./standing";

const CLAUSE_LIMIT = 3;

/** What a what-if found, as the sentence is made from it. */
export interface WhatIfOutcomes {
  readonly failures: readonly Failure[];
  readonly down: ReadonlyMap<string, Element>;
  readonly lost: readonly IntentOutcome[];
  readonly degraded: readonly IntentOutcome[];
  readonly undecided: readonly IntentOutcome[];
  readonly redundancy: readonly RedundancyChange[];
}

/**
 * The answer of a what-if for people: how many hosts stop, then what those that still stand lose, the worst
 * first and counted in hosts. "Losing nat-1 cuts 2 hosts off from the internet."
 */
export function whatIfSentence(
  index: ConfigurationIndex,
  { failures, down, lost, degraded, undecided, redundancy }: WhatIfOutcomes,
): string {
  const tail = [
    ...redundancy.flatMap((change) => redundancyText(change) ?? []).slice(0, CLAUSE_LIMIT),
    degraded.length > 0 ? `${countText(degraded.length, "flow")} left with fewer working members` : "",
    undecided.length > 0 ? `${countText(undecided.length, "flow")} could not be decided` : "",
  ].filter((text) => text !== "");
  const clauses = lossClauses(missedByStanding(index, down, lost));
  if (clauses.length === 0) clauses.push(nothingMissed(lost, tail.length > 0));
  const shown = clauses.slice(0, CLAUSE_LIMIT);
  const rest = clauses.length - shown.length;
  if (rest > 0) shown.push(`breaks ${countText(rest, "more flow")}`);
  const main = `${causeText(index, failures)} ${listText([...stopClause(index, failures, down), ...shown])}`;
  return `${[main, ...tail].join("; ")}.`;
}

/** Hosts that a zone, subnet or the like takes along; a host that is named itself needs no mention. */
function stopClause(
  index: ConfigurationIndex,
  failures: readonly Failure[],
  down: ReadonlyMap<string, Element>,
): string[] {
  const named = new Set(failures.map(({ id }) => id));
  const hosts = [...down.keys()].filter(
    (id) => !named.has(id) && index.get("instance", id)?.state === "running",
  );
  return hosts.length > 0 ? [`stops ${countText(hosts.length, "host")}`] : [];
}

function nothingMissed(lost: readonly IntentOutcome[], isSaidMore: boolean): string {
  if (lost.length > 0) return `ends ${countText(lost.length, "flow")} that nobody else needs`;
  return isSaidMore ? "loses no required flow" : "affects no required flow";
}

/**
 * What a failure takes away, as the rest of a sentence: "cuts 2 hosts off from the internet and breaks 3 more
 * flows". At most `limit` clauses, the worst first.
 *
 * @param missed  lost flows of those that still stand
 */
export function consequence(missed: readonly IntentOutcome[], limit: number): string {
  const clauses = lossClauses(missed);
  const shown = clauses.slice(0, limit);
  const rest = clauses.length - shown.length;
  return listText(rest > 0 ? [...shown, `${rest} more`] : shown);
}

/** "Losing nat-1", "Blocking sg-web", "Withdrawing 0.0.0.0/0 from rtb-1", joined for several failures. */
function causeText(index: ConfigurationIndex, failures: readonly Failure[]): string {
  const texts = failures.map((failure, position) => {
    const text = lossText(index, failure);
    return position === 0 ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  });
  return listText(texts);
}

/** "losing nat-1", "blocking sg-web", "withdrawing 0.0.0.0/0 from rtb-1", "disassociating att-1". */
function lossText(index: ConfigurationIndex, failure: Failure): string {
  const name = failureName(index, failure);
  switch (failure.mode) {
    case "blocked":
      return `blocking ${name}`;
    case "withdrawn":
      return `withdrawing ${withdrawnText(index, failure)} from ${name}`;
    case "detached":
      return `disassociating ${name} from its route table`;
    default:
      return `losing ${name}`;
  }
}

/** A destination, or "the propagation of" an attachment (F-23). */
export function withdrawnText(index: ConfigurationIndex, { route = "" }: Failure): string {
  const attachment = index.get("transitGatewayAttachment", route);
  return attachment ? `the propagation of ${attachment.name ?? attachment.id}` : route;
}

/** What a name or id must hold so that a reader sees what kind of element it is; hosts are known by name. */
const KIND_MARKS: Readonly<Record<string, { readonly mark: RegExp; readonly noun: string }>> = {
  subnet: { mark: /subnet/i, noun: "subnet" },
  natGateway: { mark: /nat/i, noun: "NAT gateway" },
  internetGateway: { mark: /igw|internet/i, noun: "internet gateway" },
  egressOnlyInternetGateway: { mark: /eigw|egress/i, noun: "egress-only gateway" },
  vpcPeeringConnection: { mark: /pcx|peer/i, noun: "peering connection" },
  transitGateway: { mark: /tgw/i, noun: "transit gateway" },
  transitGatewayAttachment: { mark: /tgw|attach/i, noun: "transit gateway attachment" },
  loadBalancer: { mark: /lb|balancer/i, noun: "load balancer" },
  classicLoadBalancer: { mark: /lb|balancer/i, noun: "load balancer" },
  vpcEndpoint: { mark: /vpce|endpoint/i, noun: "VPC endpoint" },
  firewall: { mark: /fw|firewall/i, noun: "firewall" },
  databaseInstance: { mark: /db|database|rds/i, noun: "database" },
  vpnConnection: { mark: /vpn/i, noun: "VPN connection" },
  customerGateway: { mark: /cgw|customer/i, noun: "customer gateway" },
  directConnectConnection: { mark: /dx|direct.?connect/i, noun: "Direct Connect connection" },
  virtualInterface: { mark: /vif|interface/i, noun: "virtual interface" },
  securityGroup: { mark: /^sg-/i, noun: "security group" },
  networkAcl: { mark: /acl/i, noun: "network ACL" },
  routeTable: { mark: /^rtb?-/i, noun: "route table" },
  transitGatewayRouteTable: { mark: /rtb?-|table/i, noun: "transit gateway route table" },
};

/** The name people know the failed element by, else its id; with its kind where that does not show. */
export function failureName(index: ConfigurationIndex, { kind, id }: Failure): string {
  const node = kind === "loadBalancerNode" ? balancersOf(index).node(id) : undefined;
  if (node) {
    const { resource } = node.balancer;
    const zone = zoneNameOf(index, node.zoneId ?? "") ?? node.subnetId;
    return `the node of ${failureName(index, { kind: resource.kind, id: resource.id, mode: "down" })} in zone ${zone}`;
  }
  if (kind === "vpnTunnel") return partWith(index, id)?.element.name ?? id;
  if (kind === "region") return `region ${id}`;
  if (kind === "zone") return `zone ${zoneNameOf(index, id) ?? id}`;
  const name = index.find(id)?.name ?? id;
  const known = KIND_MARKS[kind];
  return known && !known.mark.test(name) ? `${known.noun} ${name}` : name;
}

function zoneNameOf(index: ConfigurationIndex, id: string): string | undefined {
  const subnet = index.configuration.resources.subnet.find(({ zoneId }) => zoneId === id);
  return index.get("zone", id)?.zoneName ?? subnet?.zoneName;
}

/** One clause per kind of loss, worst first: cut off from the internet, unreachable from it, cut off from a tier. */
function lossClauses(lost: readonly IntentOutcome[]): string[] {
  const isMinor = ({ intent }: IntentOutcome) => intent.criticality === "low";
  const major = lost.filter((outcome) => !isMinor(outcome));
  const collateral = major.filter(({ withComponent }) => !withComponent);
  const own = major.filter(({ withComponent }) => withComponent);
  const minor = lost.filter(isMinor);
  const clauses = [
    ...egressClause(major),
    ...listenerClauses(collateral),
    ...callerClauses(collateral),
    ...listenerClauses(own),
    ...callerClauses(own),
    ...listenerClauses(minor),
    ...callerClauses(minor),
  ];
  // A minor and a major flow between the same ends read the same.
  return [...new Set(clauses)];
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
    return `cuts ${callerText(from ?? "", hostsOf(group))} off from ${to}`;
  });
}

/** A site is a place and not so many hosts. */
function callerText(name: string, members: readonly Element[]): string {
  const isPlace = members.every(({ kind }) => kind === "site" || kind === "customerGateway");
  return isPlace ? name : `${name} (${countText(members.length, "host")})`;
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
