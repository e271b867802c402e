import { describe, expect, it } from "vitest";
import { indexConfiguration } from "../../server/engine/configuration";
import type { Failure } from "../../server/engine/semantics";
import { buildTopologyView, type TopologyNode } from "../../server/engine/topology";
import { buildConfiguration } from "../../server/testing/network-builder";
import { b1 } from "../../server/testing/network-builder-bases";
import { attackable } from "./attackable";
import { failureCode, parseFailureCode, simulable } from "./failure-code";
import { countsText, hiddenIds, marksOf, NO_MARKS } from "./marks";
import { type Direction, nearestNode } from "./nearest-node";
import { withOpened, withToggled } from "./open-places";
import { filterRows } from "./outline-filter";
import { foundSentence } from "./row-words";
import { ringsOf } from "./use-blast-overlay";

const index = indexConfiguration(buildConfiguration(b1()));
const view = buildTopologyView(index, { open: [] });
const closed = buildTopologyView(index, { open: ["-v1"] });
const row = (id: string) => {
  const found = view.rows.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
};

describe("failures in the address", () => {
  it.each<Failure>([
    { mode: "down", kind: "natGateway", id: "nat-1" },
    { mode: "blocked", kind: "securityGroup", id: "sg:with,odd/chars%" },
    { mode: "withdrawn", kind: "routeTable", id: "rtb-1", route: "::/0" },
  ])("$mode $id is read back as written", (failure) => {
    expect(parseFailureCode(failureCode(failure))).toEqual(failure);
  });

  it.each([
    "",
    "down",
    "down:natGateway",
    "explode:natGateway:nat-1",
    "down:natGateway:nat-1:0.0.0.0%2F0",
    "withdrawn:routeTable:rtb-1",
    "down:%E0%A4%A:nat",
    "a:b:c:d:e",
  ])("%j is no failure", (code) => expect(parseFailureCode(code)).toBeNull());

  it.each([
    { kind: "natGateway", mode: "down" },
    { kind: "zone", mode: "down" },
    { kind: "securityGroup", mode: "blocked" },
    { kind: "networkAcl", mode: "blocked" },
  ])("$kind can be simulated: $mode", ({ kind, mode }) => {
    expect(simulable({ kind, id: "x" })).toMatchObject({ kind: "failure", failure: { kind, id: "x", mode } });
  });

  it.each([null, { kind: "vpc", id: "v" }, { kind: "targetGroup", id: "t" }])(
    "%j says why it cannot",
    (element) => {
      expect(simulable(element)).toMatchObject({ kind: "not", why: expect.stringMatching(/\w/) });
    },
  );
});

describe("marks", () => {
  const lost = new Map([
    ["app-a", "lost" as const],
    ["app-b", "lost" as const],
    ["nat-a", "target" as const],
  ]);

  it("marks the rows and nodes of the resources, and counts them in every box around", () => {
    const marks = marksOf(view.rows, lost, () => undefined);
    expect([...marks.nodes.keys()].sort()).toEqual(["app-a", "app-b", "nat-a"]);
    expect(countsText(marks.boxes.get("v1"))).toBe("1 failing, 2 lost");
    expect(countsText(marks.boxes.get("v1/zone-a"))).toBe("1 failing, 1 lost");
  });

  it("counts what is folded away in the row around it", () => {
    const marks = marksOf(closed.rows, lost, () => "v1");
    expect(marks.rows.size).toBe(0);
    expect(countsText(marks.boxes.get("v1"))).toBe("1 failing, 2 lost");
  });
});

it.each([
  { name: "free text finds names and ids", filter: "db-", expected: ["db-a", "eni-db-a"] },
  { name: "a type in any spelling", filter: "type:nat-gateway", expected: ["nat-a", "nat-b"] },
  { name: "words narrow each other", filter: "type:subnet name:prv", expected: ["prv-a", "prv-b"] },
  { name: "an address", filter: "type:instance ip:10.0.0.10", expected: ["web-a"] },
  { name: "a status", filter: "status:lost", expected: ["app-a"] },
  { name: "nothing", filter: "no-such-thing", expected: [] },
])("filters rows: $name", ({ filter, expected }) => {
  const marks = marksOf(view.rows, new Map([["app-a", "lost" as const]]), () => undefined);
  expect(
    filterRows(view.rows, filter, marks)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([...expected].sort());
});

describe("bands of an overlay", () => {
  const exposure = new Map([["web-a", "exposure-internet" as const]]);
  const labels = new Map([["web-a", "tcp/443"]]);

  it("say more beside the mark", () => {
    const marks = marksOf(view.rows, exposure, () => undefined, { labels });
    expect(marks.labels.get("web-a")).toBe("tcp/443");
    expect(countsText(marks.boxes.get("v1"))).toBe("1 open to the internet");
    expect(filterRows(view.rows, "", marks)).toBe(view.rows);
  });

  it("are counted in words that fit any number", () => {
    const counts = new Map([
      ["load-ok" as const, 12],
      ["load-unknown" as const, 1],
      ["blast-1" as const, 2],
    ]);
    expect(countsText(counts)).toBe("2 falling in 1 step, 1 with a limit not known, 12 with headroom");
  });

  it("leave only their own rows when some are shown alone", () => {
    const marks = marksOf(view.rows, exposure, () => undefined, { labels, isFiltered: true });
    expect(filterRows(view.rows, "", marks).map(({ id }) => id)).toEqual(["web-a"]);
    const none = marksOf(view.rows, new Map(), () => undefined, { isFiltered: true });
    expect(filterRows(view.rows, "", none)).toEqual([]);
  });
});

it("shows all rows without a filter", () => expect(filterRows(view.rows, " ", NO_MARKS)).toBe(view.rows));

it.each<{ direction: Direction; from: string; expected: string | null }>([
  { direction: "ArrowRight", from: "nat-a", expected: "web-a" },
  { direction: "ArrowLeft", from: "web-a", expected: "nat-a" },
  { direction: "ArrowDown", from: "pub-a", expected: "prv-a" },
  { direction: "ArrowUp", from: "igw-1", expected: null },
])("from $from, $direction goes to $expected", ({ direction, from, expected }) => {
  const boxes = view.nodes.filter(({ kind }) => kind === "subnet");
  const nodes = from === "pub-a" ? boxes : view.nodes.filter(({ seat }) => seat !== "box");
  const start = view.nodes.find(({ id }) => id === from) as TopologyNode;
  expect(nearestNode(nodes, start, direction)?.id ?? null).toBe(expected);
});

it("says what was found and where", () => {
  expect(foundSentence(row("nat-a"), view.rows, 4)).toBe("nat-a in subnet pub-a, VPC v1, 4 neighbours");
  expect(foundSentence(row("v1"), view.rows, 1)).toBe("v1, 1 neighbour");
});

it.each([
  { name: "closing an open row", open: [], id: "v1", expected: ["-v1"] },
  { name: "closing what was opened by hand", open: ["a", "v1"], id: "v1", expected: ["a", "-v1"] },
])("$name", ({ open, id, expected }) => expect(withToggled(open, row(id))).toEqual(expected));

it("opens a way, the newest last, and takes back that parts of it were closed", () => {
  expect(withOpened(["-v1", "x", "s"], ["v1", "s"])).toEqual(["x", "v1", "s"]);
});

describe("an attack on the map", () => {
  const step = (more: object) => ({
    kind: "exploit" as const,
    on: { kind: "instance", id: "i-1" },
    by: "CVE-1",
    weakness: null,
    from: null,
    service: "tcp/5432",
    through: null,
    rules: ["sg-web egress all traffic to 0.0.0.0/0", "sg-app ingress tcp 5432 from sg-web"],
    routes: [],
    aclEntries: [],
    ...more,
  });
  const host = (id: string, stepCount: number, chain: ReturnType<typeof step>[]) => ({
    element: { kind: "instance", id },
    level: "root" as const,
    stepCount,
    chain,
  });

  it("is drawn in rings, with the last rule that let it through", () => {
    const rings = ringsOf({
      sentence: "",
      starts: [],
      compromised: [
        host("i-0", 0, []),
        host("i-1", 1, [step({})]),
        host("i-3", 4, [step({}), step({ rules: [] })]),
      ],
      roles: [],
      dataAtRisk: [],
      dataReachable: [],
      disrupted: [],
      networkControl: [],
      blastRadius: { hostCount: 2, storeCount: 0, roleCount: 0, depth: 4 },
      findings: [],
      undecided: [
        { kind: "instance", id: "i-1" },
        { kind: "instance", id: "i-9" },
      ],
      missing: [],
      leftOut: null,
      notes: [],
    });
    expect(Object.fromEntries(rings)).toEqual({
      "i-0": { band: "blast-origin" },
      "i-1": { band: "blast-1", label: "1 step, via sg-app:5432" },
      "i-3": { band: "blast-3", label: "4 steps, via tcp/5432" },
      "i-9": { band: "blast-undecided" },
    });
  });

  it.each([
    { kind: "instance", verb: "compromise" },
    { kind: "networkInterface", verb: "compromise" },
    { kind: "subnet", verb: "insider" },
  ])("begins on $kind", ({ kind, verb }) =>
    expect(attackable({ kind, id: "x-1" })).toEqual({ kind: "start", verb, from: "x-1" }),
  );

  it.each(["databaseInstance", "natGateway", "vpc"])("does not begin on %s, and says why", (kind) =>
    expect(attackable({ kind, id: "x-1" })).toMatchObject({ kind: "not", why: expect.any(String) }),
  );
});

it("of what is folded away the worst is looked for first, so that a limit leaves out the mildest", () => {
  const marks = new Map([
    ["fine", "exposure-none"],
    ["open", "exposure-internet"],
    ["app-a", "exposure-internet"],
    ["half", "exposure-part"],
  ] as const);
  expect(hiddenIds(view.rows, marks)).toEqual(["open", "half", "fine"]);
  expect(hiddenIds(view.rows, marks, 2)).toEqual(["open", "half"]);
  expect(hiddenIds([], marks)).toEqual([]);
});
