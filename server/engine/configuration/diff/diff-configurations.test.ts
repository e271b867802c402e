import { describe, expect, it } from "vitest";
import { buildConfiguration, withoutResource } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { and, but, type NetworkChange, without } from "../../../testing/network-builder-change";
import type { Configuration, Resource, ResourceKind } from "../configuration.schema";
import { emptyConfiguration } from "../empty-configuration";
import { fieldChangeText, resourceChangeText, summarizeDiff } from "./change-text";
import { diffConfigurations } from "./diff-configurations";

const before = buildConfiguration(b1());

/** Each changed resource as `op id`, each of its fields on a line of its own. */
function told(after: Configuration, from = before): readonly string[] {
  return diffConfigurations(from, after).changes.flatMap((change) => [
    `${change.op}${change.isCertain ? "" : "?"} ${change.element.id}`,
    ...(change.op === "changed"
      ? change.fields.map((field) => `  ${field.isCosmetic ? "~" : ""}${fieldChangeText(field)}`)
      : []),
  ]);
}

/** The network with some attributes of one resource replaced. */
function edited<K extends ResourceKind>(kind: K, id: string, edit: object, of = before): Configuration {
  const list = (of.resources[kind] as readonly Resource[]).map((each) =>
    each.id === id ? { ...each, ...edit } : each,
  );
  return { ...of, resources: { ...of.resources, [kind]: list } };
}

describe("what changed in a drawn network", () => {
  it.each<{ name: string; change: NetworkChange; expected: readonly string[] }>([
    { name: "nothing", change: {}, expected: [] },
    {
      name: "one rule opened to the world",
      change: { groups: { "sg-db": { in: and("tcp 5432 from 0.0.0.0/0") } } },
      expected: ["changed sg-db", "  inbound rule added: tcp 5432 from 0.0.0.0/0"],
    },
    {
      name: "one rule taken back",
      change: { groups: { "sg-web": { in: without("tcp 80 from 0.0.0.0/0") } } },
      expected: ["changed sg-web", "  inbound rule removed: tcp 80 from 0.0.0.0/0"],
    },
    {
      name: "a rule that names another group, on the way out",
      change: { groups: { "sg-app": { out: ["tcp 5432-5433 to sg-db", "all to 0.0.0.0/0"] } } },
      expected: ["changed sg-app", "  outbound rule added: tcp 5432-5433 to sg-db"],
    },
    {
      name: "a route points elsewhere",
      change: { tables: { "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-a"] } } },
      expected: ["changed rt-prv-b", "  route changed: 0.0.0.0/0 → nat-b to 0.0.0.0/0 → nat-a"],
    },
    {
      name: "a route is gone, another is new",
      change: { tables: { "rt-prv-b": { routes: ["203.0.113.0/24 -> nat-a"] } } },
      expected: [
        "changed rt-prv-b",
        "  route added: 203.0.113.0/24 → nat-a",
        "  route removed: 0.0.0.0/0 → nat-b",
      ],
    },
    {
      name: "a subnet uses another table",
      change: { tables: { "rt-prv-a": { subnets: ["prv-a", "prv-b"] }, "rt-prv-b": { subnets: [] } } },
      expected: [
        "changed rt-prv-a",
        "  association added: prv-b",
        "changed rt-prv-b",
        "  association removed: prv-b",
      ],
    },
    {
      name: "a machine gets another group",
      change: { vms: { "db-a": { groups: and("sg-web") } } },
      expected: ["changed eni-db-a", "  security group added: sg-web"],
    },
    {
      name: "a machine stops",
      change: { vms: { "db-a": { state: "stopped" } } },
      expected: ["changed db-a", "  state changed: running to stopped"],
    },
    {
      name: "a machine with its interface comes",
      change: { vms: { "db-b": { subnet: "prv-b", addresses: ["10.0.11.20"], groups: ["sg-db"] } } },
      expected: ["added db-b", "added eni-db-b"],
    },
    {
      name: "a machine goes",
      change: { vms: { "app-b": null } },
      expected: ["removed app-b", "removed eni-app-b"],
    },
  ])("$name", ({ change, expected }) => {
    expect(told(buildConfiguration(but(b1(), change)))).toEqual(expected);
  });
});

describe("what changed in one resource", () => {
  const entry = { ruleNumber: 100, egress: false, protocol: 6, action: "allow", prefix: "0.0.0.0/0" };
  const acl = (entries: readonly object[]) => edited("networkAcl", "acl-v1", { entries });
  const rule = { protocol: 6, fromPort: 22, toPort: 22, peer: { kind: "prefix", prefix: "10.0.0.0/8" } };
  const group = (ingress: readonly object[]) => edited("securityGroup", "sg-db", { ingress });

  it.each([
    {
      name: "an entry admits other ports",
      sides: [
        acl([{ ...entry, portRange: { from: 80, to: 80 } }]),
        acl([{ ...entry, portRange: { from: 443, to: 443 } }]),
      ],
      expected: [
        "  entry changed: inbound 100: allow tcp 80 from 0.0.0.0/0 to inbound 100: allow tcp 443 from 0.0.0.0/0",
      ],
    },
    {
      name: "an entry comes",
      sides: [acl([entry]), acl([{ ...entry, ruleNumber: 90, action: "deny", egress: true }, entry])],
      expected: ["  entry added: outbound 90: deny tcp to 0.0.0.0/0"],
    },
    {
      name: "a rule's description is cosmetic",
      sides: [group([rule]), group([{ ...rule, description: "from the office" }])],
      expected: ["  ~inbound rule tcp 22 from 10.0.0.0/8: description added: from the office"],
    },
    {
      name: "a rule written in another way is the same rule",
      sides: [group([{ ...rule, fromPort: -1, toPort: -1 }]), group([{ protocol: 6, peer: rule.peer }])],
      expected: [
        '  ~inbound rule tcp all ports from 10.0.0.0/8: as written changed: {"fromPort":-1,"peer":{"kind":"prefix","prefix":"10.0.0.0/8"},"protocol":6,"toPort":-1} to {"peer":{"kind":"prefix","prefix":"10.0.0.0/8"},"protocol":6}',
      ],
    },
    {
      name: "a second rule like the first",
      sides: [group([rule]), group([rule, rule])],
      expected: ["  inbound rule added: tcp 22 from 10.0.0.0/8"],
    },
    {
      name: "tags, names and free addresses are cosmetic",
      sides: [
        before,
        edited("subnet", "prv-a", {
          name: "private a",
          tags: [{ key: "Name", value: "private a" }],
          availableIpAddressCount: 7,
        }),
      ],
      expected: [
        "  ~name added: private a",
        "  ~tag added: Name = private a",
        "  ~available IP address count added: 7",
      ],
    },
    {
      name: "an attribute inside an attribute is told by its own name",
      sides: [
        before,
        edited("instance", "db-a", { metadataOptions: { httpEndpoint: "enabled", httpTokens: "optional" } }),
      ],
      expected: ["  metadata options: HTTP tokens changed: required to optional"],
    },
    {
      name: "an address that came is told whole",
      sides: [
        before,
        edited("networkInterface", "eni-db-a", {
          privateAddresses: [
            { address: "10.0.10.20", primary: true },
            { address: "10.0.10.21", primary: false },
          ],
        }),
      ],
      expected: ["  private address added: 10.0.10.21 (primary no)"],
    },
  ])("$name", ({ sides: [from, to], expected }) => {
    expect(told(to as Configuration, from).slice(1)).toEqual(expected);
  });

  it("a group that is new lists its rules, so that an opened port is never out of sight", () => {
    const after = buildConfiguration(
      but(b1(), { groups: { "sg-new": { vpc: "v1", in: ["tcp 22 from 0.0.0.0/0"] } } }),
    );
    const [change] = diffConfigurations(before, after).changes;
    expect(change).toMatchObject({ op: "added", element: { id: "sg-new" }, vpcId: "v1" });
    expect(change?.fields).toContainEqual({
      kind: "rule-added",
      label: "Inbound rule",
      after: "tcp 22 from 0.0.0.0/0",
      isCosmetic: false,
    });
  });
});

describe("what is known", () => {
  const denied: Configuration = {
    ...withoutResource(before, "securityGroup", "sg-db"),
    coverage: before.coverage.map((part) =>
      part.kind === "securityGroup" ? { ...part, status: "denied" as const } : part,
    ),
  };

  it("is told apart from what is there", () => {
    const { changes, coverage } = diffConfigurations(before, denied);
    expect(coverage.map(({ kind, before: was, after }) => `${kind}: ${was} to ${after}`)).toEqual([
      "securityGroup: ok to denied",
    ]);
    expect(changes.map(resourceChangeText)).toEqual(["Security group sg-db no longer seen"]);
    expect(told(before, denied)).toEqual(["added? sg-db"]);
  });

  it("a part that was never named is absent", () => {
    const { coverage } = diffConfigurations(emptyConfiguration(), before);
    expect(new Set(coverage.map((part) => part.before))).toEqual(new Set(["absent"]));
  });
});

it("a summary counts and names, what decides about packets first", () => {
  const after = edited(
    "vpc",
    "v1",
    { tags: [{ key: "team", value: "a" }] },
    buildConfiguration(
      but(b1(), {
        groups: { "sg-db": { in: and("tcp 22 from 0.0.0.0/0", "udp 53 from 0.0.0.0/0") } },
        vms: { "app-b": null },
      }),
    ),
  );
  expect(summarizeDiff(diffConfigurations(before, after))).toEqual({
    addedCount: 0,
    removedCount: 2,
    changedCount: 1,
    cosmeticCount: 1,
    coverageCount: 0,
    kinds: [
      { kind: "instance", count: 1 },
      { kind: "networkInterface", count: 1 },
      { kind: "securityGroup", count: 1 },
    ],
    titles: [
      "Security group sg-db: inbound rule added: tcp 22 from 0.0.0.0/0, and 1 more",
      "Instance app-b removed",
      "Network interface eni-app-b removed",
      "VPC v1: tag added: team = a",
    ],
  });
});
