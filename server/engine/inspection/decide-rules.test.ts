import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { and, but } from "../../testing/network-builder-change";
import type { NetworkSpec } from "../../testing/network-builder-spec";
import { buildNetwork, type End, traceFlow } from "../semantics";
import { decideRules } from ".";

const host = (id: string): End => ({ kind: "instance", id });

/** The lists of a resource in one TCP flow, by title: "rule: mark" for each row, or that it was not asked. */
function decided(id: string, flow: { from: End; to: End; port: number }, spec: NetworkSpec) {
  const network = buildNetwork(buildConfiguration(spec));
  const resource = network.index.find(id);
  if (!resource) throw new Error(`nothing is called ${id}`);
  const { from, to, port } = flow;
  const trace = traceFlow(network, {
    from,
    to,
    family: 4,
    protocol: 6,
    ports: [[port, port]],
    mode: "connection",
  });
  return Object.fromEntries(
    decideRules(network, resource, trace).map(({ title, consulted, rows }) => [
      title,
      consulted ? rows.map(({ rule, mark }) => `${rule}: ${mark}`) : "not asked",
    ]),
  );
}

const acl = {
  vpc: "v1",
  subnets: ["prv-a"],
  in: ["90 allow udp 53 0.0.0.0/0", "100 allow tcp 0-65535 10.0.0.0/8", "200 deny all 0.0.0.0/0"],
  out: ["100 allow all 0.0.0.0/0"],
};
const guarded = but(b1(), { acls: { "acl-1": acl } });
const toDatabase = { from: host("app-b"), to: host("db-a"), port: 5432 };

describe("in a flow that gets through", () => {
  it("the receiver's rules: the one that admits, those before it and after it; the reply's way too", () => {
    expect(decided("db-a", toDatabase, guarded)).toEqual({
      "Security group, inbound": ["tcp 5432 from sg-app: decides", "everything else: passedOver"],
      "Security group, outbound": "not asked",
      "Network ACL, inbound": [
        "90: udp 53 from 0.0.0.0/0: passedOver",
        "100: tcp all ports from 10.0.0.0/8: decides",
        "200: all traffic from 0.0.0.0/0: notReached",
        "*: everything else: notReached",
      ],
      "Network ACL, outbound": ["100: all traffic to 0.0.0.0/0: decides", "*: everything else: notReached"],
      "Route table": [
        "10.0.0.0/16 → local: decides",
        "0.0.0.0/0 → nat-a: notReached",
        "every other destination: notReached",
      ],
    });
  });

  it("the sender's: its own way out, and nothing inbound but the reply at the ACL", () => {
    const sender = decided("app-b", toDatabase, guarded);
    expect(sender["Security group, outbound"]).toEqual([
      "all traffic to 0.0.0.0/0: decides",
      "everything else: passedOver",
    ]);
    expect(sender["Security group, inbound"]).toBe("not asked");
  });

  it("the shorter prefix decides where the longer does not match", () => {
    const out = { from: host("app-a"), to: { kind: "internet" } as const, port: 443 };
    expect(decided("rt-prv-a", out, b1())["Route table"]).toEqual([
      "10.0.0.0/16 → local: passedOver",
      "0.0.0.0/0 → nat-a: decides",
      "every other destination: notReached",
    ]);
  });
});

describe("in a flow that is refused", () => {
  it("by the groups: the refusal of everything else decides", () => {
    const spec = but(guarded, { vms: { "db-a": { groups: and("sg-web") } } });
    const flow = { ...toDatabase, port: 22 };
    expect(decided("db-a", flow, spec)["Security groups, inbound"]).toEqual([
      "tcp 5432 from sg-app: passedOver",
      "tcp 80 from 0.0.0.0/0: passedOver",
      "tcp 443 from 0.0.0.0/0: passedOver",
      "everything else: decides",
    ]);
  });

  it("by an entry: the groups behind it are not asked", () => {
    const spec = but(b1(), { acls: { "acl-1": { ...acl, in: ["100 deny tcp 5432 10.0.0.0/8"] } } });
    const refused = decided("db-a", toDatabase, spec);
    expect(refused["Network ACL, inbound"]).toEqual([
      "100: tcp 5432 from 10.0.0.0/8: decides",
      "*: everything else: notReached",
    ]);
    expect(refused["Security group, inbound"]).toBe("not asked");
  });

  it("by no entry: the implicit refusal decides", () => {
    const spec = but(b1(), { acls: { "acl-1": { ...acl, in: ["100 allow tcp 22 10.0.0.0/8"] } } });
    expect(decided("acl-1", toDatabase, spec)["Network ACL, inbound"]).toEqual([
      "100: tcp 22 from 10.0.0.0/8: passedOver",
      "*: everything else: decides",
    ]);
  });

  it("by no route", () => {
    const spec = but(b1(), { tables: { "rt-prv-a": { routes: [] } } });
    const out = { from: host("app-a"), to: { kind: "internet" } as const, port: 443 };
    expect(decided("rt-prv-a", out, spec)["Route table"]).toEqual([
      "10.0.0.0/16 → local: passedOver",
      "every other destination: decides",
    ]);
  });
});
