import { type Alert, type AlertAttackStep, admittingRules } from "../../alert";
import { type Change, type ConfigurationIndex, canonicalJson } from "../../configuration";
import type { Intent } from "../../intent";
import type { Draft } from "./draft";
import { callerRules, narrowed, networkRules, type OpenRule } from "./exposure-fixes";
import { moveStoreRule } from "./move-store-rule";

/** Steps of a longer attack of which rules are proposed: each option costs a run of the suite. */
const MOST_STEPS = 4;
const SHUT_OUT = "whoever else came in by this rule is shut out; the trial lists them";

/**
 * Cures for an attack, from its own steps: patch what is exploited, close or narrow the rules that let its packets in, ask
 * for a token where keys are taken by a forged request. Patches first: they close no flow.
 */
export function breachFixes(
  index: ConfigurationIndex,
  intents: readonly Intent[],
  alert: Alert,
): readonly Draft[] {
  const { attack } = alert.evidence;
  if (!attack) return [];
  const { steps } = attack;
  return distinct([
    ...steps.flatMap((step) => patches(index, step)),
    ...tokens(index, steps),
    ...moveStoreRule(index, intents, alert),
    ...rulesOf(index, intents, steps),
  ]);
}

/** The same changes by another name are one option, the first of them: each costs a run of the suite. */
function distinct(drafts: readonly Draft[]): readonly Draft[] {
  const known = new Set<string>();
  return drafts.filter(({ operations }) => {
    const key = canonicalJson(operations);
    return !known.has(key) && known.add(key);
  });
}

function patches(index: ConfigurationIndex, { weakness, to }: AlertAttackStep): readonly Draft[] {
  if (!weakness || weakness.name === "hypothesis" || !index.get("instance", to.id)) return [];
  const { name, fixedIn, knownCount = 1 } = weakness;
  return [
    {
      id: `patch ${to.id} ${name}`,
      action: "patch",
      title: `Patch ${name} on ${to.name ?? to.id}`,
      effort: "medium",
      sideEffects: [
        "the service is restarted; that the patch takes the vulnerability away is taken from who reported it",
      ],
      operations: [{ kind: "patch-host", instanceId: to.id, name, fixedIn: fixedIn.slice(0, 20) }],
    },
    ...(knownCount > 1 ? [wholePatch(to, knownCount)] : []),
  ];
}

/** Where one patch leaves other ways in, all of them together may not. */
function wholePatch({ id, name }: AlertAttackStep["to"], count: number): Draft {
  return {
    id: `patch-everything ${id}`,
    action: "patch-everything",
    title: `Patch all ${count} vulnerabilities that are known of ${name ?? id}`,
    effort: "high",
    sideEffects: [
      "its services are restarted, or the host comes up anew from a patched image",
      "that there is a version without each of them is taken for granted; what nobody has found is still there",
    ],
    operations: [{ kind: "patch-everything", instanceId: id, count }],
  };
}

/** A forged request gets no keys from a metadata service that asks for a token. */
function tokens(index: ConfigurationIndex, steps: readonly AlertAttackStep[]): readonly Draft[] {
  const forged = steps.filter(({ weakness }) => weakness?.gain === "ssrf").map(({ to }) => to.id);
  return steps
    .filter(({ action, to }) => action === "role" && forged.includes(to.id) && index.get("instance", to.id))
    .map(
      ({ to }): Draft => ({
        id: `require-token ${to.id}`,
        action: "require-token",
        title: `Require a token for the metadata service of ${to.name ?? to.id}`,
        effort: "low",
        sideEffects: [
          "programs on the host that ask the metadata service without a token get no keys any more",
        ],
        operations: [{ kind: "require-metadata-token", instanceId: to.id }],
      }),
    );
}

function rulesOf(
  index: ConfigurationIndex,
  intents: readonly Intent[],
  steps: readonly AlertAttackStep[],
): readonly Draft[] {
  const seen = new Set<string>();
  const entries = steps.flatMap((step) => {
    const rules = admittingRules(index, step.hops);
    const key = rules.map(({ at }) => `${at.id} ${at.rule}`).join();
    if (rules.length === 0 || seen.has(key)) return [];
    seen.add(key);
    return [{ step, rules }];
  });
  // Where the attacker comes in first, then what is nearest to the goal.
  const [first, ...others] = entries;
  const chosen = [...(first ? [first] : []), ...others.toReversed()].slice(0, MOST_STEPS);
  return chosen.flatMap((each) => [...narrowings(index, intents, each), removal(each)]);
}

interface Entry {
  readonly step: AlertAttackStep;
  readonly rules: readonly OpenRule[];
}

function removal({ step: { to }, rules }: Entry): Draft {
  return {
    id: `remove-rule ${to.id}`,
    action: "remove-rule",
    title: `Close the ${rules.length === 1 ? "rule that lets" : "rules that let"} the attacker in to ${to.name ?? to.id}`,
    effort: "low",
    sideEffects: [SHUT_OUT],
    operations: rules.map(
      ({ securityGroupId, rule }): Change => ({
        kind: "remove-group-rule",
        direction: "ingress",
        securityGroupId,
        rule,
      }),
    ),
  };
}

function narrowings(
  index: ConfigurationIndex,
  intents: readonly Intent[],
  { step: { to, from }, rules }: Entry,
): readonly Draft[] {
  const name = to.name ?? to.id;
  const toCallers = narrowed(index, rules, {
    id: `narrow-to-callers ${to.id}`,
    action: "narrow-to-callers",
    title: `Let in only the tiers that call ${name}`,
    sideEffects: [SHUT_OUT],
    by: (rule) => callerRules(index, intents, hostsOf(index, to.id), rule),
  });
  // Within the network an attacker is a host of it: the network's own prefixes keep out who comes from elsewhere.
  if (from?.kind !== "internet") return toCallers;
  return [
    ...toCallers,
    ...narrowed(index, rules, {
      id: `narrow-to-network ${to.id}`,
      action: "narrow-to-network",
      title: `Narrow the rule for ${name} to the network's own prefixes`,
      sideEffects: ["every host of the network may still come in"],
      by: (rule, groupId) => networkRules(index, groupId, rule),
    }),
  ];
}

/** The hosts that a target answers on: itself, or those that keep a store. */
function hostsOf(index: ConfigurationIndex, id: string): readonly string[] {
  const store = index.get("dataStore", id);
  return store
    ? [...store.hostIds, ...store.networkInterfaceIds, ...(store.resourceId ?? "").split(" ")]
    : [id];
}
