import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b4, b4n } from "../../../testing/network-builder-balanced";
import { b3, b5, b7 } from "../../../testing/network-builder-bases";
import { and, but, type NetworkChange } from "../../../testing/network-builder-change";
import { address, ask } from "../../../testing/network-builder-question";
import type { NetworkSpec } from "../../../testing/network-builder-spec";
import { buildNetwork } from "../network";
import type { Question } from "../question";
import { traceFlow } from "../trace";
import { applyCures } from "./apply-cures";
import { findBlockers } from "./find-blockers";

const numRuns = process.env.UMBRA_LONG === "1" ? 200 : 20;

/** A network on which a flow gets through, and ways to break a single setting of it. */
interface Whole {
  readonly name: string;
  readonly network: NetworkSpec;
  readonly question: Question;
  readonly damages: Readonly<Record<string, NetworkChange>>;
}

const closed = { in: [] };
const shutAcl = (vpc: string, ...subnets: readonly string[]) => ({
  "acl-x": { vpc, subnets, in: ["100 allow all 0.0.0.0/0"], out: [] },
});

const WHOLES: readonly Whole[] = [
  {
    name: "an application load balancer",
    network: b4(),
    question: ask("internet", { kind: "loadBalancer", id: "alb-1" }, "tcp/443"),
    damages: {
      "its group": { groups: { "sg-alb": closed } },
      "its targets' group": { groups: { "sg-app": closed } },
      "no listener": { balancers: { "alb-1": { listeners: ["HTTP 80 -> tg-app"] } } },
      "no targets": { targetGroups: { "tg-app": { targets: [] } } },
      internal: {
        balancers: { "alb-1": { public: false, nodes: { "pub-a": "10.0.0.20", "pub-b": "10.0.1.20" } } },
      },
      "no way to the internet": { tables: { "rt-pub": { routes: [] } } },
    },
  },
  {
    name: "a network load balancer in one zone",
    network: but(b4n(), {
      targetGroups: { "tg-n": { targets: ["app-a"] } },
      balancers: { "nlb-i": { nodes: { "pub-a": "10.0.0.31" } } },
    }),
    question: ask("web-a", { kind: "loadBalancer", id: "nlb-i" }, "tcp/443"),
    damages: {
      "no listener": { balancers: { "nlb-i": { listeners: ["TCP 80 -> tg-n"] } } },
      "the target is being taken out": { targetGroups: { "tg-n": { targets: ["app-a draining"] } } },
      "the target is stopped": { vms: { "app-a": { state: "stopped" } } },
      "not set up yet": { balancers: { "nlb-i": { state: "provisioning" } } },
      "the target's group": { groups: { "sg-app": closed } },
      "the node's ACL": { acls: shutAcl("v1", "pub-a", "pub-b") },
    },
  },
  {
    name: "a static VPN connection",
    network: but(b5(), {
      vpns: { "vpn-1": { staticRoutes: ["192.168.0.0/16"], tunnels: ["UP", "DOWN"] } },
      sites: { office: { prefixes: ["192.168.0.0/16"], via: ["vpn-1"] } },
    }),
    question: ask({ kind: "site", name: "office", address: "192.168.1.5" }, "a", "tcp/443"),
    damages: {
      "both tunnels down": { vpns: { "vpn-1": { tunnels: ["DOWN", "DOWN"] } } },
      "no static route": { vpns: { "vpn-1": { staticRoutes: ["192.168.9.0/24"] } } },
      "no route back": { tables: { "rt-a1": { routes: [] } } },
      "the gateway is attached to nothing": { vgws: { "vgw-1": { vpc: undefined } } },
      "the server's group": { groups: { "sg-a": closed } },
    },
  },
  {
    name: "a transit gateway",
    network: b3(),
    question: ask("a1", "b1", "tcp/443"),
    damages: {
      "the destination does not propagate": { tgwTables: { "rt-t": { propagated: ["att-a"] } } },
      "no association": { tgwTables: { "rt-t": { associated: ["att-b"] } } },
      "a blackhole": { tgwTables: { "rt-t": { routes: ["10.1.1.0/24 -> blackhole"] } } },
      "not in the sender's zone": { attachments: { "att-a": { subnets: ["t-a2"] } } },
      "no route to it": { tables: { "rt-w-a1": { routes: [] } } },
      "the attachment's ACL": { acls: shutAcl("B", "t-b1", "t-b2") },
      "the server's group": { groups: { "sg-b": closed } },
    },
  },
  {
    name: "an appliance",
    network: b7(),
    question: ask("x", "y", "tcp/5432"),
    damages: {
      stopped: { vms: { m: { state: "stopped" } } },
      "checks its own addresses": { vms: { m: { sourceDestCheck: true } } },
      "its group": { groups: { "sg-m": closed } },
      "not on the way back": { tables: { "rt-data": { routes: [] } } },
      "its subnet's ACL": { acls: shutAcl("V", "fw") },
    },
  },
  {
    name: "an interface endpoint to an offered load balancer",
    network: but(b4n(), {
      vpcs: { C: { prefixes: ["10.0.0.0/16"] } },
      subnets: { cb: { vpc: "C", prefixes: ["10.0.11.0/24"], zone: "zone-b" } },
      groups: {
        "sg-c": { vpc: "C", in: ["tcp 443 from 10.0.11.0/24"] },
        "sg-nlb": { vpc: "v1", in: ["tcp 443 from 10.0.11.0/24"] },
      },
      vms: { client: { subnet: "cb", addresses: ["10.0.11.9"], groups: ["sg-c"] } },
      balancers: { "nlb-i": { groups: ["sg-nlb"], enforced: true } },
      services: { "vpce-svc-1": { vpc: "v1", balancers: ["nlb-i"] } },
      endpoints: {
        "vpce-c": {
          type: "Interface",
          vpc: "C",
          service: "vpce-svc-1",
          subnets: { cb: "10.0.11.50" },
          groups: ["sg-c"],
        },
      },
    }),
    question: ask("client", address("10.0.11.50", "C"), "tcp/443"),
    damages: {
      "not accepted": { endpoints: { "vpce-c": { state: "pendingAcceptance" } } },
      "the endpoint's group": { groups: { "sg-c": closed } },
      "the balancer's group": { groups: { "sg-nlb": closed } },
      "no node in the zone": { balancers: { "nlb-i": { nodes: { "pub-a": "10.0.0.31" } } } },
      "no listener": { balancers: { "nlb-i": { listeners: ["TCP 80 -> tg-n"] } } },
      "the targets' group": { groups: { "sg-app": closed } },
    },
  },
  {
    name: "a gateway endpoint",
    network: but(b4(), {
      prefixLists: { "pl-s3": { prefixes: ["203.0.113.0/24"] } },
      endpoints: {
        "vpce-s3": {
          type: "Gateway",
          vpc: "v1",
          service: "com.amazonaws.us-east-1.s3",
          tables: ["rt-prv-a"],
        },
      },
      tables: { "rt-prv-a": { routes: ["pl-s3 -> vpce-s3"] }, "rt-pub": { routes: and("pl-s3 -> vpce-s3") } },
    }),
    question: ask("app-a", { kind: "service", id: "vpce-s3" }, "tcp/443"),
    damages: {
      "not in the table": { tables: { "rt-prv-a": { routes: [] } } },
      "the sender's group": { groups: { "sg-app": { out: [] } } },
      "the sender's ACL": { acls: shutAcl("v1", "prv-a") },
    },
  },
];

describe.each(WHOLES)("a setting of $name that is broken", ({ network, question, damages }) => {
  it("is on a way that is open while it is whole", () => {
    expect(verdictOn(network, question)).toBe("REACHABLE");
  });

  it.each(Object.keys(damages))("is found: %s", (name) => {
    const { sets, isComplete } = checked(but(network, damages[name] ?? {}), question);
    expect(isComplete).toBe(true);
    // An ACL may need an entry for each way.
    expect(sets.map((set) => new Set(set.map(({ id }) => id)).size)).toContain(1);
  });

  it("is found together with another one", () => {
    const pairs = fc.subarray(Object.values(damages), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(pairs, (both) => {
        const { sets } = checked(but(network, ...both), question);
        expect(sets.length).toBeGreaterThan(0);
        expect(new Set(sets[0]?.map(({ id }) => id)).size).toBeLessThanOrEqual(2);
      }),
      { numRuns },
    );
  });
});

/** The sets for a broken network; each opens the flow on a network built anew, and no part of it does. */
function checked(broken: NetworkSpec, question: Question) {
  const configuration = buildConfiguration(broken);
  const found = findBlockers(buildNetwork(configuration), question);
  for (const set of found.sets) {
    const opens = (part: typeof set) =>
      traceFlow(buildNetwork(applyCures(configuration, part)), question).verdict === "REACHABLE";
    expect(opens(set)).toBe(true);
    for (let bits = 0; bits < 2 ** set.length - 1; bits++)
      expect(opens(set.filter((_cure, at) => (bits >> at) & 1))).toBe(false);
  }
  return found;
}

function verdictOn(spec: NetworkSpec, question: Question) {
  return traceFlow(buildNetwork(buildConfiguration(spec)), question).verdict;
}
