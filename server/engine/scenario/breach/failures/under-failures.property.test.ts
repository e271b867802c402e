import fc from "fast-check";
import { expect, it } from "vitest";
import { balancedNetworkArbitrary } from "../../../../testing/balanced-network-arbitrary";
import { hybridNetworkArbitrary } from "../../../../testing/hybrid-network-arbitrary";
import { networkArbitrary } from "../../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../../testing/network-builder";
import type { NetworkSpec } from "../../../../testing/network-builder-spec";
import { screenedNetworkArbitrary } from "../../../../testing/screened-network-arbitrary";
import { tieredNetworkArbitrary } from "../../../../testing/tiered-network-arbitrary";
import { indexConfiguration } from "../../../configuration";
import { factsSchema } from "../../../intent";
import { downElements } from "../../outage/contained";
import { singleFailures } from "../../outage/single-failures";
import { declareResources } from "../../reference/declared-resources";
import { type BreachQuestion, breachRequest } from "../breach-of";
import { deriveBreach } from "../derive";
import { indexFacts } from "../facts-index";
import { attackFacts } from "../understood-facts";
import { standingOf } from "./standing";
import { attackUnderFailures } from "./under-failures";

const isLong = process.env.UMBRA_LONG === "1";

/** Every host but the last may be exploited; two keep data, one of it open to all who get there. */
function attackOn(spec: NetworkSpec, from: string) {
  const plain = buildConfiguration(spec);
  const hosts = plain.resources.instance.map(({ id }) => id);
  const [first = "", second = ""] = [...hosts].reverse();
  const facts = factsSchema.parse({
    vulnerabilities: [
      { on: hosts.slice(0, -1), id: "CVE-1", port: 443, gain: "exec" },
      { on: hosts, id: "CVE-2", port: 8080, gain: "leak" },
    ],
    dataStores: [
      { name: "S", resource: first, class: "payment", port: 5432, auth: "open" },
      { name: "T", resource: second, class: "payment", port: 443, auth: "credential" },
    ],
    credentials: [{ name: "k", on: hosts.slice(0, 2), opens: "T", login: [{ on: first, port: 22 }] }],
  });
  const declared = declareResources(plain, facts);
  expect(declared.problems).toEqual([]);
  const configuration = { ...declared.configuration, declared: facts };
  const attack = attackFacts(indexConfiguration(configuration));
  const starts: BreachQuestion["scenario"]["starts"] =
    from === "internet"
      ? [{ kind: "internet", prefixes: [] }]
      : [{ kind: "host", id: hosts.includes(from) ? from : (hosts[0] ?? ""), level: "user" }];
  const scenario = { starts, assumesUserInteraction: false, excluded: [] };
  return { configuration, question: { facts: attack.facts, scenario } };
}

/** The attack, derived whole on a network on which this has failed. */
function standing(configuration: ReturnType<typeof attackOn>["configuration"], question: BreachQuestion) {
  const request = breachRequest(configuration, question);
  const index = indexFacts(request.facts);
  const derive = (counts: "proved" | "possible") => deriveBreach({ ...request, index, counts });
  const { fallen, undecided } = standingOf(index, derive("proved"), derive("possible"));
  const named = (goals: typeof fallen) => goals.map(({ as, element }) => `${as} ${element.id}`);
  return { fallen: named(fallen), undecided: named(undecided) };
}

it.each([
  { name: "most things happen", networks: networkArbitrary, from: ["x", "y"] },
  { name: "hosts stand in tiers", networks: tieredNetworkArbitrary, from: ["h0", "h5"] },
  { name: "load balancers choose", networks: balancedNetworkArbitrary, from: ["c", "d"] },
  { name: "there are places outside the provider", networks: hybridNetworkArbitrary, from: ["x"] },
  { name: "something inspects", networks: screenedNetworkArbitrary, from: ["x"] },
])(
  "where $name, what changes under each failure is what a whole derivation says",
  ({ networks, from }) => {
    let changed = 0;
    const law = (spec: NetworkSpec, start: string) => {
      const { configuration, question } = attackOn(spec, start);
      const { changes, leftOut } = attackUnderFailures(configuration, question);
      expect(leftOut).toBeNull();
      const before = standing(configuration, question);
      const startIds = question.scenario.starts.flatMap((each) => ("id" in each ? each.id : []));
      const index = indexConfiguration(configuration);
      for (const failure of singleFailures(index)) {
        const down = downElements(index, [failure]);
        const isGone = (id: string) =>
          down.has(id) ||
          (index.get("instance", id) !== undefined &&
            index.interfacesOfInstance(id).every((nic) => down.has(nic.id)));
        if (startIds.some(isGone)) continue;
        const after = standing(configuration, { ...question, failures: [failure] });
        const change = changes.find((each) => JSON.stringify(each.failure) === JSON.stringify(failure));
        const told = (list: readonly { as: string; element: { id: string } }[] = []) =>
          list.map(({ as, element }) => `${as} ${element.id}`);
        const only = (list: readonly string[], others: readonly string[]) =>
          list.filter((each) => !others.includes(each));
        // Less is not told where more of the same is.
        const most = (list: readonly string[]) =>
          list.filter((each) => {
            const [as, ...id] = each.split(" ");
            const more = as === "user" ? "root" : as === "connected" ? "read" : "";
            return !list.includes([more, ...id].join(" "));
          });
        const where = JSON.stringify(failure);
        expect([where, told(change?.falls)]).toEqual([where, most(only(after.fallen, before.fallen))]);
        expect([where, told(change?.undecided)]).toEqual([
          where,
          most(only(after.undecided, before.undecided)),
        ]);
        const spared = most(only(before.fallen, [...after.fallen, ...after.undecided]));
        expect([where, spared]).toEqual([where, expect.arrayContaining(told(change?.spared))]);
        // What is down itself is lost, not spared; a store may answer at several places.
        const untold = only(spared, told(change?.spared)).map((each) => each.split(" ")[1] ?? "");
        expect([
          where,
          untold.filter((id) => !isGone(id) && index.get("dataStore", id) === undefined),
        ]).toEqual([where, []]);
        changed += told(change?.falls).length + told(change?.spared).length + told(change?.undecided).length;
      }
    };
    fc.assert(fc.property(networks(), fc.constantFrom("internet", ...from), law), {
      numRuns: isLong ? 100 : 6,
      seed: isLong ? Date.now() % 2 ** 31 : 20261126,
    });
    expect(changed).toBeGreaterThan(0);
  },
  600_000,
);
