import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1, b3 } from "../../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../../testing/network-builder-change";
import type { NetworkSpec } from "../../../testing/network-builder-spec";
import { indexConfiguration } from "../../configuration";
import { flowText, type IntentEnd, inferIntents } from "../../intent";
import type { Failure } from "../../semantics";
import type { IntentOutcome } from "./outcome";
import { singleFailures } from "./single-failures";
import { runWhatIf } from "./what-if";

const down = (kind: string, id: string): Failure => ({ kind, id, mode: "down" });
const end = (each: IntentEnd) => (each.kind === "tier" ? each.name.replace("sg-", "") : "internet");
const text = ({ intent, lostMembers, withComponent }: IntentOutcome) =>
  `${end(intent.from)} > ${end(intent.to)} ${flowText(intent)}: ${lostMembers.map(({ id }) => id).join(",")}${withComponent ? " (own)" : ""}`;

function whatIf(network: NetworkSpec, ...failures: Failure[]) {
  const configuration = buildConfiguration(network);
  const { intents } = inferIntents(indexConfiguration(configuration));
  return runWhatIf(configuration, intents, { failures: [...failures], horizon: "T1", view: "observed" });
}

interface Row {
  readonly name: string;
  readonly change?: NetworkChange;
  readonly failures: readonly Failure[];
  readonly lost?: readonly string[];
  readonly degraded?: readonly string[];
  readonly sentence: string;
}

it.each<Row>([
  {
    name: "F-15: a NAT gateway cuts its callers off, and nobody else",
    failures: [down("natGateway", "nat-b")],
    lost: ["app > internet tcp/443: app-b"],
    sentence: "Losing nat-b cuts 1 host off from the internet.",
  },
  {
    name: "F-17: an internet gateway takes both directions of everybody",
    failures: [down("internetGateway", "igw-1")],
    lost: [
      "app > internet tcp/443: app-a,app-b",
      "db > internet tcp/443: db-a",
      "internet > web tcp/443: web-a",
      "internet > web tcp/80: web-a",
      "web > internet tcp/443: web-a",
    ],
    sentence:
      "Losing igw-1 cuts 4 hosts off from the internet and makes sg-web (1 host) unreachable from the internet.",
  },
  {
    name: "F-6: one of two members is a degradation of what it asks and what it answers",
    failures: [down("instance", "app-a")],
    degraded: [
      "app > db tcp/5432: app-a (own)",
      "app > internet tcp/443: app-a (own)",
      "web > app tcp/8080: ",
    ],
    sentence: "Losing app-a loses no required flow; 3 flows left with fewer working members.",
  },
  {
    name: "F-6: the only member of a tier is lost to those who call it",
    failures: [down("instance", "db-a")],
    lost: ["app > db tcp/5432: app-a,app-b (own)", "db > internet tcp/443: db-a (own)"],
    sentence: "Losing db-a cuts sg-app (2 hosts) off from sg-db.",
  },
  {
    name: "F-4: a zone takes along what is in it and what leans on it",
    change: { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } } },
    failures: [down("zone", "zone-a")],
    lost: [
      "app > db tcp/5432: app-a,app-b (own)",
      "app > internet tcp/443: app-a,app-b",
      "db > internet tcp/443: db-a (own)",
      "internet > web tcp/443: web-a (own)",
      "internet > web tcp/80: web-a (own)",
      "web > app tcp/8080: web-a (own)",
      "web > internet tcp/443: web-a (own)",
    ],
    sentence:
      "Losing zone zone-a stops 3 hosts, cuts 1 host off from the internet, makes sg-web (1 host) unreachable from the internet and cuts sg-app (1 host) off from sg-db.",
  },
  {
    name: "F-14: a withdrawn route falls through to nothing",
    failures: [{ kind: "routeTable", id: "rt-prv-b", mode: "withdrawn", route: "0.0.0.0/0" }],
    lost: ["app > internet tcp/443: app-b"],
    sentence: "Withdrawing 0.0.0.0/0 from rt-prv-b cuts 1 host off from the internet.",
  },
  {
    name: "F-10: a group that blocks admits nobody, its members stay peers of other rules",
    failures: [{ kind: "securityGroup", id: "sg-db", mode: "blocked" }],
    lost: ["app > db tcp/5432: app-a,app-b", "db > internet tcp/443: db-a"],
    sentence: "Blocking sg-db cuts 1 host off from the internet and cuts sg-app (2 hosts) off from sg-db.",
  },
  {
    name: "among peers, the last one standing is a degradation",
    change: { groups: { "sg-app": { in: and("tcp 7946 from sg-app") } } },
    failures: [down("instance", "app-b")],
    degraded: [
      "app > app tcp/7946: app-a,app-b (own)",
      "app > db tcp/5432: app-b (own)",
      "app > internet tcp/443: app-b (own)",
      "web > app tcp/8080: ",
    ],
    sentence: "Losing app-b loses no required flow; 4 flows left with fewer working members.",
  },
  {
    name: "a host that nobody calls ends its own flows alone",
    change: { groups: { "sg-db": { in: [] } } },
    failures: [down("instance", "db-a")],
    lost: ["db > internet tcp/443: db-a (own)"],
    sentence: "Losing db-a ends 1 flow that nobody else needs.",
  },
  {
    name: "what carries no flow loses none",
    change: { nats: { "nat-c": { subnet: "pub-b", address: "10.0.1.6", publicAddress: "198.51.100.7" } } },
    failures: [down("natGateway", "nat-c")],
    sentence: "Losing nat-c affects no required flow.",
  },
])("$name", ({ change = {}, failures, lost = [], degraded = [], sentence }) => {
  const result = whatIf(but(b1(), change), ...failures);
  expect(result.lost.map(text).sort()).toEqual(lost);
  expect(result.degraded.map(text).sort()).toEqual(degraded);
  expect(result.undecided).toEqual([]);
  expect(result.sentence).toBe(sentence);
});

it("gives the path before, where it stops after, and the element that decides", () => {
  const [outcome] = whatIf(b1(), down("natGateway", "nat-b")).lost;
  expect(outcome?.evidence.before.map(({ element }) => element.id)).toContain("nat-b");
  expect(outcome?.evidence.before.at(-1)?.element.id).toBe("eni-app-b");
  expect(outcome?.evidence.after.at(-1)?.action).toBe("drop");
  expect(outcome?.at?.id).toBe("nat-b");
  expect(outcome?.reason).toBe("BLACKHOLE");
});

it("marks what is down with everything in it, and whom it costs something", () => {
  const { affected } = whatIf(b1(), down("subnet", "pub-b"));
  const marks = affected.map(({ element, status }) => `${status} ${element.id}`);
  expect(marks).toEqual(expect.arrayContaining(["down pub-b", "down nat-b", "lost app-b"]));
  expect(marks).not.toContain("lost app-a");
});

it("tells collateral loss from loss with the component", () => {
  const change = { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } } };
  const { lost, collateral, lostWithComponent } = whatIf(but(b1(), change), down("zone", "zone-a"));
  expect([...collateral, ...lostWithComponent].sort()).toEqual(lost.map(({ intent }) => intent.id).sort());
  expect(collateral).toHaveLength(1);
});

it("shows a loss on a host that still stands, where there is one", () => {
  const change = { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } } };
  const { lost } = whatIf(but(b1(), change), down("zone", "zone-a"));
  const egress = lost.find(({ lostMembers }) => lostMembers.some(({ id }) => id === "app-b"));
  expect(egress?.lostMembers.map(({ id }) => id)).toEqual(["app-a", "app-b"]);
  expect(egress?.evidence.before[0]?.element.id).toBe("eni-app-b");
});

it("tells alike hosts apart by what each of them loses", () => {
  const second = (vm: string, address: string) => ({
    ...{ vm, device: 1, subnet: "pub-b", addresses: [address], groups: ["sg-app"] },
  });
  const change: NetworkChange = {
    vms: { "app-c": { subnet: "prv-a", addresses: ["10.0.10.11"], groups: ["sg-app"] } },
    interfaces: { "eni-2a": second("app-a", "10.0.1.21"), "eni-2c": second("app-c", "10.0.1.22") },
  };
  const failures = [down("networkInterface", "eni-app-a"), down("networkInterface", "eni-2c")];
  const { lost } = whatIf(but(b1(), change), ...failures);
  expect(lost.map(text)).toContain("app > internet tcp/443: app-a");
});

it("leaves undecided what was not decided before", () => {
  const { undecided, lost } = whatIf(
    but(b1(), { coverage: { networkAcl: "denied" }, vpcs: { v1: { defaultAcl: false } } }),
    down("natGateway", "nat-a"),
  );
  expect(lost).toEqual([]);
  expect(undecided.length).toBeGreaterThan(0);
  expect(undecided[0]?.missing.length).toBeGreaterThan(0);
});

it("a transit gateway attachment's failure cuts the VPCs off from each other", () => {
  const change: NetworkChange = {
    tgws: { t: { groupReferencing: true } },
    attachments: { "att-a": { groupReferencing: true }, "att-b": { groupReferencing: true } },
    groups: { "sg-b": { in: ["tcp 443 from sg-a"] } },
  };
  const { lost } = whatIf(but(b3(), change), down("transitGatewayAttachment", "att-b"));
  expect(lost.map(text)).toEqual(["a > b tcp/443: a1,a2"]);
});

it("lists every single failure once, of what works now, in a stable order", () => {
  const network = but(b1(), {
    vms: { "app-b": { state: "stopped" } },
    nats: { "nat-b": { state: "deleted" } },
  });
  const failures = singleFailures(indexConfiguration(buildConfiguration(network)));
  const texts = failures.map(({ kind, id, mode, route }) => `${kind} ${id} ${mode} ${route ?? ""}`.trim());
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts).toEqual(
    expect.arrayContaining(["zone zone-a down", "routeTable rt-prv-a withdrawn 0.0.0.0/0"]),
  );
  expect(texts).not.toContain("instance app-b down");
  expect(texts).not.toContain("natGateway nat-b down");
  expect(texts.filter((each) => each.includes("withdrawn 10.0.0.0/16"))).toEqual([]);
});
