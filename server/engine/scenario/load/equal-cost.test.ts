import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testData, testDataNames } from "../../../testing/test-data";
import { loadPass, type Rates, type Routing, type Share } from "./load-pass";
import { knownLimit, type Point, pointsOf } from "./point";

/**
 * The load pass that serves estates, on public networks whose link loads others have computed: equal-cost forwarding is
 * its routing here (hop count, equal split over next hops), every demand goes in both directions, the busiest
 * direction is 100.
 */

interface PublicNetwork {
  readonly graph: { readonly demands: Readonly<Record<string, Readonly<Record<string, number>>>> };
  readonly edges: readonly PublicLink[];
}

interface PublicLink {
  readonly source: number;
  readonly target: number;
  readonly ecmp_fwd: { readonly org: number };
  readonly ecmp_bwd: { readonly org: number };
}

interface GraphDemand extends Rates {
  readonly from: number;
  readonly to: number;
}

const FOLDER = "topohub-sndlib";
const names = testDataNames(FOLDER).filter((name) => name.endsWith(".json"));

describe.each(names.length > 0 ? [{ files: names }] : [])("link loads of public networks", ({ files }) => {
  it("has all 18 networks", () => expect(files.length).toBe(18));

  it.each(files)("%s: every link within 0.01 of the file", (name) => {
    const { graph, links } = read(name);
    const demands = Object.entries(graph.demands).flatMap(([from, row]) =>
      Object.entries(row).flatMap(([to, rate]) => [demandOf(from, to, rate), demandOf(to, from, rate)]),
    );
    const loads = loadPass(demands, equalCost(links));
    const loadOf = (from: number, to: number) =>
      (loads.get(pointOf(from, to).key)?.parts ?? []).reduce((sum, { amount }) => sum + amount, 0);
    const busiest = Math.max(
      ...links.flatMap(({ source, target }) => [loadOf(source, target), loadOf(target, source)]),
    );
    const differences = links.flatMap(({ source, target, ecmp_fwd, ecmp_bwd }) => [
      Math.abs((loadOf(source, target) / busiest) * 100 - ecmp_fwd.org),
      Math.abs((loadOf(target, source) / busiest) * 100 - ecmp_bwd.org),
    ]);
    expect(differences.length).toBe(2 * links.length);
    expect(Math.max(...differences)).toBeLessThanOrEqual(0.01);
  });
});

function read(name: string) {
  const path = testData(`${FOLDER}/${name}`);
  const { graph, edges }: PublicNetwork = JSON.parse(readFileSync(path ?? "", "utf8"));
  return { graph, links: edges };
}

function demandOf(from: string, to: string, rateGbps: number): GraphDemand {
  const none = { replyRateGbps: 0, packetsPerSecond: null, connections: null, peakMinutes: null };
  return { ...none, from: Number(from), to: Number(to), rateGbps };
}

function pointOf(from: number, to: number): Point {
  const [point] = pointsOf(
    { kind: "link", id: `${from}-${to}` },
    { direction: "out", limits: { bandwidth: knownLimit(100) } },
  );
  if (!point) throw new Error("a link has one point");
  return point;
}

/** Hop-count shortest paths; a node hands what it has on to its next hops in equal parts. */
function equalCost(links: readonly PublicLink[]): Routing<GraphDemand> {
  const neighbours = new Map<number, number[]>();
  for (const { source, target } of links) {
    neighbours.set(source, [...(neighbours.get(source) ?? []), target]);
    neighbours.set(target, [...(neighbours.get(target) ?? []), source]);
  }
  const distances = new Map([...neighbours.keys()].map((node) => [node, distancesTo(neighbours, node)]));
  return ({ from, to }) => {
    const far = distances.get(to) ?? new Map<number, number>();
    const shares: Share[] = [];
    const held = new Map([[from, 1]]);
    // A Map also visits what is added while it is walked; nodes are met in the order of their distance.
    for (const [node, share] of held) {
      const next = (neighbours.get(node) ?? []).filter((each) => far.get(each) === (far.get(node) ?? 0) - 1);
      for (const each of next) {
        held.set(each, (held.get(each) ?? 0) + share / next.length);
        shares.push({ point: pointOf(node, each), forward: share / next.length, reply: 0 });
      }
    }
    return shares;
  };
}

function distancesTo(neighbours: ReadonlyMap<number, readonly number[]>, to: number): Map<number, number> {
  const distances = new Map([[to, 0]]);
  for (const [node, distance] of distances)
    for (const each of neighbours.get(node) ?? [])
      if (!distances.has(each)) distances.set(each, distance + 1);
  return distances;
}
