import type { ConfigurationIndex, SecurityGroupRule } from "../../configuration";
import { groupRuleText } from "../../configuration";
import type { AttackStep, Compromised, StoreAtRisk } from "../../scenario";
import { groupRuleLabel } from "../../semantics";
import { hopOf } from "../affected-flow";
import type { Alert } from "../alert.schema";
import type { AlertAttack, AlertAttackStep } from "./attack.schema";
import { startText, stepText } from "./attack-words";
import type { SuiteAttack } from "./suite-attack";

/** What an alert of an attack shows: every step with its packets, and how far the attack gets. */
export function attackEvidence(
  index: ConfigurationIndex,
  attack: SuiteAttack,
  told: {
    readonly chain: readonly AttackStep[];
    readonly hosts: readonly Compromised[];
    readonly stores: readonly StoreAtRisk[];
    readonly chokePoints: readonly string[] | null;
  },
): Alert["evidence"] {
  const steps = told.chain.map((step) => storedStep(attack, step));
  const entry = steps.find(({ hops }) => hops.length > 0);
  const { blastRadius, notes, leftOut } = attack.result;
  const stored: AlertAttack = {
    starts: attack.starts.map((start) => startText(index, start)),
    steps,
    blastRadius: { ...blastRadius },
    behind: told.hosts.map(({ element }) => ({ ...element })),
    dataAtRisk: told.stores.map(({ element, dataClass, leaves }) => ({
      element: { ...element },
      dataClass,
      leaves,
    })),
    chokePoints: told.chokePoints === null ? null : [...told.chokePoints],
    notes: [...(leftOut === null ? [] : [leftOut]), ...notes],
  };
  return {
    certificate: null,
    before: entry?.hops ?? [],
    after: [],
    at: entry ? (admittingRules(index, entry.hops)[0]?.at ?? null) : null,
    failures: [],
    solver: null,
    attack: stored,
  };
}

function storedStep({ hopsOf, facts }: SuiteAttack, step: AttackStep): AlertAttackStep {
  const { kind, from, on, weakness, service } = step;
  const known = facts.weaknesses.filter(({ hostId, isHypothesis }) => hostId === on.id && !isHypothesis);
  return {
    action: kind,
    text: stepText(step),
    from: from === null ? null : { ...from },
    to: { ...on },
    weakness: weakness && {
      name: weakness.name,
      component: weakness.component,
      baseScore: weakness.baseScore,
      gain: weakness.gain?.kind ?? null,
      knownExploited: weakness.knownExploited,
      exploitProbability: weakness.exploitProbability ?? null,
      isPortAssumed: weakness.isPortAssumed,
      fixedIn: [...(weakness.fixedIn ?? [])],
      knownCount: new Set(known.map(({ name }) => name)).size,
    },
    service,
    hops: hopsOf(step).map(hopOf),
  };
}

/** A rule of a security group that lets packets in on their way. */
export interface AdmittingRule {
  readonly securityGroupId: string;
  readonly rule: SecurityGroupRule;
  readonly at: NonNullable<Alert["evidence"]["at"]>;
}

/** The rules of security groups that let packets in, in the order in which these meet them. */
export function admittingRules(
  index: ConfigurationIndex,
  hops: Alert["evidence"]["before"],
): readonly AdmittingRule[] {
  const found = new Map<string, AdmittingRule>();
  for (const { action, rule: text = "" } of hops) {
    const group = index.get("securityGroup", text.slice(0, text.indexOf(" ")));
    if (action !== "allow" || !group) continue;
    const rule = group.ingress.find((each) => groupRuleLabel(group.id, "ingress", each) === text);
    if (!rule) continue;
    const { id, name } = group;
    const element = { kind: "securityGroup", id, ...(name === undefined ? {} : { name }) };
    found.set(text, { securityGroupId: id, rule, at: { ...element, rule: groupRuleText(rule, "ingress") } });
  }
  return [...found.values()];
}
