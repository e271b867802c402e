import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../../testing/network-builder";
import { b1 } from "../../../../testing/network-builder-bases";
import { and, but } from "../../../../testing/network-builder-change";
import type { NetworkSpec } from "../../../../testing/network-builder-spec";
import { tieredNetworkArbitrary } from "../../../../testing/tiered-network-arbitrary";
import { indexConfiguration } from "../../../configuration";
import { factsSchema } from "../../../intent";
import { type OpenSolver, openZ3 } from "../../../solver";
import { declareResources } from "../../reference/declared-resources";
import { breachRequest } from "../breach-of";
import { declaredBreach } from "../declared-breach";
import { deriveBreach } from "../derive";
import { indexFacts } from "../facts-index";
import { chokePoints } from "./choke-points";
import { nothingLeft } from "./closure.cases";
import type { ChokeProblem } from "./problem";
import { configurationWithout, factsWithout, type Removable, removableKey } from "./removable";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261126;

let z3: OpenSolver;
beforeAll(async () => {
  z3 = await openZ3();
});
afterAll(() => z3.close());

const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const webToData = {
  vulnerabilities: [
    { on: "web-a", id: "CVE-web", port: 443, vector },
    { on: "app-a", id: "CVE-app", port: 8080, vector },
  ],
  dataStores: [{ name: "S", resource: "db-a", class: "payment", port: 5432, auth: "credential" }],
  credentials: [{ name: "k", on: "app-a", opens: "S" }],
};

function problemOf(network: NetworkSpec, declared: object): ChokeProblem {
  const facts = factsSchema.parse(declared);
  const { configuration } = declareResources(buildConfiguration(network), facts);
  const breach = declaredBreach(indexConfiguration(configuration), [{ file: "umbra.json", facts }]);
  expect(breach.problems).toEqual([]);
  const scenario = {
    starts: [{ kind: "internet", prefixes: [] }] as const,
    assumesUserInteraction: false,
    excluded: [],
  };
  return {
    configuration,
    question: { facts: breach.facts, scenario, view: "configured" },
    targets: [{ kind: "risk", store: "dataStore:db-a", access: "read" }],
  };
}

const ask = async (question: Parameters<OpenSolver["solve"]>[0]) => z3.solve(question, 20_000);

/** Z3 on the clauses themselves, on a copy without a set. */
function isLeftByZ3(
  { configuration, question, targets }: ChokeProblem,
  removed: readonly Removable[],
): boolean {
  const facts = factsWithout(question.facts, removed);
  const request = breachRequest(configurationWithout(configuration, removed), { ...question, facts });
  const names = targets.flatMap((target) =>
    target.kind === "exec"
      ? [`exec ${target.host} ${target.level}`]
      : target.kind === "risk"
        ? [`risk ${target.store} ${target.access}`]
        : [],
  );
  expect(names).toHaveLength(targets.length);
  const asked = nothingLeft(indexFacts(facts), request.reach, question.scenario, names);
  const { answer } = z3.solve(asked, 20_000);
  expect(answer).not.toBe("unknown");
  return answer === "unsat";
}

/** A fresh run on a copy without a set: whether a target is reached there. */
function isReached(
  { configuration, question, targets }: ChokeProblem,
  removed: readonly Removable[],
): boolean {
  const facts = factsWithout(question.facts, removed);
  const request = breachRequest(configurationWithout(configuration, removed), { ...question, facts });
  const breach = deriveBreach({ ...request, index: indexFacts(facts), counts: "proved" });
  return targets.some((target) => breach.find(target));
}

const without = (set: readonly Removable[], one: Removable) => set.filter((each) => each !== one);

function text(removable: Removable): string {
  switch (removable.kind) {
    case "rule":
    case "route":
      return removable.text;
    case "vulnerability":
      return `${removable.name} on ${removable.hostId}`;
    case "credential":
    case "login":
      return `${removable.credential} on ${removable.hostId}`;
    case "role":
      return `${removable.role} on ${removable.hostId}`;
    case "address":
      return removable.address;
    case "attachment":
      return removable.id;
  }
}

const told = (sets: readonly (readonly Removable[])[]) =>
  sets.map((set) => set.map(text).sort().join(" + ")).sort();

it("case 161: the single facts without which the data is not at risk", async () => {
  const problem = problemOf(b1(), webToData);
  const result = await chokePoints(problem, ask);
  expect(result).toMatchObject({ outcome: "smallest", size: 1, hasMore: false, doubts: [] });
  expect(told(result.sets)).toEqual(
    [
      "sg-web ingress tcp 443 from 0.0.0.0/0",
      "CVE-web on web-a",
      "sg-app ingress tcp 8080 from sg-web",
      "CVE-app on app-a",
      "sg-db ingress tcp 5432 from sg-app",
      "k on app-a",
      "198.51.100.10",
      "0.0.0.0/0 → igw-1 in rt-pub",
      "igw-1",
    ].sort(),
  );
  for (const set of result.sets) expect(isReached(problem, set)).toBe(false);
});

it("two ways with nothing in common but the ends take two facts away, and no single one does", async () => {
  const network = but(b1(), { groups: { "sg-web": { in: and("tcp 8443 from 0.0.0.0/0") } } });
  const second = { on: "web-a", id: "CVE-other", port: 8443, vector };
  const problem = problemOf(network, {
    ...webToData,
    vulnerabilities: [...webToData.vulnerabilities, second],
  });
  const vulnerable = { ...problem, targets: [{ kind: "exec", host: "web-a", level: "user" }] as const };
  const result = await chokePoints(vulnerable, ask);
  expect(result).toMatchObject({ outcome: "smallest", size: 1 });
  expect(told(result.sets)).toEqual(["0.0.0.0/0 → igw-1 in rt-pub", "198.51.100.10", "igw-1"]);
});

it("a data store that is reached through two hosts of different zones", async () => {
  const network = but(b1(), {
    groups: { "sg-app": { in: and("tcp 22 from 0.0.0.0/0") } },
    vms: { "app-b": { subnet: "pub-b", addresses: ["10.0.1.77"], publicAddress: "198.51.100.77" } },
  });
  const direct = { on: "app-b", id: "CVE-ssh", port: 22, vector };
  const problem = problemOf(network, {
    ...webToData,
    vulnerabilities: [...webToData.vulnerabilities, direct],
    credentials: [{ name: "k", known: true, opens: "S" }],
  });
  const result = await chokePoints(problem, ask);
  expect(result.size).toBe(1);
  expect(told(result.sets)).toContain("sg-db ingress tcp 5432 from sg-app");
  expect(told(result.sets)).not.toContain("CVE-web on web-a");
  for (const set of result.sets) expect(isReached(problem, set)).toBe(false);
});

it("nothing to stop, and a solver that gives up", async () => {
  const problem = problemOf(b1(), { ...webToData, vulnerabilities: [] });
  expect(await chokePoints(problem, ask)).toMatchObject({ outcome: "none", size: null, sets: [] });
  const given = await chokePoints(problemOf(b1(), webToData), async () => ({
    answer: "unknown",
    values: {},
    core: [],
    reason: "the time limit passed",
  }));
  expect(given).toMatchObject({ outcome: "undecided", sets: [], size: null });
});

describe("generated networks", () => {
  it("after every set nothing is reached, says a fresh run and says Z3; and no smaller set does it", async () => {
    const sizes = new Map<string, number>();
    const host = fc.constantFrom("h0", "h1", "h2", "h3", "h4", "h5");
    const asks = fc.record({
      from: host,
      to: host,
      weak: fc.uniqueArray(host, { minLength: 3, maxLength: 6 }),
      keys: fc.array(fc.record({ on: host, login: host }), { maxLength: 3 }),
      isPatched: fc.boolean(),
    });
    const law = fc.asyncProperty(
      tieredNetworkArbitrary(),
      asks,
      async (spec, { from, to, weak, keys, isPatched }) => {
        const problem = problemOf(spec, {
          vulnerabilities: [
            { on: weak, id: "CVE-1", port: 443, gain: "exec" },
            ...(isPatched ? [{ on: [...new Set([...weak, to])], id: "CVE-2", port: 80, gain: "exec" }] : []),
          ],
          credentials: keys.map(({ on, login }, place) => ({
            name: `key-${place}`,
            on,
            login: [{ on: login, port: 22 }],
          })),
        });
        const started: ChokeProblem = {
          ...problem,
          question: {
            ...problem.question,
            scenario: { ...problem.question.scenario, starts: [{ kind: "host", id: from, level: "user" }] },
          },
          targets: [{ kind: "exec", host: to, level: "user" }],
          ...(isPatched ? { kinds: ["vulnerability"] as const } : {}),
        };
        expect(isLeftByZ3(started, [])).toBe(isReached(started, []));
        const result = await chokePoints(started, ask);
        for (const set of result.sets) {
          expect(isReached(started, set)).toBe(false);
          expect(isLeftByZ3(started, set)).toBe(false);
          for (const kept of set) expect(isReached(started, without(set, kept))).toBe(true);
        }
        const candidates = new Map(result.sets.flat().map((each) => [removableKey(each), each]));
        if (result.size === 2)
          for (const each of candidates.values()) expect(isReached(started, [each])).toBe(true);
        const key = `${result.outcome} ${result.size}`;
        sizes.set(key, (sizes.get(key) ?? 0) + 1);
        // Where there is nothing to cut nothing can be left: such a network is checked, and does not count.
        fc.pre(result.sets.length > 0);
      },
    );
    const numRuns = isLong ? 300 : 20;
    await fc.assert(law, { numRuns, seed });
    console.info(`seed ${seed}: ${JSON.stringify([...sizes].sort())}`);
    const cuts = [...sizes].filter(([key]) => !key.endsWith("null"));
    expect(cuts.reduce((sum, [, count]) => sum + count, 0)).toBe(numRuns);
  }, 1_800_000);
});
