import type { ConfigurationIndex } from "../../configuration";
import { applicationOf, type FactDemand, tiersOf } from "../../intent";
import { onePort, parseProtocol } from "../../net";
import type { End, Question } from "../../semantics";
import { type FactProblem, hostsOf } from "../reference/declared";
import { matchResources } from "../reference/match";
import { resolveReference } from "../reference/reference";
import type { Demand, DemandOrigin } from "./demand";

/** More pairs than this of one demand are refused: name tiers apart, or load balancers. */
const MAX_PAIRS = 1024;

/** Demands as the load analysis takes them, and what of them could not be understood. */
export interface DeclaredDemands {
  readonly demands: readonly Demand[];
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
  const demands = facts.flatMap((fact, position) => {
    const place = `demands[${position}]`;
    const from = endsOf(index, fact.from, "source", `${place}.from`, problems);
    const to = endsOf(index, fact.to, "destination", `${place}.to`, problems);
    const protocol = parseProtocol(fact.protocol);
    if (protocol === undefined) {
      const message = `\`${fact.protocol}\` is not a protocol: write tcp, udp, icmp or a number to 255`;
      problems.push({ place: `${place}.protocol`, message, candidates: [] });
    }
    if (from.length * to.length > MAX_PAIRS) {
      const message = `${from.length} sources and ${to.length} destinations are more than ${MAX_PAIRS} pairs: write several demands`;
      problems.push({ place, message, candidates: [] });
      return [];
    }
    if (protocol === undefined || from.length === 0 || to.length === 0) return [];
    return [demandOf(index, fact, { from, to, protocol, origin })];
  });
  return { demands: withDistinctIds(demands), problems };
}

interface Ends {
  readonly from: readonly End[];
  readonly to: readonly End[];
  readonly protocol: number;
  readonly origin: DemandOrigin;
}

function demandOf(index: ConfigurationIndex, fact: FactDemand, { from, to, protocol, origin }: Ends): Demand {
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
    id: `${textOf(fact.from)} > ${textOf(fact.to)} ${fact.protocol}${port === undefined ? "" : `/${port}`}`,
    application: fact.application ?? applicationAt(index, [...to, ...from]),
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
function applicationAt(index: ConfigurationIndex, ends: readonly End[]): string | null {
  const ids = ends.flatMap((end) => ("id" in end ? [end.id] : []));
  const tiers = tiersOf(index);
  for (const id of ids) {
    const instanceId = index.get("networkInterface", id)?.attachment?.instanceId ?? id;
    const tier = tiers.find(({ members }) => members.some(({ element }) => element.id === instanceId));
    if (tier) return applicationOf(index, tier);
  }
  return null;
}

function endsOf(
  index: ConfigurationIndex,
  references: FactDemand["from"],
  role: "source" | "destination",
  place: string,
  problems: FactProblem[],
): readonly End[] {
  const texts = typeof references === "string" ? [references] : references;
  return texts.flatMap((text, position) => {
    const where = typeof references === "string" ? place : `${place}[${position}]`;
    if (text.startsWith("app:") || matchResources(index, text)[0]?.kind === "securityGroup") {
      const found = hostsOf(index, text);
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
function withDistinctIds(demands: readonly Demand[]): readonly Demand[] {
  const counts = new Map<string, number>();
  return demands.map((demand) => {
    const count = (counts.get(demand.id) ?? 0) + 1;
    counts.set(demand.id, count);
    return count === 1 ? demand : { ...demand, id: `${demand.id} #${count}` };
  });
}

function textOf(references: FactDemand["from"]): string {
  return typeof references === "string" ? references : references.join(" + ");
}
