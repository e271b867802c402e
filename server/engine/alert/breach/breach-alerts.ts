import type { ConfigurationIndex, Element } from "../../configuration";
import { type Rating, severityOf } from "../../finding";
import type { AttackStep, Compromised, StoreAtRisk } from "../../scenario";
import { type AffectedFlow, hopOf, nameOf } from "../affected-flow";
import type { Alert } from "../alert.schema";
import { type FindOwners, weighed } from "../owners";
import { attackEvidence } from "./attack-evidence";
import { meansText, someOf, startText, stepText } from "./attack-words";
import { breachFingerprint, DATA_AT_RISK, EXPLOITABLE_HOST } from "./breach-kinds";
import { attackLikelihood, dataImpact, footholdImpact } from "./breach-rating";
import { type Foothold, footholdsOf, type SuiteAttack } from "./suite-attack";

/** Single facts that stop an attack on one element, in words; null where they were not tried. */
export type FindChokePoints = (goal: Compromised | StoreAtRisk) => readonly string[] | null;

/** One alert per data store at risk, and one per host by which an attacker comes in. */
export function breachAlerts(
  index: ConfigurationIndex,
  attack: SuiteAttack | undefined,
  ownersOf: FindOwners,
  chokePointsOf: FindChokePoints,
): readonly Alert[] {
  if (!attack) return [];
  const input: AlertInput = { index, attack, ownersOf, chokePointsOf };
  return [
    ...attack.result.dataAtRisk.map((store) => storeAlert(input, store)),
    ...footholdsOf(attack).map((foothold) => hostAlert(input, foothold)),
  ];
}

interface AlertInput {
  readonly index: ConfigurationIndex;
  readonly attack: SuiteAttack;
  readonly ownersOf: FindOwners;
  readonly chokePointsOf: FindChokePoints;
}

function storeAlert(input: AlertInput, store: StoreAtRisk): Alert {
  const { index, attack, ownersOf, chokePointsOf } = input;
  const { element, dataClass, access, leaves, chain, stepCount } = store;
  const ends = attack.facts.stores.find(({ id }) => id === element.id)?.hostIds ?? [];
  const { applications, criticality } = ownersOf(ends.length > 0 ? ends.map((id) => ({ id })) : [element]);
  const what = dataClass === null ? "data" : `${dataClass} data`;
  const title = `An attacker from ${startsText(input)} ${access.map((each) => `${each}s`).join(" and ")} ${what} of ${nameOf(element)} ${meansText(chain, stepCount)}`;
  return {
    ...shared(input, DATA_AT_RISK, element),
    ...rated(weighed(dataImpact(dataClass), criticality), attackLikelihood(chain, attack.starts)),
    title,
    description: `${chainText(input, chain)}. ${leaves ? "The data can be sent out of the network" : "No way is known by which the data could be sent out of the network"}. ${MEANING}`,
    affected: [affectedRow(input, chain, applications[0] ?? "", [element])],
    evidence: attackEvidence(index, attack, {
      chain,
      hosts: [],
      stores: [store],
      chokePoints: chokePointsOf(store),
    }),
    recommendations: recommendations(chain),
  };
}

function hostAlert(input: AlertInput, foothold: Foothold): Alert {
  const { index, attack, ownersOf, chokePointsOf } = input;
  const { host, hosts, stores } = foothold;
  const { element, chain, stepCount, level } = host;
  const { applications, criticality } = ownersOf([element]);
  const behind = [...hosts, ...stores].map((each) => each.element);
  const far = behind.length > 0 ? ` and gets on to ${someOf(behind)}` : "";
  return {
    ...shared(input, EXPLOITABLE_HOST, element),
    ...rated(weighed(footholdImpact(foothold), criticality), attackLikelihood(chain, attack.starts)),
    title: `An attacker from ${startsText(input)} takes ${nameOf(element)}${far} ${meansText(chain, stepCount)}`,
    description: `${chainText(input, chain)}. The attacker has the host as ${level ?? "user"}; ${hosts.length === 0 ? `${attack.result.leftOut === null ? "" : "as far as it was followed, "}no other host falls behind it` : `behind it fall ${hosts.map((each) => nameOf(each.element)).join(", ")}`}. ${MEANING}`,
    affected: [
      affectedRow(input, chain, applications[0] ?? "", [
        element,
        ...hosts.map((each) => each.element),
        ...stores.map((each) => each.element),
      ]),
    ],
    evidence: attackEvidence(index, attack, { chain, hosts, stores, chokePoints: chokePointsOf(host) }),
    recommendations: recommendations(chain),
  };
}

const MEANING =
  "Each step is a rule of the attack model on what is declared and found; whether a service listens and an exploit works on it is not tried.";

function shared({ attack, index }: AlertInput, kind: string, element: Element) {
  return {
    fingerprint: breachFingerprint(kind, attack.starts, element.id),
    family: "breach" as const,
    kind,
    subject: { ...element },
    scenario: `an attacker begins at ${attack.starts.map((start) => startText(index, start)).join(", ")}`,
  };
}

function rated(impact: Rating, likelihood: Rating) {
  return {
    severity: severityOf(impact, likelihood, false),
    likelihood: { ...likelihood },
    impact: { ...impact },
  };
}

function startsText({ attack, index }: AlertInput): string {
  const [first, ...others] = attack.starts.map((start) => startText(index, start));
  return `${first ?? ""}${others.length > 0 ? ` or ${others.length} more places` : ""}`;
}

function chainText({ attack, index }: AlertInput, chain: readonly AttackStep[]): string {
  const starts = attack.starts.map((start) => startText(index, start)).join(" or ");
  return `From ${starts} the attacker ${chain.map(stepText).join("; then ")}`;
}

function affectedRow(
  { index, attack }: AlertInput,
  chain: readonly AttackStep[],
  application: string,
  members: readonly Element[],
): AffectedFlow {
  const last = chain.findLast(({ service }) => service !== null);
  const [protocol = "", port = ""] = last?.service?.split("/") ?? [];
  const number = Number(port);
  return {
    intentId: null,
    application,
    from: attack.starts.map((start) => startText(index, start)).join(", "),
    to: members[0] ? nameOf(members[0]) : "",
    protocol,
    ports: port === "" || Number.isNaN(number) ? [] : [[number, number]],
    effect: "attacked",
    members: members.map((each) => ({ ...each })),
    origin: null,
    before: last ? attack.hopsOf(last).map(hopOf) : [],
    after: [],
    at: null,
  };
}

/** In words, where no typed changes stand in their place. */
function recommendations(chain: readonly AttackStep[]): Alert["recommendations"] {
  const weaknesses = chain.flatMap(({ weakness, on }) => (weakness ? [{ weakness, on }] : []));
  return weaknesses.map(({ weakness, on }) => ({
    title: weakness.isHypothesis ? `Harden ${nameOf(on)}` : `Patch ${weakness.name} on ${nameOf(on)}`,
    action: "patch",
    changes: [
      `install a version${weakness.component === null ? "" : ` of ${weakness.component}`} without ${weakness.name}`,
    ],
    effort: "medium" as const,
    verified: null,
  }));
}
