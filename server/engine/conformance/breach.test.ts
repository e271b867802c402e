import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { type Element, indexConfiguration } from "../configuration";
import { type Facts, factsSchema } from "../intent";
import { declareResources } from "../scenario";
import { breachRequest } from "../scenario/breach/breach-of";
import { type BreachResult, breachResult } from "../scenario/breach/breach-result";
import { type AttackStep, chainsOf } from "../scenario/breach/chain";
import { declaredBreach } from "../scenario/breach/declared-breach";
import { resolveStart } from "../scenario/breach/declared-starts";
import { deriveBreach } from "../scenario/breach/derive";
import { indexFacts } from "../scenario/breach/facts-index";
import { breachCases } from "./breach.cases";
import type { BreachCase } from "./breach-case";

describe("breach", () => {
  it.each(breachCases.map((row) => [nameOf(row), row] as const))("%s", (_, row) => {
    const request = requestOf(row);
    const result = breachResult(request);
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

function requestOf(row: BreachCase) {
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
  return breachRequest(configuration, { facts: declared.facts, scenario, view: "configured" });
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
