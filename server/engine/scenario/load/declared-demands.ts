import type { ConfigurationIndex, FactDemand } from "../../configuration";
import { applicationOf, type Tier, tiersOf } from "../../intent";
import { onePort, parseProtocol } from "../../net";
import type { End, Question } from "../../semantics";
import { type FactProblem, hostsOf } from "../reference/declared";
import { matchResources } from "../reference/match";
import { resolveReference } from "../reference/reference";
import type { Demand, DemandOrigin } from "./demand";
import { demandText, namesOfEnds, textOfEnds } from "./demand-names";

/** More pairs than this of one demand are refused: name tiers apart, or load balancers. */
const MAX_PAIRS = 1024;

/** Demands as the load analysis takes them, and what of them could not be understood. */
export interface DeclaredDemands {
  readonly demands: readonly Demand[];
  /** The declarations without those that are not understood. */
  readonly understood: readonly FactDemand[];
  readonly problems: readonly FactProblem[];
}

/**
 * Turns demands as people write them into flows. Ends are references as in `umbra trace`; a security group stands for its
 * members, `app:NAME` for the hosts of an application, and several of them for all. What names nothing or several things is
 * a problem with its path, never passed over.
 */
export function declaredDemands(
  index: ConfigurationIndex,
  facts: readonly FactDemand[],
  origin: DemandOrigin,
): DeclaredDemands {
  const problems: FactProblem[] = [];
  if (facts.length === 0) return { demands: [], understood: [], problems };
  const hosts = { index, tiers: tiersOf(index) };
  const read = facts.flatMap((fact, position) => {
    const demand = readDemand(hosts, fact, { place: `demands[${position}]`, origin }, problems);
    return demand ? [{ fact, demand }] : [];
  });
  return {
    demands: withDistinctIds(read.map(({ demand }) => demand)),
    understood: read.map(({ fact }) => fact),
    problems,
  };
}

/** Where the hosts that ends name are looked for. */
interface Hosts {
  readonly index: ConfigurationIndex;
  readonly tiers: readonly Tier[];
}

function readDemand(
  hosts: Hosts,
  fact: FactDemand,
  { place, origin }: { readonly place: string; readonly origin: DemandOrigin },
  problems: FactProblem[],
): Demand | undefined {
  const countBefore = problems.length;
  const from = endsOf(hosts, fact.from, "source", `${place}.from`, problems);
  const to = endsOf(hosts, fact.to, "destination", `${place}.to`, problems);
  const protocol = parseProtocol(fact.protocol);
  if (protocol === undefined) {
    const message = `\`${fact.protocol}\` is not a protocol: write tcp, udp, icmp or a number to 255`;
    problems.push({ place: `${place}.protocol`, message, candidates: [] });
  }
  if (from.length * to.length > MAX_PAIRS) {
    const message = `${from.length} sources and ${to.length} destinations are more than ${MAX_PAIRS} pairs: write several demands`;
    problems.push({ place, message, candidates: [] });
  }
  // A demand without one of its ends would say something else.
  if (protocol === undefined || problems.length > countBefore) return undefined;
  return demandOf(hosts, fact, { from, to, protocol, origin });
}

interface Ends {
  readonly from: readonly End[];
  readonly to: readonly End[];
  readonly protocol: number;
  readonly origin: DemandOrigin;
}

function demandOf(hosts: Hosts, fact: FactDemand, { from, to, protocol, origin }: Ends): Demand {
  const { family, port } = fact;
  const pairs = from.flatMap((source) =>
    to.map(
      (destination): Question => ({
        from: source,
        to: destination,
        family,
        protocol,
        ...(port === undefined ? {} : { ports: onePort(port) }),
        mode: "connection",
      }),
    ),
  );
  return {
    id: demandText(fact, textOfEnds),
    name: demandText(fact, (references) => namesOfEnds(hosts.index, references)),
    application: fact.application ?? applicationAt(hosts, [...to, ...from]),
    origin,
    pairs,
    rateGbps: fact.rateGbps,
    replyRateGbps: fact.replyRateGbps ?? 0,
    packetsPerSecond: fact.packetsPerSecond ?? null,
    connections: fact.connections ?? null,
    flows: fact.flows ?? null,
    peakMinutes: fact.peakMinutes ?? null,
    growthPerYear: fact.growthPerYear ?? null,
  };
}

/** The application of the first end that is a host of one. */
function applicationAt({ index, tiers }: Hosts, ends: readonly End[]): string | null {
  const ids = ends.flatMap((end) => ("id" in end ? [end.id] : []));
  for (const id of ids) {
    const instanceId = index.get("networkInterface", id)?.attachment?.instanceId ?? id;
    const tier = tiers.find(({ members }) => members.some(({ element }) => element.id === instanceId));
    if (tier) return applicationOf(index, tier);
  }
  return null;
}

function endsOf(
  hosts: Hosts,
  references: FactDemand["from"],
  role: "source" | "destination",
  place: string,
  problems: FactProblem[],
): readonly End[] {
  const texts = typeof references === "string" ? [references] : references;
  const { index } = hosts;
  return texts.flatMap((text, position) => {
    const where = typeof references === "string" ? place : `${place}[${position}]`;
    if (text.startsWith("app:") || matchResources(index, text)[0]?.kind === "securityGroup") {
      const found = hostsOf(hosts, text);
      if (found.kind === "hosts") return found.ids.map((id) => hostEnd(index, id));
      problems.push({ ...found.problem, place: where });
      return [];
    }
    const resolved = resolveReference(index, text, role);
    if (resolved.kind === "end") return [resolved.end];
    const { message, candidates } = resolved;
    problems.push({ place: where, message, candidates });
    return [];
  });
}

function hostEnd(index: ConfigurationIndex, id: string): End {
  return index.find(id)?.kind === "instance" ? { kind: "instance", id } : { kind: "networkInterface", id };
}

/** Two demands between the same ends are told apart by their order. */
export function withDistinctIds(demands: readonly Demand[]): readonly Demand[] {
  const counts = new Map<string, number>();
  return demands.map((demand) => {
    const count = (counts.get(demand.id) ?? 0) + 1;
    counts.set(demand.id, count);
    return count === 1
      ? demand
      : { ...demand, id: `${demand.id} #${count}`, name: `${demand.name} #${count}` };
  });
}
