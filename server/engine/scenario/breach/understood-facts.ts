import type { ConfigurationIndex, DeclaredFacts } from "../../configuration";
import type { PlacedFinding } from "../../vulnerability";
import type { FactProblem } from "../reference/declared";
import { type DeclaredBreach, declaredBreach } from "./declared-breach";
import { withPlacedFindings } from "./placed-weaknesses";

const PARTS = ["vulnerabilities", "credentials", "roles", "entryPoints"] as const;
/** What is declared of attacks, as it is written. */
type AttackFacts = Pick<DeclaredFacts, (typeof PARTS)[number]>;

/** What of the declared facts of attacks is understood, by file. */
export interface UnderstoodFacts {
  readonly understood: AttackFacts;
  readonly problems: readonly FactProblem[];
}

/** Tells of each file which of its facts of attacks name what is there; a fact with a problem in it is left out as a whole. */
export function understoodFacts(
  index: ConfigurationIndex,
  files: readonly AttackFacts[],
): readonly UnderstoodFacts[] {
  const named = files.map((facts, position) => ({ file: String(position), facts: allParts(facts) }));
  if (named.every(({ facts }) => PARTS.every((part) => facts[part].length === 0)))
    return named.map(() => ({ understood: {}, problems: [] }));
  const { problems } = declaredBreach(index, named);
  return named.map(({ file, facts }) => {
    const own = problems.filter((problem) => problem.file === file);
    const bad = new Set(own.map(({ place }) => /^\w+\[\d+\]/.exec(place)?.[0]));
    const kept = PARTS.map((part) => [part, facts[part].filter((_, at) => !bad.has(`${part}[${at}]`))]);
    return {
      understood: Object.fromEntries(kept),
      problems: own.map(({ file: _file, ...problem }) => problem),
    };
  });
}

/**
 * What attacks on a network are derived from: its hosts and stores, what is declared in the configuration itself, and what
 * scanners found, without what a supposed change takes away.
 */
export function attackFacts(
  index: ConfigurationIndex,
  placed: readonly PlacedFinding[] = [],
): DeclaredBreach {
  const declared = declaredBreach(index, [
    { file: "umbra.json", facts: allParts(index.configuration.declared) },
  ]);
  const facts = withPlacedFindings(declared.facts, placed);
  const { patches = [] } = index.configuration.declared ?? {};
  if (patches.length === 0) return { ...declared, facts };
  const gone = new Set(patches.map(({ hostId, name }) => JSON.stringify([hostId, name])));
  const isGone = (hostId: string, name: string | null) => gone.has(JSON.stringify([hostId, name]));
  const weaknesses = facts.weaknesses.filter(
    ({ hostId, name }) => !isGone(hostId, name) && !isGone(hostId, null),
  );
  return { ...declared, facts: { ...facts, weaknesses } };
}

/** The parts of declared facts that attacks are derived from; empty where there are none. */
function allParts(facts: AttackFacts | undefined): Required<AttackFacts> {
  const { vulnerabilities = [], credentials = [], roles = [], entryPoints = [] } = facts ?? {};
  return { vulnerabilities, credentials, roles, entryPoints };
}
