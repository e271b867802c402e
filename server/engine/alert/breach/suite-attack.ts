import type { ConfigurationIndex } from "../../configuration";
import {
  attackFacts,
  type BreachFacts,
  breachRequest,
  type Compromised,
  type Start,
  type StoreAtRisk,
  type TracedBreach,
  tracedBreach,
} from "../../scenario";
import type { PlacedFinding } from "../../vulnerability";

/** The attack that the suite tries: from where owners say that attackers begin, else from the internet. */
export interface SuiteAttack extends TracedBreach {
  readonly facts: BreachFacts;
  readonly starts: readonly Start[];
  /** Declared facts that name nothing in this configuration, in words. */
  readonly problems: readonly string[];
}

const INTERNET: Start = { kind: "internet", prefixes: [] };

/** Undefined where nothing is known that an attack could use: no weakness, no credential, no role, no start, no open store. */
export function suiteAttack(
  index: ConfigurationIndex,
  placed: readonly PlacedFinding[],
  maxQuestions?: number,
): SuiteAttack | undefined {
  const { facts, starts: declared, problems } = attackFacts(index, placed);
  const { roles = [] } = index.configuration.declared ?? {};
  const isOpen = facts.stores.some(({ auth }) => auth === "open");
  const known = facts.weaknesses.length + facts.credentials.length + roles.length + declared.length;
  if (known === 0 && !isOpen) return undefined;
  const starts = declared.length > 0 ? declared : [INTERNET];
  const scenario = { starts, assumesUserInteraction: false, excluded: [] };
  const traced = tracedBreach(
    breachRequest(index.configuration, {
      facts,
      scenario,
      ...(maxQuestions === undefined ? {} : { maxQuestions }),
    }),
  );
  return { ...traced, facts, starts, problems: problems.map(({ message }) => message) };
}

/** Hosts that the attack does not start on. */
export function fallenHosts({ result, starts }: SuiteAttack): readonly Compromised[] {
  const started = new Set(starts.flatMap((start) => ("id" in start ? start.id : [])));
  return result.compromised.filter(({ element }) => !started.has(element.id));
}

/** The host by which the attacker comes in on the way to something; undefined where no host falls on it. */
export function footholdOf({ chain }: Pick<Compromised, "chain">): string | undefined {
  return chain.find(
    ({ kind, weakness }) =>
      kind === "login" || kind === "command" || (kind === "exploit" && weakness?.gain?.kind === "exec"),
  )?.on.id;
}

/** A host that is the first to fall, with what falls behind it. */
export interface Foothold {
  readonly host: Compromised;
  readonly hosts: readonly Compromised[];
  readonly stores: readonly StoreAtRisk[];
}

/** Hosts that are the first to fall; the others are told by these. By id. */
export function footholdsOf(attack: SuiteAttack): readonly Foothold[] {
  const fallen = fallenHosts(attack);
  const firsts = fallen.filter((host) => footholdOf(host) === host.element.id);
  return firsts
    .toSorted((a, b) => (a.element.id < b.element.id ? -1 : 1))
    .map((host) => ({
      host,
      hosts: fallen.filter((each) => each !== host && footholdOf(each) === host.element.id),
      stores: attack.result.dataAtRisk.filter((store) => footholdOf(store) === host.element.id),
    }));
}

/** Kinds of starts: the policy by which an alert of an attack is known. */
export function startPolicy(starts: readonly Start[]): string {
  const kinds = [...new Set(starts.map(({ kind }) => kind))].sort();
  return `no-way-from-${kinds.join("+")}`;
}
