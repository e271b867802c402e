import { canonicalJson } from "./content-hash";
import type { DeclaredFacts, FactApplication, FactDemand, FactException } from "./declared-facts.schema";

/**
 * Declared facts with more of them: applications and exceptions of `more` stand for those of the same name or alert, demands
 * for those between the same ends.
 * Without order and without repetition, so that neither shows in a snapshot's id; undefined where nothing is declared.
 */
export function joinDeclaredFacts(
  before: DeclaredFacts | undefined,
  more: DeclaredFacts,
): DeclaredFacts | undefined {
  const names = new Set(more.applications.map(({ name }) => name));
  const alerts = new Set(more.exceptions.map(({ alert }) => alert));
  const applications = (before?.applications ?? []).filter(({ name }) => !names.has(name));
  const exceptions = (before?.exceptions ?? []).filter(({ alert }) => !alerts.has(alert));
  const ends = new Set((more.demands ?? []).map(endsOf));
  const demands = (before?.demands ?? []).filter((each) => !ends.has(endsOf(each)));
  const allDemands = sorted([...demands, ...(more.demands ?? [])]);
  const joined = {
    applications: sorted([...applications, ...more.applications]),
    exceptions: sorted([...exceptions, ...more.exceptions]),
    ...(allDemands.length > 0 ? { demands: allDemands } : {}),
  };
  const count = joined.applications.length + joined.exceptions.length + allDemands.length;
  return count === 0 ? undefined : joined;
}

function endsOf({ application, from, to, protocol, port, family }: FactDemand): string {
  return JSON.stringify([application, from, to, protocol, port, family]);
}

function sorted<T extends FactApplication | FactDemand | FactException>(all: readonly T[]): T[] {
  const texts = new Map(all.map((each) => [canonicalJson(each), each]));
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
