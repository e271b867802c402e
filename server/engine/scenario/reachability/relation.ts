import type { Element } from "../../configuration";
import { type Family, hasPorts, type PortSet, protocolName } from "../../net";
import { type Network, traceFlow, type VerdictKind } from "../../semantics";
import { answeredPortClasses } from "../port-classes";
import { askedProtocols } from "../protocols";
import { isPair, pairQuestion, type RelationEnd, relationEnds } from "./relation-ends";

/** Something that is not refused: from one end to another on these ports. */
export interface ReachRow {
  readonly from: Element & { readonly address?: string };
  readonly to: Element & { readonly address?: string };
  readonly family: Family;
  /** By name; "0" is every protocol that no rule names. ICMP stands for echo requests. */
  readonly protocol: string;
  /** Empty for protocols without ports. */
  readonly ports: PortSet;
  readonly verdict: Exclude<VerdictKind, "NOT_REACHABLE">;
}

/** Narrows the relation to ends among these resources: ids of interfaces, instances, subnets or VPCs, or `internet`. */
export interface ReachOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Both when absent. */
  readonly family?: Family | undefined;
  /** Counts what arrives, without asking for the reply. */
  readonly isOneWay?: boolean | undefined;
}

/**
 * The whole relation between interfaces, and between them and the internet: what is not listed is refused. Each
 * pair is asked once per protocol for all ports, and the answer is split where branches split. Rows come by
 * family, source, destination, protocol, first port. Questions: ends squared times protocols.
 */
export function reachRelation(network: Network, options: ReachOptions = {}): readonly ReachRow[] {
  const rows: ReachRow[] = [];
  for (const family of options.family === undefined ? ([4, 6] as const) : [options.family]) {
    const ends = relationEnds(network, family);
    const protocols = askedProtocols(network.index, family);
    for (const from of ends.filter(({ ids }) => options.from === undefined || ids.has(options.from)))
      for (const to of ends.filter(({ ids }) => options.to === undefined || ids.has(options.to)))
        if (isPair(from, to))
          for (const protocol of protocols)
            rows.push(...pairRows(network, from, to, { family, protocol, options }));
  }
  return rows;
}

function pairRows(
  network: Network,
  from: RelationEnd,
  to: RelationEnd,
  { family, protocol, options }: { family: Family; protocol: number; options: ReachOptions },
): readonly ReachRow[] {
  const question = pairQuestion(from, to, {
    family,
    protocol,
    mode: options.isOneWay ? "oneway" : "connection",
  });
  const row = (verdict: VerdictKind, ports: PortSet): ReachRow[] =>
    verdict === "NOT_REACHABLE"
      ? []
      : [{ from: from.element, to: to.element, family, protocol: protocolName(protocol), ports, verdict }];
  const trace = traceFlow(network, question);
  if (!hasPorts(protocol)) return row(trace.verdict, []);
  if (trace.verdict === "NOT_REACHABLE") return [];
  // The verdict of each class is the interpreter's own, so a row is what `umbra trace` says for its ports.
  return answeredPortClasses(trace).flatMap((ports) =>
    row(traceFlow(network, { ...question, ports }).verdict, ports),
  );
}
