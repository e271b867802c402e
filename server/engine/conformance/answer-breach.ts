import { buildConfiguration } from "../../testing/network-builder";
import { type Configuration, type Element, indexConfiguration } from "../configuration";
import { type Facts, factsSchema } from "../intent";
import { declareResources } from "../scenario";
import { type BreachQuestion, breachRequest } from "../scenario/breach/breach-of";
import { type BreachResult, breachResult, chokeTargets } from "../scenario/breach/breach-result";
import { type AttackStep, chainsOf } from "../scenario/breach/chain";
import type { Removable } from "../scenario/breach/choke/removable";
import { singleChokes } from "../scenario/breach/choke/single-chokes";
import { declaredBreach } from "../scenario/breach/declared-breach";
import { resolveStart } from "../scenario/breach/declared-starts";
import { deriveBreach } from "../scenario/breach/derive";
import { indexFacts } from "../scenario/breach/facts-index";
import type { BreachCase } from "./breach-case";

/** More single facts than this are on no way of a row. */
const MAX_TRIALS = 100;

/** What a row about an attack asks. */
export interface AskedBreach {
  readonly configuration: Configuration;
  readonly question: BreachQuestion;
  /** What of its facts is not understood, in words. */
  readonly problems: readonly string[];
}

/** The answer to a row about an attack, in the terms of `expectedBreach`: equal to that where the two agree. */
export function answerToBreach(row: BreachCase): object {
  const { configuration, question, problems } = askedBreach(row);
  const request = breachRequest(configuration, question);
  const result = breachResult(request);
  const problem = { configuration, question, targets: chokeTargets(result) };
  return {
    problems,
    told: told(result),
    ...(row.cuts && { cuts: singleChokes(problem, MAX_TRIALS)?.chokes.map(removableWords).sort() }),
    ...(row.chains && { chains: chainsNamed(request, Object.keys(row.chains)) }),
  };
}

/** What a row about an attack expects. */
export function expectedBreach({ expected, cuts, chains }: BreachCase): object {
  return {
    problems: [],
    told: [...expected].sort(),
    ...(cuts && { cuts: [...cuts].sort() }),
    ...(chains && { chains }),
  };
}

/** The row's facts and starts on its network. */
export function askedBreach(row: BreachCase): AskedBreach {
  const facts: Facts = factsSchema.parse(row.facts);
  const { configuration, problems } = declareResources(buildConfiguration(row.network), facts);
  const index = indexConfiguration(configuration);
  const declared = declaredBreach(index, [{ file: "umbra.json", facts }]);
  const roleNames = new Set(facts.roles.map(({ name }) => name));
  const starts = row.from.map((text) => {
    const start = resolveStart(index, roleNames, text, row.level ?? "user");
    if (!("kind" in start)) throw new Error(start.message);
    return start;
  });
  const assumesUserInteraction = row.assumesUserInteraction ?? false;
  return {
    configuration,
    question: {
      facts: declared.facts,
      scenario: { starts, assumesUserInteraction, excluded: [] },
      view: "configured",
    },
    problems: [...problems, ...declared.problems].map(({ message }) => message),
  };
}

/** A fact that can be taken away, in the words of the rows. */
export function removableWords(removable: Removable): string {
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
    ...result.undecided.map((element) => `may(${name(element)})`),
  ].sort();
}

/** The steps to a host as whoever gets the most of it, or as its user where the name says so. */
function chainsNamed(request: ReturnType<typeof breachRequest>, names: readonly string[]): object {
  const index = indexFacts(request.facts);
  const breach = deriveBreach({ ...request, index, counts: "proved" });
  const chains = chainsOf({ ...request, index }, breach);
  return Object.fromEntries(
    names.map((name) => {
      const user = /^user of (.*)$/.exec(name)?.[1];
      const host = user ?? name;
      const isRoot = !user && breach.find({ kind: "exec", host, level: "root" });
      return [name, chains.of({ kind: "exec", host, level: isRoot ? "root" : "user" }).map(stepText)];
    }),
  );
}

function stepText({ kind, on, by, through }: AttackStep): string {
  return `${kind} ${on.id} ${by}${through ? ` via ${through.id}` : ""}`;
}
