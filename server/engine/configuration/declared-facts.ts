import type { FactCredential, FactEntryPoint, FactRole, FactVulnerability } from "./breach-facts.schema";
import { canonicalJson } from "./content-hash";
import type { DeclaredFacts, FactDemand } from "./declared-facts.schema";

/**
 * Declared facts with those of more files, which add up and stand for those before that are about the same: applications
 * and roles by name, exceptions by alert, demands by their ends, vulnerabilities by id and place, credentials by name,
 * entry points by where they are. Without order and without repetition, so that neither shows in a snapshot's id; undefined where nothing is declared.
 */
export function joinDeclaredFacts(
  before: DeclaredFacts | undefined,
  ...files: readonly DeclaredFacts[]
): DeclaredFacts | undefined {
  const more = allOf(files);
  const parts = {
    demands: joined(before?.demands, more.demands, endsOf),
    vulnerabilities: joined(before?.vulnerabilities, more.vulnerabilities, placeOf),
    credentials: joined(before?.credentials, more.credentials, credentialOf),
    roles: joined<FactRole>(before?.roles, more.roles, ({ name }) => name),
    entryPoints: joined<FactEntryPoint>(before?.entryPoints, more.entryPoints, ({ from }) => from),
    patches: joined(before?.patches, more.patches, canonicalJson),
  };
  const facts: DeclaredFacts = {
    applications: joined(before?.applications, more.applications, ({ name }) => name),
    exceptions: joined(before?.exceptions, more.exceptions, ({ alert }) => alert),
    // What is not there does not show in a snapshot's id.
    ...Object.fromEntries(Object.entries(parts).filter(([, list]) => list.length > 0)),
  };
  return Object.values(facts).every((list) => list.length === 0) ? undefined : facts;
}

function allOf(files: readonly DeclaredFacts[]): Required<DeclaredFacts> {
  return {
    applications: files.flatMap(({ applications }) => applications),
    exceptions: files.flatMap(({ exceptions }) => exceptions),
    demands: files.flatMap(({ demands = [] }) => demands),
    vulnerabilities: files.flatMap(({ vulnerabilities = [] }) => vulnerabilities),
    credentials: files.flatMap(({ credentials = [] }) => credentials),
    roles: files.flatMap(({ roles = [] }) => roles),
    entryPoints: files.flatMap(({ entryPoints = [] }) => entryPoints),
    patches: files.flatMap(({ patches = [] }) => patches),
  };
}

function endsOf({ application, from, to, protocol, port, family }: FactDemand): string {
  return JSON.stringify([application, from, to, protocol, port, family]);
}

function placeOf({ id, on, protocol, port }: FactVulnerability): string {
  return JSON.stringify([id, on, protocol, port]);
}

/** One without a name is what it says. */
function credentialOf(credential: FactCredential): string {
  return credential.name ?? canonicalJson(credential);
}

function joined<T>(before: readonly T[] = [], more: readonly T[] = [], about: (fact: T) => string): T[] {
  const told = new Set(more.map(about));
  const all = [...before.filter((each) => !told.has(about(each))), ...more];
  const texts = new Map(all.map((each) => [canonicalJson(each), each]));
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
