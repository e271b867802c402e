import type { Run } from "./derive";
import type { DerivedFact, FactOf } from "./derived-fact";
import type { Gain, Weakness } from "./facts";

/** What an undecided vulnerability gives where the worst is supposed. */
const WORST: Gain = { kind: "exec", level: "root" };

/** What a weakness gives in this derivation; undefined where that is undecided and does not count. */
function gainOf({ counts }: Run, { gain }: Weakness): Gain | undefined {
  return gain ?? (counts === "possible" ? WORST : undefined);
}

/** Uses every weakness of a host that can be used now. Clause: SEC-5. */
export function tryHits(run: Run, hostId: string): void {
  const { index, agenda } = run;
  for (const weakness of index.weaknessesOf(hostId)) {
    const hit = { kind: "hit", weakness: weakness.key } as const;
    if (run.excluded.has(weakness.name) || agenda.has(hit)) continue;
    const premises = premisesOf(run, weakness);
    if (premises) agenda.propose(hit, { premises, action: { kind: "exploit", weakness: weakness.key } });
  }
}

/** The settled facts by which a weakness can be used; undefined when one is missing. */
function premisesOf(run: Run, weakness: Weakness): readonly DerivedFact[] | undefined {
  const { index, agenda, scenario } = run;
  const { hostId, service, attackVector, privileges, key, needsUser } = weakness;
  if (needsUser && !scenario.assumesUserInteraction) return undefined;
  const needed: DerivedFact[] = privileges === "none" ? [] : [{ kind: "auth", weakness: key }];
  switch (attackVector) {
    case "physical":
      return undefined;
    case "local":
      needed.unshift({ kind: "exec", host: hostId, level: "user" });
      break;
    case "adjacent":
    case "network":
      if (!service || !index.host(hostId)?.runs) return undefined;
      if (attackVector === "adjacent") needed.unshift({ kind: "adj", host: hostId });
      needed.unshift({ kind: "net", target: hostId, service: service.name, isOneWay: service.isOneWay });
  }
  return needed.every((fact) => agenda.has(fact)) ? needed : undefined;
}

/** What a weakness gives that was used. Clause: SEC-4. */
export function weaknessUsed(run: Run, fact: FactOf<"hit">): void {
  const weakness = run.index.weaknesses.get(fact.weakness);
  const gain = weakness && gainOf(run, weakness);
  if (!weakness || !gain) return;
  const host = weakness.hostId;
  const because = { premises: [fact] };
  switch (gain.kind) {
    case "exec":
      run.agenda.propose({ kind: "exec", host, level: gain.level }, because);
      break;
    case "leak":
      run.agenda.propose({ kind: "leaks", host }, because);
      break;
    case "ssrf":
      run.agenda.propose({ kind: "ssrf", host }, because);
      break;
    case "dos":
      run.agenda.propose({ kind: "down", host }, because);
      break;
    case "tamper":
    case "none":
      break;
  }
}

/** A host that leaks gives away what its user can read. */
export function hostLeaks({ agenda, index }: Run, fact: FactOf<"leaks">): void {
  const premises = [fact];
  for (const { id } of index.credentialsOn(fact.host, "user"))
    agenda.propose({ kind: "cred", credential: id }, { premises });
  for (const { id } of index.storesOn(fact.host))
    agenda.propose({ kind: "risk", store: id, access: "read" }, { premises });
}

/** A forged request gets a role's keys where the metadata service answers without a token. */
export function requestForged({ agenda, index }: Run, fact: FactOf<"ssrf">): void {
  const host = index.host(fact.host);
  if (!host?.hasMetadata || !host.hasOpenMetadata) return;
  for (const role of host.roleIds) agenda.propose({ kind: "role", role }, { premises: [fact] });
}
