import fc from "fast-check";
import { expect, it } from "vitest";
import { largeEstate } from "../../testing/large-estate";
import { buildConfiguration } from "../../testing/network-builder";
import { b1, b2, b3 } from "../../testing/network-builder-bases";
import { type Configuration, configurationFrom, indexConfiguration, type Resource } from "../configuration";
import { buildTopologyView, locateResources, type TopologyNode, type TopologyView } from ".";

const bases = [b1, b2, b3].map((base) => buildConfiguration(base()));

/** A network with parts missing, so that references dangle, in any order; and what somebody opened or closed. */
const estates = fc
  .record({
    base: fc.oneof(fc.constantFrom(...bases), fc.integer({ min: 1, max: 700 }).map(largeEstate)),
    keepSeed: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    dropShare: fc.constantFrom(0, 0, 1, 4),
  })
  .map(({ base, keepSeed, dropShare }) => {
    const kept = Object.values(base.resources)
      .flat()
      .filter(() => (keepSeed.next().value ?? 0) >= dropShare);
    return configurationFrom(kept as Resource[], []);
  });

const questions = fc.record({
  configuration: estates,
  picks: fc.array(fc.record({ at: fc.nat(), close: fc.boolean() }), { maxLength: 12 }),
});

/** Opens or closes the picked rows one after another, as a person would: each among those then visible. */
function openSome(configuration: Configuration, picks: readonly { at: number; close: boolean }[]) {
  const index = indexConfiguration(configuration);
  let open: string[] = [];
  let view = buildTopologyView(index, { open });
  for (const { at, close } of picks) {
    const row = view.rows[at % Math.max(1, view.rows.length)];
    if (row === undefined) break;
    open = [...open.filter((id) => id !== row.id && id !== `-${row.id}`), close ? `-${row.id}` : row.id];
    view = buildTopologyView(index, { open });
  }
  return { open, view };
}

const overlaps = (a: TopologyNode, b: TopologyNode) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function siblings(view: TopologyView): TopologyNode[][] {
  const groups = new Map<string | null, TopologyNode[]>();
  for (const node of view.nodes) groups.set(node.parentId, [...(groups.get(node.parentId) ?? []), node]);
  return [...groups.values()];
}

it("draws no sibling over another", () => {
  fc.assert(
    fc.property(questions, ({ configuration, picks }) => {
      for (const group of siblings(openSome(configuration, picks).view))
        for (const [i, a] of group.entries())
          for (const b of group.slice(i + 1)) expect(overlaps(a, b), `${a.id} lies over ${b.id}`).toBe(false);
    }),
  );
});

it("draws children inside their box, gateways on its upper border", () => {
  fc.assert(
    fc.property(questions, ({ configuration, picks }) => {
      const { nodes, width, height } = openSome(configuration, picks).view;
      const byId = new Map(nodes.map((node) => [node.id, node]));
      for (const node of nodes) {
        const box = node.parentId === null ? { x: 0, y: 0, width, height } : byId.get(node.parentId);
        if (box === undefined) throw new Error(`${node.id} is in ${node.parentId}, which is not drawn`);
        expect(node.x).toBeGreaterThanOrEqual(box.x);
        expect(node.x + node.width).toBeLessThanOrEqual(box.x + box.width);
        expect(node.y + node.height).toBeLessThanOrEqual(box.y + box.height);
        if (node.seat === "border" && node.parentId !== null) expect(node.y).toBeLessThan(box.y);
        else expect(node.y).toBeGreaterThanOrEqual(box.y);
      }
    }),
  );
});

it("does not depend on the order of the input", () => {
  fc.assert(
    fc.property(
      questions,
      fc.infiniteStream(fc.double({ noNaN: true })),
      ({ configuration, picks }, random) => {
        const { open, view } = openSome(configuration, picks);
        const shuffled = Object.values(configuration.resources)
          .flat()
          .map((resource) => ({ resource: resource as Resource, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ resource }) => resource);
        const again = buildTopologyView(indexConfiguration(configurationFrom(shuffled, [])), { open });
        expect(JSON.stringify(again)).toBe(JSON.stringify(view));
      },
    ),
  );
});

it("gives every resource one row, and zones one in each VPC that uses them, when everything is open", () => {
  fc.assert(
    fc.property(estates, (configuration) => {
      const index = indexConfiguration(configuration);
      const all = Object.values(configuration.resources).flat() as Resource[];
      for (const { id } of all) {
        const located = locateResources(index, [id])[0];
        expect(located, id).toBeDefined();
        const rows = buildTopologyView(index, { open: located?.path ?? [] }).rows;
        const own = rows.filter((row) => row.element?.id === id && row.kind !== "zone");
        if (index.find(id)?.kind !== "zone") expect(own.map((row) => row.id)).toEqual([located?.id]);
      }
    }),
    { numRuns: 12 },
  );
});

it("never draws more than the cap, and says what it folded", () => {
  const configuration = largeEstate(4_000);
  const index = indexConfiguration(configuration);
  fc.assert(
    fc.property(fc.shuffledSubarray(configuration.resources.vpc.map(({ id }) => id)), (vpcs) => {
      const tiers = buildTopologyView(index, { open: vpcs }).rows.filter(({ kind }) => kind === "tier");
      const open = [
        ...vpcs,
        ...configuration.resources.subnet.map(({ id }) => id),
        ...tiers.map(({ id }) => id),
      ];
      const view = buildTopologyView(index, { open });
      expect(view.nodes.length).toBeLessThanOrEqual(2_000);
      expect(view.folded).toEqual(open.slice(0, view.folded.length));
    }),
    { numRuns: 10 },
  );
});
