import type { ConfigurationIndex, Element, ResourceKind } from "../../configuration";
import type { Check } from "../../finding";
import { elementOf } from "../../intent";
import { doubtsIn } from "../blind-spots";
import { breachFingerprint, DATA_AT_RISK, EXPLOITABLE_HOST } from "./breach-kinds";
import { fallenHosts, footholdOf, type SuiteAttack } from "./suite-attack";

/** Kinds of which one that is not in the input may be what an attacker goes over. */
const WAY_KINDS: readonly (readonly [ResourceKind, string])[] = [
  ["instance", "instances"],
  ["networkInterface", "network interfaces"],
];

/**
 * One check per data store, and one per host that has a weakness or falls: what no attack gets to holds, unless something
 * is left undecided on the way. Without an attack to try, stores that are declared hold.
 */
export function breachChecks(index: ConfigurationIndex, attack: SuiteAttack | undefined): readonly Check[] {
  const blind = blindFor(index);
  if (!attack)
    return index.configuration.resources.dataStore.map((store) =>
      decided(DATA_AT_RISK, elementOf(store), blind),
    );
  const { facts, result, starts, problems } = attack;
  const undecided = new Set(result.undecided.map(({ id }) => id));
  const doubts = [...blind, ...problems];
  const openTexts = openTextsOf(attack);
  const checkOf = (kind: string, element: Element): Check =>
    decided(kind, element, undecided.has(element.id) ? [...doubts, ...openTexts(element.id)] : doubts);
  const atRisk = new Set(result.dataAtRisk.map(({ element }) => element.id));
  const stores = facts.stores.map(
    ({ element }): Check =>
      atRisk.has(element.id)
        ? {
            ...base(DATA_AT_RISK, element),
            outcome: "violated",
            fingerprint: breachFingerprint(DATA_AT_RISK, starts, element.id),
          }
        : checkOf(DATA_AT_RISK, element),
  );
  const fallen = new Map(fallenHosts(attack).map((host) => [host.element.id, host]));
  const weak = new Set(facts.weaknesses.map(({ hostId }) => hostId));
  const hosts = facts.hosts
    .filter(({ id }) => weak.has(id) || fallen.has(id) || undecided.has(id))
    .map(({ element }): Check => {
      const host = fallen.get(element.id);
      if (!host) return checkOf(EXPLOITABLE_HOST, element);
      const first = footholdOf(host);
      return {
        ...base(EXPLOITABLE_HOST, element),
        outcome: "violated",
        fingerprint: breachFingerprint(EXPLOITABLE_HOST, starts, element.id),
        ...(first === undefined || first === element.id ? {} : { coveredBy: first }),
      };
    });
  return [...stores, ...hosts];
}

function base(kind: string, subject: Element) {
  return { family: "breach", kind, subject: { ...subject }, missing: [] } as const;
}

function decided(kind: string, subject: Element, missing: readonly string[]): Check {
  const open = [...new Set(missing)].sort();
  return { ...base(kind, subject), outcome: open.length > 0 ? "unknown" : "holds", missing: open };
}

/** What would decide whether something falls: what reach lacks, and vulnerabilities of which nobody says what they give. */
function openTextsOf({ result }: SuiteAttack): (id: string) => readonly string[] {
  const open = result.findings.filter(({ standing }) => standing === "undecided");
  const texts = open.map(({ host, weakness, why }) => ({
    id: host.id,
    text: `${weakness.name} on \`${host.id}\`: ${why ?? "not decided"}`,
  }));
  return (id) => {
    const own = texts.filter((each) => each.id === id);
    const told = [...result.missing, ...(own.length > 0 ? own : texts.slice(0, 3)).map(({ text }) => text)];
    return told.length > 0 ? told : ["a way there cannot be decided"];
  };
}

/** An attack may go over what nobody has seen, wherever that stands. */
function blindFor(index: ConfigurationIndex): readonly string[] {
  const { coverage } = index.configuration;
  const missing = WAY_KINDS.filter(([kind]) =>
    coverage.some((entry) => entry.kind === kind && entry.status !== "ok"),
  ).map(([, text]) => `${text} are not completely in the input, so an attack may go over what is not seen`);
  return [...missing, ...doubtsIn(index, "")];
}
