import { describe, expect, it } from "vitest";
import { largeEstate } from "../../testing/large-estate";
import { buildConfiguration } from "../../testing/network-builder";
import { b4 } from "../../testing/network-builder-balanced";
import { b1, b5, twoRegions } from "../../testing/network-builder-bases";
import { but } from "../../testing/network-builder-change";
import { type Configuration, configurationFrom, indexConfiguration, type Resource } from "../configuration";
import { buildTopologyView, locateResources, type TopologyView } from ".";

function view(configuration: Configuration, ...open: string[]): TopologyView {
  return buildTopologyView(indexConfiguration(configuration), { open });
}

/** `vpc > zone > subnet > vm` in names, for one row. */
function trail({ rows }: TopologyView, id: string): string {
  const row = rows.find((one) => one.id === id);
  if (row === undefined) return "no row";
  return row.parentId === null
    ? row.label
    : `${trail({ rows } as TopologyView, row.parentId)} > ${row.label}`;
}

const small = buildConfiguration(b1());
const open = view(small);

it.each([
  { name: "a VPC stands at the top when there is one account and region", id: "v1", expected: "v1" },
  { name: "a subnet stands in its zone", id: "prv-a", expected: "v1 > zone-a > prv-a" },
  { name: "a VM stands in its subnet", id: "app-a", expected: "v1 > zone-a > prv-a > app-a" },
  {
    name: "an interface is listed under its VM",
    id: "eni-app-a",
    expected: "v1 > zone-a > prv-a > app-a > eni-app-a",
  },
  { name: "a NAT gateway stands in its subnet", id: "nat-b", expected: "v1 > zone-b > pub-b > nat-b" },
  { name: "an internet gateway stands on its VPC's border", id: "igw-1", expected: "v1 > igw-1" },
  { name: "a route table is listed under its VPC", id: "rt-prv-a", expected: "v1 > rt-prv-a" },
  { name: "a security group is listed under its VPC", id: "sg-web", expected: "v1 > sg-web" },
  { name: "a network ACL is listed under its VPC", id: "acl-v1", expected: "v1 > acl-v1" },
])("$name", ({ id, expected }) => expect(trail(open, id)).toBe(expected));

it.each([
  { name: "tunnels under their connection", spec: b5(), id: "vpn-1#1", trail: "vpn-1 > tunnel 1 of vpn-1" },
  {
    name: "nodes under their balancer",
    spec: b4(),
    id: "alb-1#zone-a",
    trail: "v1 > alb-1 > alb-1 in zone-a",
  },
])("what fails by itself has a row and is no resource of its own: $name", (row) => {
  const seen = view(buildConfiguration(row.spec));
  expect(trail(seen, row.id)).toBe(row.trail);
  expect(seen.visibleCount).toBe(seen.totalCount);
  expect(seen.nodes.some(({ id }) => id === row.id)).toBe(false);
});

it("a region with a subnet fails as one, at its box; one without has nothing to lose", () => {
  const { vpc, ...rest } = buildConfiguration(twoRegions()).resources;
  const [first] = vpc;
  if (!first) throw new Error("there are two VPCs");
  const empty = { ...first, id: "C", region: "eu-west-3" };
  const resources = Object.values(rest).flat();
  const { rows } = view(configurationFrom([...vpc, empty, ...resources], []));
  const boxes = rows.filter(({ kind }) => kind === "region");
  expect(boxes.map(({ label, element }) => [label, element])).toEqual([
    ["eu-central-1", { kind: "region", id: "eu-central-1" }],
    ["eu-west-1", { kind: "region", id: "eu-west-1" }],
    ["eu-west-3", null],
  ]);
});

it("opens a small estate whole: one row for each resource", () => {
  expect(open.mode).toBe("all");
  expect(open.visibleCount).toBe(open.totalCount);
  expect(open.rows).toHaveLength(open.totalCount);
  expect(open.rows.every(({ expandable, expanded }) => expandable === expanded)).toBe(true);
});

it.each([
  { kind: "security groups", id: "sg-web" },
  { kind: "route tables", id: "rt-prv-a" },
  { kind: "interfaces of a VM", id: "eni-app-a" },
])("lists $kind without drawing them; the row points at the node around it", ({ id }) => {
  expect(open.nodes.some((node) => node.id === id)).toBe(false);
  const nodeId = open.rows.find((row) => row.id === id)?.nodeId;
  expect(open.nodes.some((node) => node.id === nodeId)).toBe(true);
});

it.each([
  {
    name: "a subnet to the NAT gateway its default route names",
    source: "prv-a",
    target: "nat-a",
    label: "0.0.0.0/0",
  },
  { name: "a subnet to the internet gateway", source: "pub-b", target: "igw-1", label: "0.0.0.0/0" },
])("connects $name", ({ source, target, label }) => {
  expect(open.edges.find((edge) => edge.source === source && edge.target === target)).toMatchObject({
    kind: "route",
    label,
    count: 1,
  });
});

it("merges the connections of a closed box, and drops those inside it", () => {
  const closed = view(small, "-v1");
  expect(closed.nodes.map(({ id }) => id)).toEqual(["v1"]);
  expect(closed.edges).toEqual([]);
  const zoneClosed = view(small, "-v1/zone-b");
  expect(zoneClosed.edges.map(({ source, target, count }) => ({ source, target, count }))).toContainEqual({
    source: "v1/zone-b",
    target: "igw-1",
    count: 1,
  });
});

it("stands subnets of one role at one height in every zone", () => {
  const y = (id: string) => open.nodes.find((node) => node.id === id)?.y;
  expect(y("pub-a")).toBe(y("pub-b"));
  expect(y("prv-a")).toBe(y("prv-b"));
  expect(y("pub-a") ?? 0).toBeLessThan(y("prv-a") ?? 0);
});

it("leaves the other zones where they are when a VM is added", () => {
  const one = b1();
  const template = one.vms["app-b"];
  if (template === undefined) throw new Error("b1 has no app-b");
  const more = view(
    buildConfiguration(but(one, { vms: { "app-b2": { ...template, addresses: ["10.0.11.77"] } } })),
  );
  const inZoneA = (from: TopologyView) =>
    from.nodes.filter(({ id }) => /-a$/.test(id)).map(({ id, x, y }) => ({ id, x, y }));
  expect(inZoneA(more)).toEqual(inZoneA(open));
});

it("keeps a VPC that others refer to and the input lacks, marked", () => {
  const without = configurationFrom(
    (Object.values(small.resources).flat() as Resource[]).filter(({ kind }) => kind !== "vpc"),
    [],
  );
  const row = view(without).rows.find(({ id }) => id === "v1");
  expect(row?.badges).toEqual([{ kind: "absent", label: "named by others, not in the input" }]);
  expect(view(without).visibleCount).toBe(view(without).totalCount);
});

it("shows an empty estate as nothing", () => {
  expect(view(configurationFrom([], []))).toMatchObject({ nodes: [], edges: [], rows: [], totalCount: 0 });
});

describe("a large estate", () => {
  const large = largeEstate(10_000);
  const firstVpc = large.resources.vpc[0]?.id ?? "";
  const closed = view(large);

  it("starts with its VPCs and what links them, each with its count", () => {
    expect(closed.mode).toBe("summary");
    expect(new Set(closed.nodes.map(({ kind }) => kind))).toEqual(new Set(["vpc", "transitGateway"]));
    expect(closed.nodes.find(({ id }) => id === firstVpc)).toMatchObject({
      memberCount: 500,
      expanded: false,
    });
    expect(closed.totalCount).toBeGreaterThan(20_000);
    expect(closed.visibleCount).toBe(closed.rows.length);
  });

  it("shows the subnets of an opened VPC with classes of like instances", () => {
    const opened = view(large, firstVpc);
    const tiers = opened.nodes.filter(({ kind }) => kind === "tier");
    expect(tiers.map(({ label }) => label)).toContain("api × 56");
    expect(opened.nodes.length).toBeLessThanOrEqual(400);
    const instances = opened.nodes.filter(({ kind }) => kind === "instance").length;
    expect(instances + tiers.reduce((sum, { memberCount }) => sum + memberCount, 0)).toBe(500);
  });

  it("opens a class of up to fifty into its members, a larger one into runs of fifty", () => {
    const tiers = view(large, firstVpc).nodes.filter(({ kind }) => kind === "tier");
    for (const { id, memberCount } of tiers) {
      const opened = view(large, firstVpc, id);
      const inside = opened.nodes.filter(({ parentId }) => parentId === id);
      expect(inside).toHaveLength(memberCount <= 50 ? memberCount : Math.ceil(memberCount / 50));
      expect(inside.reduce((sum, node) => sum + node.memberCount, 0)).toBe(memberCount);
    }
    expect(tiers.some(({ memberCount }) => memberCount > 50)).toBe(true);
  });

  it("does not class apart what differs in a way a flow could see", () => {
    const [instance] = large.resources.instance;
    const odd = configurationFrom(
      (Object.values(large.resources).flat() as Resource[]).map((resource) =>
        resource.kind === "networkInterface" && resource.attachment?.instanceId === instance?.id
          ? { ...resource, sourceDestCheck: false }
          : resource,
      ),
      [],
    );
    const path = locateResources(indexConfiguration(odd), [instance?.id ?? ""])[0]?.path ?? [];
    expect(path.some((id) => id.includes("/tier-"))).toBe(false);
  });

  it("finds its way to any instance, and opening that way shows it", () => {
    const index = indexConfiguration(large);
    for (const instance of large.resources.instance.filter((_, i) => i % 997 === 0)) {
      const path = locateResources(index, [instance.id])[0]?.path ?? [];
      const opened = buildTopologyView(index, { open: path });
      expect(opened.nodes.some(({ id }) => id === instance.id)).toBe(true);
      expect(opened.nodes.length).toBeLessThanOrEqual(400);
    }
  });
});
