import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { type Element, indexConfiguration } from "../configuration";
import { type Facts, factsSchema } from "../intent";
import { declareResources } from "../scenario";
import { breachRequest } from "../scenario/breach/breach-of";
import { type BreachResult, breachResult, chokeTargets } from "../scenario/breach/breach-result";
import { type AttackStep, chainsOf } from "../scenario/breach/chain";
import { chokePoints } from "../scenario/breach/choke/choke-points";
import type { Removable } from "../scenario/breach/choke/removable";
import { declaredBreach } from "../scenario/breach/declared-breach";
import { resolveStart } from "../scenario/breach/declared-starts";
import { deriveBreach } from "../scenario/breach/derive";
import { indexFacts } from "../scenario/breach/facts-index";
import { type OpenSolver, openZ3 } from "../solver";
import { breachCases } from "./breach.cases";
import type { BreachCase } from "./breach-case";

let z3: OpenSolver;
beforeAll(async () => {
  z3 = await openZ3();
});
afterAll(() => z3.close());

describe("breach", () => {
  it.each(breachCases.map((row) => [nameOf(row), row] as const))("%s", async (_, row) => {
    const { configuration, question } = questionOf(row);
    const request = breachRequest(configuration, question);
    const result = breachResult(request);
    if (row.cuts) {
      const problem = { configuration, question, targets: chokeTargets(result) };
      const cuts = await chokePoints(problem, async (asked) => z3.solve(asked, 20_000));
      expect(cuts).toMatchObject({ outcome: "smallest", size: 1, hasMore: false });
      expect(cuts.sets.flat().map(removableText).sort()).toEqual([...row.cuts].sort());
    }
    expect(told(result)).toEqual([...row.expected].sort());
    const index = indexFacts(request.facts);
    const breach = deriveBreach({ ...request, index, counts: "proved" });
    const chains = chainsOf({ ...request, index }, breach);
    for (const [name, steps] of Object.entries(row.chains ?? {})) {
      const user = /^user of (.*)$/.exec(name)?.[1];
      const chain = user
        ? chains.of({ kind: "exec", host: user, level: "user" })
        : result.compromised.find(({ element }) => element.id === name)?.chain;
      expect(chain?.map(stepText), name).toEqual(steps);
    }
  });
});

function nameOf(row: BreachCase): string {
  return row.case === undefined ? `${row.clauses.join(", ")}: ${row.title}` : `case ${row.case} ${row.title}`;
}

function questionOf(row: BreachCase) {
  const facts: Facts = factsSchema.parse(row.facts);
  const { configuration, problems } = declareResources(buildConfiguration(row.network), facts);
  const index = indexConfiguration(configuration);
  const declared = declaredBreach(index, [{ file: "umbra.json", facts }]);
  expect([...problems, ...declared.problems]).toEqual([]);
  const roleNames = new Set(facts.roles.map(({ name }) => name));
  const starts = row.from.map((text) => {
    const start = resolveStart(index, roleNames, text, row.level ?? "user");
    if (!("kind" in start)) throw new Error(start.message);
    return start;
  });
  const assumesUserInteraction = row.assumesUserInteraction ?? false;
  const scenario = { starts, assumesUserInteraction, excluded: [] };
  return { configuration, question: { facts: declared.facts, scenario, view: "configured" as const } };
}

function told(result: BreachResult): readonly string[] {
  const name = ({ id, name: given }: Element) => given ?? id;
  return [
    ...result.compromised.map(({ element, level }) => `exec(${element.id}, ${level})`),
    ...result.roles.map(({ element }) => `role(${element.id})`),
    ...result.networkControl.map((role) => `networkControl(${role})`),
    ...result.dataReachable.map(({ element }) => `exposed(${name(element)})`),
    ...result.dataAtRisk.flatMap(({ element, access, leaves, chain }) => [
      ...(chain.some(({ kind }) => kind === "connect") ? [`exposed(${name(element)})`] : []),
      ...access.map((each) => `risk(${name(element)}, ${each})`),
      ...(leaves ? [`exfil(${name(element)})`] : []),
    ]),
    ...result.disrupted.map(({ element }) => `down(${element.id})`),
    ...result.findings
      .filter(({ standing }) => standing !== "used")
      .map(({ standing, host }) => `${standing}(${host.id})`),
  ].sort();
}

function stepText({ kind, on, by, through }: AttackStep): string {
  return `${kind} ${on.id} ${by}${through ? ` via ${through.id}` : ""}`;
}

function removableText(removable: Removable): string {
  switch (removable.kind) {
    case "rule":
    case "route":
      return `${removable.kind} ${removable.text}`;
    case "vulnerability":
      return `vulnerability ${removable.name} of ${removable.hostId}`;
    case "credential":
    case "login":
      return `${removable.kind} ${removable.credential} of ${removable.hostId}`;
    case "role":
      return `role ${removable.role} of ${removable.hostId}`;
    case "address":
      return `address ${removable.address} of ${removable.networkInterfaceId}`;
    case "attachment":
      return `attachment ${removable.id}`;
  }
}
