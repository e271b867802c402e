import fc from "fast-check";
import { expect, it } from "vitest";
import { networkArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import type { NetworkSpec } from "../../../testing/network-builder-spec";
import { parseGroupRule } from "../../../testing/network-builder-text";
import { applyChanges, type Change, type Configuration } from "../../configuration";
import { buildNetwork } from "../../semantics";
import { type ReachRow, reachRelation } from "../reachability/relation";
import { compareReach } from "./compare-reach";
import type { FlowChange } from "./flow-change";

/** The same without a transit gateway, whose presence makes every end count as touched. */
function withoutTransit(spec: NetworkSpec): NetworkSpec {
  const tables = Object.fromEntries(
    Object.entries(spec.tables).map(([id, table]) => [
      id,
      { ...table, routes: table.routes.filter((route) => !route.endsWith("-> t")) },
    ]),
  );
  return { ...spec, tgws: {}, attachments: {}, tgwTables: {}, tables };
}

/** Every change of one rule, route or entry that a configuration offers, and a few that add something. */
function possibleChanges({ resources }: Configuration): Change[] {
  const rules = resources.securityGroup.flatMap((group) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      group[direction].map(
        (rule): Change => ({ kind: "remove-group-rule", securityGroupId: group.id, direction, rule }),
      ),
    ),
  );
  const added = resources.securityGroup.map(
    ({ id }): Change => ({
      kind: "add-group-rule",
      securityGroupId: id,
      direction: "ingress",
      rule: parseGroupRule("tcp 7777 from 0.0.0.0/0"),
    }),
  );
  const routes = resources.routeTable.flatMap((table) =>
    table.routes
      .filter(({ target, origin }) => target.kind !== "local" && origin === "CreateRoute")
      .flatMap(({ destination, target }): Change[] => [
        { kind: "remove-route", routeTableId: table.id, destination, target },
        {
          kind: "retarget-route",
          routeTableId: table.id,
          destination,
          from: target,
          to: { kind: "natGateway", id: "nat-a" },
        },
      ]),
  );
  const entries = resources.networkAcl.flatMap((acl) =>
    acl.entries.map((entry): Change => ({ kind: "remove-acl-entry", networkAclId: acl.id, entry })),
  );
  const association: Change = {
    kind: "associate-route-table",
    subnetId: "a1",
    from: { routeTableId: "rt-a1", isExplicit: true },
    to: "rt-a2",
  };
  return [...rules, ...added, ...routes, ...entries, association];
}

/** One line per pair, protocol and port: what the relation says, or what the comparison says has changed. */
function relationLines(rows: readonly ReachRow[]): Map<string, string> {
  const lines = new Map<string, string>();
  for (const { from, to, family, protocol, ports, verdict } of rows)
    for (const port of ports.length > 0 ? PROBES.filter((each) => holds(ports, each)) : [-1])
      lines.set(`${family} ${from.id} ${to.id} ${protocol} ${port}`, verdict);
  return lines;
}

const numRuns = process.env.UMBRA_LONG === "1" ? 300 : 25;
const PROBES = [0, 22, 80, 443, 7777, 8080, 30_000, 65_535];
const holds = (ports: ReachRow["ports"], port: number) => ports.some(([lo, hi]) => lo <= port && port <= hi);
const hostOf = (id: string) => id.replace(/^eni-/, "");

it("what is not asked again has not changed: the comparison finds every difference of the whole relation", () => {
  const cases = networkArbitrary().chain((spec) =>
    fc
      .boolean()
      .map((hasTransit) => buildConfiguration(hasTransit ? spec : withoutTransit(spec)))
      .chain((configuration) =>
        fc.record({
          configuration: fc.constant(configuration),
          change: fc.constantFrom(...possibleChanges(configuration)),
        }),
      ),
  );
  fc.assert(
    fc.property(cases, ({ configuration, change }) => {
      const result = applyChanges(configuration, [change]);
      // Two equal routes or rules may stand side by side; then nothing is changed.
      fc.pre(result.kind === "changed");
      if (result.kind !== "changed") return;
      const [before, after] = [buildNetwork(configuration), buildNetwork(result.configuration)];
      const found = compareReach(before, after, [change], { keyOf: (id) => id });
      expect(found.kind).toBe("compared");
      if (found.kind !== "compared") return;
      const told = new Set(
        [...found.opened, ...found.closed, ...found.undecided].flatMap((flow) => flowKeys(flow)),
      );
      const [old, now] = [relationLines(reachRelation(before)), relationLines(reachRelation(after))];
      for (const key of new Set([...old.keys(), ...now.keys()])) {
        // From undecided to refused nothing is lost that was shown to be there.
        const [was, is] = [old.get(key) ?? "-", now.get(key) ?? "-"];
        if (was === is || (was === "UNKNOWN" && is === "-")) continue;
        const [family, from = "", to = "", ...rest] = key.split(" ");
        expect(told, `${key}: ${was} -> ${is}`).toContain(
          [family, hostOf(from), hostOf(to), ...rest].join(" "),
        );
      }
    }),
    { numRuns },
  );
}, 120_000);

function flowKeys({ from, to, family, protocol, ports }: FlowChange): string[] {
  return from.flatMap((a) =>
    to.flatMap((b) =>
      (ports.length > 0 ? PROBES.filter((each) => holds(ports, each)) : [-1]).map(
        (port) => `${family} ${a.id} ${b.id} ${protocol} ${port}`,
      ),
    ),
  );
}
