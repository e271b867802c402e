import { canonicalJson } from "./content-hash";
import type { DeclaredFacts, FactApplication, FactException } from "./declared-facts.schema";

/**
 * Declared facts with more of them: applications and exceptions of `more` stand for those of the same name or alert.
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
  const joined = {
    applications: sorted([...applications, ...more.applications]),
    exceptions: sorted([...exceptions, ...more.exceptions]),
  };
  return joined.applications.length + joined.exceptions.length === 0 ? undefined : joined;
}

function sorted<T extends FactApplication | FactException>(all: readonly T[]): T[] {
  const texts = new Map(all.map((each) => [canonicalJson(each), each]));
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
