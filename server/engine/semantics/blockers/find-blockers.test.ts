import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkArbitrary, questionArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4 } from "../../../testing/network-builder-balanced";
import { but, network } from "../../../testing/network-builder-change";
import { address, ask } from "../../../testing/network-builder-question";
import {
  screenedNetworkArbitrary,
  screenedQuestionArbitrary,
} from "../../../testing/screened-network-arbitrary";
import type { Configuration } from "../../configuration";
import { buildNetwork, type Network } from "../network";
import type { Question } from "../question";
import { traceFlow } from "../trace";
import { applyCures } from "./apply-cures";
import type { Cure } from "./cure";
import { findBlockers } from "./find-blockers";
import { traceWithBlockers } from "./trace-with-blockers";

const numRuns = process.env.UMBRA_LONG === "1" ? 500 : 60;
const anyMode = fc.constantFrom<Question["mode"]>("connection", "oneway");

/** A web server and its database in two subnets, each with an ACL of its own. */
const TIERS = network({
  vpcs: { A: { prefixes: ["10.0.0.0/16"] }, B: { prefixes: ["10.1.0.0/16"] } },
  subnets: {
    web: { vpc: "A", prefixes: ["10.0.1.0/24"], zone: "z1" },
    data: { vpc: "A", prefixes: ["10.0.2.0/24"], zone: "z1" },
    far: { vpc: "B", prefixes: ["10.1.1.0/24"], zone: "z1" },
  },
  groups: {
    "sg-web": { vpc: "A", in: ["all from 0.0.0.0/0"] },
    "sg-db": { vpc: "A", in: ["tcp 22 from 10.0.0.0/16"] },
    "sg-far": { vpc: "B", in: ["all from 0.0.0.0/0"] },
  },
  acls: {
    "acl-web": {
      vpc: "A",
      subnets: ["web"],
      in: ["90 deny tcp 1024-65535 0.0.0.0/0", "100 allow all 0.0.0.0/0"],
      out: ["100 allow all 0.0.0.0/0"],
    },
  },
  tables: {
    "rt-a": { vpc: "A", subnets: ["web", "data"], routes: [] },
    "rt-b": { vpc: "B", subnets: ["far"], routes: [] },
  },
  igws: { "igw-a": {} },
  peerings: { "pcx-ab": { requester: "A", accepter: "B" } },
  tgws: { t: {} },
  attachments: {
    "att-a": { tgw: "t", vpc: "A", subnets: ["web"] },
    "att-b": { tgw: "t", vpc: "B", subnets: ["far"] },
  },
  tgwTables: {
    "rt-t": { tgw: "t", associated: ["att-a", "att-b"], propagated: ["att-a", "att-b"], routes: [] },
  },
  vms: {
    web: { subnet: "web", addresses: ["10.0.1.10"], groups: ["sg-web"] },
    db: { subnet: "data", addresses: ["10.0.2.10"], groups: ["sg-db"] },
    far: { subnet: "far", addresses: ["10.1.1.10"], groups: ["sg-far"] },
  },
});

describe("everything that stands in the way", () => {
  it("names a group on the way there and an ACL on the way back as one set", () => {
    expect(changesFor(ask("web", "db", "tcp/5432"))).toEqual([
      [
        "add ingress tcp 5432 from 10.0.1.10/32 to security group `sg-db`",
        "allow inbound tcp 32768-60999 from 10.0.2.10/32 in network ACL `acl-web`, in a rule number below 90",
      ],
    ]);
  });

  it("gives either of two groups as a set of its own", () => {
    const two = but(TIERS, {
      groups: { "sg-also": { vpc: "A", in: [] } },
      vms: { db: { groups: ["sg-db", "sg-also"] } },
      acls: { "acl-web": { in: ["100 allow all 0.0.0.0/0"] } },
    });
    expect(changesFor(ask("web", "db", "tcp/5432"), buildConfiguration(two))).toEqual([
      ["add ingress tcp 5432 from 10.0.1.10/32 to security group `sg-also`"],
      ["add ingress tcp 5432 from 10.0.1.10/32 to security group `sg-db`"],
    ]);
  });

  it("proposes each way that is there for a missing route, there and back", () => {
    const found = changesFor(ask("db", "far", "tcp/443"));
    expect(found[0]).toEqual([
      "add route 10.1.0.0/16 → pcx-ab to route table `rt-a`",
      "add route 10.0.0.0/16 → pcx-ab to route table `rt-b`",
    ]);
    expect(found).toContainEqual([
      "add route 10.1.0.0/16 → t to route table `rt-a`",
      "add route 10.0.0.0/16 → t to route table `rt-b`",
    ]);
  });

  it("attaches a gateway, routes to it and gives a public address where all of it is missing", () => {
    const open = buildConfiguration(but(TIERS, { groups: { "sg-db": { in: ["all from 0.0.0.0/0"] } } }));
    expect(changesFor(ask("db", "internet", "tcp/443"), open)[0]?.sort()).toEqual([
      "add route 0.0.0.0/0 → igw-a to route table `rt-a`",
      "attach `igw-a` to VPC `A`",
      "give network interface `eni-db` a public address for 10.0.2.10",
    ]);
  });

  it("starts an instance, and restores what is supposed to have failed", () => {
    const stopped = buildConfiguration(but(TIERS, { vms: { far: { state: "stopped" } } }));
    expect(changesFor(ask("far", "far", "tcp/1"), stopped)).toEqual([["start instance `far`"]]);
    const failed = buildNetwork(buildConfiguration(TIERS), {
      failures: [{ kind: "instance", id: "web", mode: "down" }],
    });
    const { blockers } = traceWithBlockers(failed, ask("web", "db", "tcp/22"));
    expect(blockers.flatMap(({ changes }) => changes)).toContain(
      "restore `web`, which is supposed to have failed",
    );
  });

  it("opens a balancer's way to its targets, at each horizon, as a network built anew says too", () => {
    const shut = buildConfiguration(but(b4(), { groups: { "sg-app": { in: [] } } }));
    const question = ask("internet", { kind: "loadBalancer", id: "alb-1" }, "tcp/443");
    for (const horizon of ["T0", "T1"] as const) {
      const failures = [{ kind: "natGateway", id: "nat-a", mode: "down" }] as const;
      const { sets } = findBlockers(buildNetwork(shut, { horizon, failures }), question);
      expect(sets.map((set) => [...new Set(set.map(placeOf))])).toContainEqual(["sg-app ingress"]);
      for (const set of sets) {
        const anew = buildNetwork(applyCures(shut, set), { horizon, failures });
        expect(verdictOf(anew, question)).toBe("REACHABLE");
      }
    }
  });

  it("gives nobody a public address for one that nobody has", () => {
    const open = but(TIERS, {
      igws: { "igw-a": { vpc: "A" } },
      tables: { "rt-a": { routes: ["0.0.0.0/0 -> igw-a"] } },
    });
    const built = buildNetwork(buildConfiguration(open));
    for (const text of ["10.0.2.99", "10.0.2.10"]) {
      const question = ask("internet", address(text), "tcp/443");
      expect(traceFlow(built, question).reason).toBe("NO_PUBLIC_IP");
      expect(traceFlow(built, question).blockers.map(({ changes }) => changes)).toEqual([[]]);
      expect(traceWithBlockers(built, question).blockers.map(({ changes }) => changes)).toEqual([[]]);
    }
  });

  it("says so where no change of a setting helps", () => {
    const trace = traceWithBlockers(
      buildNetwork(buildConfiguration(TIERS)),
      ask("web", "db", "tcp/443", { family: 6 }),
    );
    expect(trace.blockers.map(({ changes }) => changes)).toEqual([[]]);
  });

  it.each([
    { of: "plain networks", networks: networkArbitrary(), questions: questionArbitrary(anyMode) },
    {
      of: "networks with appliances and endpoints",
      networks: screenedNetworkArbitrary(),
      questions: screenedQuestionArbitrary(anyMode),
    },
  ])("every set opens the flow on a changed copy, and no part of it does: $of", ({ networks, questions }) => {
    let setCount = 0;
    fc.assert(
      fc.property(networks, questions, (spec, question) => {
        const configuration = buildConfiguration(spec);
        const built = buildNetwork(configuration);
        if (verdictOf(built, question) === "REACHABLE") return;
        for (const set of findBlockers(built, question).sets) {
          setCount++;
          expect(verdictAfter(configuration, set, question)).toBe("REACHABLE");
          for (const part of properParts(set))
            expect(verdictAfter(configuration, part, question)).not.toBe("REACHABLE");
        }
      }),
      { numRuns },
    );
    expect(setCount).toBeGreaterThan(numRuns / 4);
  });

  it("finds every single rule, entry or route that opens the flow when tried blindly everywhere", () => {
    let openedCount = 0;
    fc.assert(
      fc.property(networkArbitrary(), questionArbitrary(anyMode), (spec, question) => {
        const configuration = buildConfiguration(spec);
        const built = buildNetwork(configuration);
        if (verdictOf(built, question) !== "NOT_REACHABLE") return;
        const found = findBlockers(built, question);
        const singles = found.sets
          .map((set) => new Set(set.map(placeOf)))
          .flatMap((places) => (places.size === 1 ? [...places] : []));
        for (const cure of everySingle(configuration, question)) {
          if (verdictAfter(configuration, [cure], question) !== "REACHABLE") continue;
          openedCount++;
          expect(singles).toContain(placeOf(cure));
        }
      }),
      { numRuns },
    );
    expect(openedCount).toBeGreaterThan(numRuns / 20);
  });
});

function changesFor(question: Question, configuration = buildConfiguration(TIERS)): string[][] {
  const { blockers } = traceWithBlockers(buildNetwork(configuration), question);
  return blockers.map(({ changes }) => [...changes]);
}

function verdictOf(built: Network, question: Question) {
  return traceFlow(built, question).verdict;
}

function verdictAfter(configuration: Configuration, set: readonly Cure[], question: Question) {
  return verdictOf(buildNetwork(applyCures(configuration, set)), question);
}

function properParts<T>(set: readonly T[]): T[][] {
  return Array.from({ length: 2 ** set.length - 1 }, (_, bits) =>
    set.filter((_item, at) => (bits >> at) & 1),
  );
}

/** Which setting a cure changes, and which way. */
function placeOf(cure: Cure): string {
  switch (cure.kind) {
    case "allowInGroup":
      return `${cure.id} ${cure.direction}`;
    case "allowInAcl":
      return `${cure.id} ${cure.entries[0]?.egress ? "egress" : "ingress"}`;
    case "route":
      return `${cure.id} ${cure.target.id}`;
    default:
      return `${cure.id} ${cure.kind}`;
  }
}

/** All traffic let through any one filter, and every table sent the flow's way by any one target. */
function everySingle(configuration: Configuration, { family }: Question): Cure[] {
  const prefix = family === 4 ? "0.0.0.0/0" : "::/0";
  const { resources } = configuration;
  const groups = resources.securityGroup.flatMap(({ id }) =>
    (["ingress", "egress"] as const).map(
      (direction): Cure => ({
        kind: "allowInGroup",
        id,
        direction,
        rules: [{ protocol: -1, peer: { kind: "prefix", prefix } }],
      }),
    ),
  );
  const acls = resources.networkAcl.flatMap(({ id }) =>
    [true, false].map(
      (egress): Cure => ({
        kind: "allowInAcl",
        id,
        entries: [{ egress, protocol: -1, action: "allow", prefix }],
      }),
    ),
  );
  const routes = resources.routeTable.flatMap(({ id, vpcId }) =>
    TARGETS.filter((target) => standsIn(configuration, target.id, vpcId)).flatMap((target) =>
      DESTINATIONS[family].map(
        (each): Cure => ({ kind: "route", id, destination: { prefix: each }, target }),
      ),
    ),
  );
  return [...groups, ...acls, ...routes];
}

/** What the generated networks have for routes to lead to. */
const TARGETS = [
  { kind: "internetGateway", id: "igw-a" },
  { kind: "internetGateway", id: "igw-b" },
  { kind: "egressOnlyInternetGateway", id: "eigw-a" },
  { kind: "natGateway", id: "nat-a" },
  { kind: "vpcPeeringConnection", id: "pcx-ab" },
  { kind: "transitGateway", id: "t" },
] as const;
const DESTINATIONS = {
  4: ["0.0.0.0/0", "10.0.0.0/16", "10.1.0.0/16", "203.0.113.9/32"],
  6: ["::/0", "2001:db8:a::/56", "2001:db8:b::/56"],
} as const;

function standsIn({ resources }: Configuration, id: string, vpcId: string): boolean {
  const gateways = [...resources.internetGateway, ...resources.egressOnlyInternetGateway];
  const gateway = gateways.find((each) => each.id === id);
  const nat = resources.natGateway.find((each) => each.id === id);
  if (gateway) return gateway.attachments.some((each) => each.vpcId === vpcId);
  return nat === undefined || nat.vpcId === vpcId;
}
