import {
  type AddressSet,
  addresses,
  type Family,
  formatAddressSet,
  type PortSet,
  PUBLIC_IPV4,
  PUBLIC_IPV6,
  prefixesSet,
  protocolName,
} from "../net";

import { firstBlockers } from "./blockers/first-blockers";
import {
  CLIENT,
  CLIENT_PORT,
  type Ended,
  type FlowState,
  SERVER,
  SERVER_PORT,
  type Step,
} from "./flow-state";
import type { Network } from "./network";
import type { Branch, End, Hop, Question, Trace, VerdictKind } from "./question";
import { siteBehind, siteOf } from "./sites";

/** More prefixes than this are summed up in a hop; `admitted` always has them all. */
const MAX_PREFIXES_IN_HOP = 12;

/** What the branches add up to, without how. */
export type Judgement = Pick<Trace, "verdict" | "missing">;

/** The verdict over the branches, with the part of the internet that is admitted. Clauses, UNK-1. */
export function judge(network: Network, question: Question, ended: readonly Ended[]) {
  const internet = internetVariable(network, question);
  const admission =
    internet === undefined ? undefined : admittedBy(network, question.family, ended, internet);
  const verdict = admission?.verdict ?? quantified(ended);
  const missing = [...new Set(ended.flatMap(({ end }) => end.missing ?? []))].sort();
  // Where every branch fails it does not matter which of them there are.
  return { verdict, missing: verdict === "NOT_REACHABLE" ? [] : missing, admission };
}

/** Puts the branches together into one answer. Clauses, UNK-1, R-8. */
export function conclude(network: Network, question: Question, ended: readonly Ended[]): Trace {
  const ordered = [...ended].sort((a, b) => lengthOf(b) - lengthOf(a) || byElements(a, b));
  const { verdict, missing, admission } = judge(network, question, ended);
  const failing = ordered.find((branch) => branch.end.kind === "failure");
  const unknown = ordered.find((branch) => branch.end.kind === "unknown");
  const deciding =
    verdict === "REACHABLE" ? undefined : verdict === "UNKNOWN" ? unknown : (failing ?? unknown);
  const shown = deciding ?? ordered.find((branch) => branch.end.kind === "success");
  const format = formatter(network, question.family);
  const tied = verdict === "PARTIAL" && deciding?.state.tied === true;
  return {
    verdict,
    reason: tied ? "ROUTE_TIE" : (deciding?.end.reason ?? null),
    at: deciding?.end.at ?? null,
    phase: deciding?.end.phase ?? null,
    scope: admission?.scope ?? null,
    admitted: admission ? formatAddressSet(admission.any, question.family) : [],
    missing,
    assumptions: [...new Set(ended.flatMap(({ state }) => state.assumptions))].sort(),
    forward: shown ? hopsOf(shown.state, shown.state.forward, format) : [],
    return: shown ? hopsOf(shown.state, shown.state.return, format) : [],
    blockers: firstBlockers(ordered),
    branches: ordered.map((branch) => branchOf(branch, format)),
  };
}

/** Every branch, some, or none; a proven success beside an unknown is PARTIAL (UNK-1). */
function quantified(ended: readonly Ended[]): VerdictKind {
  const has = (kind: string) => ended.some(({ end }) => end.kind === kind);
  if (has("success")) return has("failure") || has("unknown") ? "PARTIAL" : "REACHABLE";
  return has("unknown") ? "UNKNOWN" : "NOT_REACHABLE";
}

/** The question's variable that stands for the whole internet, if it has one. */
function internetVariable(network: Network, question: Question): string | undefined {
  if (isAnyone(network, question.from, question.family)) return CLIENT;
  const { to } = question;
  // Out through a virtual private gateway go only the prefixes that its links are known to carry.
  const isBounded = to.kind === "gateway" && network.index.find(to.id)?.kind === "vpnGateway";
  return !isBounded && isAnyone(network, to, question.family) ? SERVER : undefined;
}

/** An end that may be any address: the internet, or whoever is behind a gateway where nobody says who that is. */
function isAnyone(network: Network, end: End, family: Family): boolean {
  if (end.kind === "internet") return !end.prefixes;
  if (end.kind === "site") return end.address === undefined && !siteOf(network, end.name)?.prefixes(family);
  if (end.kind !== "gateway" || end.address !== undefined) return false;
  const [id = ""] = end.id.split("#");
  const kind = network.index.find(id)?.kind;
  const isGateway = kind === "internetGateway" || kind === "vpnGateway" || kind === "transitGateway";
  return isGateway || !siteBehind(network, id, [id]).prefixes(family);
}

/** which part of the internet gets through, and whether that is the internet or only some of it. */
function admittedBy(network: Network, family: Family, ended: readonly Ended[], variable: string) {
  const union = (kind: (branch: Ended) => boolean) =>
    addresses.of(ended.filter(kind).flatMap(({ state }) => [...(state.addressSets[variable] ?? [])]));
  const any = union(({ end }) => end.kind === "success");
  const full = addresses.subtract(
    any,
    union(({ end }) => end.kind !== "success"),
  );
  const isWide = (set: AddressSet) =>
    holdsWholeBlock(addresses.union(set, network.addresses.modelledPublic), family);
  if (any.length > 0 && full.length > 0 && isWide(full))
    return { verdict: "REACHABLE", scope: "internet-wide", any } as const;
  if (any.length > 0)
    return { verdict: "PARTIAL", scope: isWide(any) ? "internet-wide" : "restricted", any } as const;
  const unknown = ended.some(({ end }) => end.kind === "unknown");
  return { verdict: unknown ? "UNKNOWN" : "NOT_REACHABLE", scope: null, any } as const;
}

/** Whether the set holds a whole /8 (IPv4) or /16 (IPv6) of public addresses. */
function holdsWholeBlock(set: AddressSet, family: Family): boolean {
  const length = family === 4 ? 8 : 16;
  const host = BigInt((family === 4 ? 32 : 128) - length);
  const space = family === 4 ? PUBLIC_IPV4 : PUBLIC_IPV6;
  return set.some(([lo, hi]) => {
    const first = ((lo + (1n << host) - 1n) >> host) << host;
    for (let base = first; base + (1n << host) - 1n <= hi; base += 1n << host) {
      if (addresses.covers(space, prefixesSet([{ family, base, length }]))) return true;
    }
    return false;
  });
}

function lengthOf({ state }: Ended): number {
  // A branch that failed on its way back got further than any that failed on its way there.
  return state.forward.length + (state.phase === "return" ? 1000 + state.return.length : 0);
}

/** Branches of equal length in an order of their own, for the order of the input tells nothing. */
function byElements({ state: a }: Ended, { state: b }: Ended): number {
  const others = [...b.forward, ...b.return];
  for (const [place, { element }] of [...a.forward, ...a.return].entries()) {
    const other = others[place]?.element.id ?? "";
    if (element.id !== other) return element.id < other ? -1 : 1;
  }
  return 0;
}

type Format = (set: AddressSet, family: Family) => string[];

/** Writes sets as prefixes, the whole public space as `internet`; each set is written once. */
function formatter(network: Network, family: Family): Format {
  const cache = new Map<AddressSet, string[]>();
  const space = network.addresses.publicSpace(family);
  return (set, setFamily) => {
    const known = cache.get(set);
    if (known) return known;
    const isInternet = setFamily === family && set.length > 1 && addresses.covers(set, space);
    const all = isInternet ? ["internet"] : formatAddressSet(set, setFamily);
    const text =
      all.length > MAX_PREFIXES_IN_HOP
        ? [...all.slice(0, MAX_PREFIXES_IN_HOP), `and ${all.length - MAX_PREFIXES_IN_HOP} more prefixes`]
        : all;
    cache.set(set, text);
    return text;
  };
}

function branchOf({ state, end }: Ended, format: Format): Branch {
  const { family } = state.forward[0]?.header ?? state.header;
  return {
    end,
    forward: hopsOf(state, state.forward, format),
    return: hopsOf(state, state.return, format),
    source: format(state.addressSets[CLIENT] ?? [], family),
    destination: format(state.addressSets[SERVER] ?? [], family),
    sourcePorts: state.portSets[CLIENT_PORT] ?? [],
    destinationPorts: state.portSets[SERVER_PORT] ?? [],
  };
}

/** Writes the steps out, each with the part of the packets that the whole branch is about. */
function hopsOf(state: FlowState, steps: readonly Step[], format: Format): Hop[] {
  return steps.map(({ element, action, rule, header }) => ({
    element,
    action,
    ...(rule === undefined ? {} : { rule }),
    packet: {
      source: format(state.addressSets[header.source] ?? [], header.family),
      destination: format(state.addressSets[header.destination] ?? [], header.family),
      protocol: protocolName(header.protocol),
      sourcePorts: portsAt(state, header.sourcePort, header.protocol),
      destinationPorts: portsAt(state, header.destinationPort, header.protocol),
    },
  }));
}

function portsAt(state: FlowState, variable: string, protocol: number): PortSet {
  return protocol === 6 || protocol === 17 ? (state.portSets[variable] ?? []) : [];
}
