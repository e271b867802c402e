import { type Alert, rulesBehindExposure } from "../../alert";
import type { Change, ConfigurationIndex, SecurityGroupRule } from "../../configuration";
import { canonicalJson } from "../../configuration";
import { type Intent, tiersOf } from "../../intent";
import { parsePrefix } from "../../net";
import type { Exposure } from "../../scenario";
import type { Draft } from "./draft";

/** A rule that lets in what shall stay out. */
export interface OpenRule {
  readonly securityGroupId: string;
  readonly rule: SecurityGroupRule;
}

/**
 * Cures for something that answers the internet: let in only the tiers that call it, remove the rule, or keep it
 * for the network's own prefixes. The strictest first. None for a web service: to answer is what it is for.
 */
export function exposureFixes(
  index: ConfigurationIndex,
  exposure: Exposure,
  intents: readonly Intent[],
  alert: Alert,
): readonly Draft[] {
  if (alert.severity === "info") return [];
  const rules = rulesBehindExposure(index, exposure, alert.fingerprint);
  if (rules.length === 0) return [];
  return [
    ...narrowed(index, rules, {
      id: "narrow-to-callers",
      action: "narrow-to-callers",
      title: "Let in only the tiers that call it",
      sideEffects: ["whoever else came in by this rule is shut out; the trial lists them"],
      by: (rule) => callerRules(index, intents, [alert.subject.id], rule),
    }),
    {
      id: "remove-rule",
      action: "remove-rule",
      title:
        rules.length === 1
          ? "Remove the rule that lets the internet in"
          : "Remove the rules that let the internet in",
      effort: "low",
      sideEffects: ["whoever else came in by this rule is shut out; the trial lists them"],
      operations: rules.map((each): Change => ({ kind: "remove-group-rule", direction: "ingress", ...each })),
    },
    ...narrowed(index, rules, {
      id: "narrow-to-network",
      action: "narrow-to-network",
      title: "Narrow the rule to the network's own prefixes",
      sideEffects: ["every host of the network may still come in"],
      by: (rule, groupId) => networkRules(index, groupId, rule),
    }),
  ];
}

/** One option that puts narrower rules in place of open ones; none where nobody is left to let in. */
export function narrowed(
  index: ConfigurationIndex,
  rules: readonly OpenRule[],
  how: {
    readonly id: string;
    readonly action: "narrow-to-callers" | "narrow-to-network";
    readonly title: string;
    readonly sideEffects: string[];
    readonly by: (rule: SecurityGroupRule, groupId: string) => readonly SecurityGroupRule[];
  },
): readonly Draft[] {
  const operations = rules.map(({ securityGroupId, rule }): Change => {
    const known = (index.get("securityGroup", securityGroupId)?.ingress ?? []).map(canonicalJson);
    const by = how.by(rule, securityGroupId).filter((each) => !known.includes(canonicalJson(each)));
    const base = { securityGroupId, direction: "ingress", rule } as const;
    return by.length > 0
      ? { kind: "replace-group-rule", ...base, by }
      : { kind: "remove-group-rule", ...base };
  });
  // Where nobody is left to let in, this is the removal.
  if (operations.every(({ kind }) => kind === "remove-group-rule")) return [];
  const { id, action, title, sideEffects } = how;
  return [{ id, action, title, effort: "low", sideEffects, operations }];
}

/** Rules for the groups of tiers that call the resource by required flows and that no other rule admits. */
export function callerRules(
  index: ConfigurationIndex,
  intents: readonly Intent[],
  hostIds: readonly string[],
  rule: SecurityGroupRule,
): readonly SecurityGroupRule[] {
  const tiers = tiersOf(index);
  const groups = new Set<string>();
  for (const { from, to, protocol, ports } of intents) {
    if (from.kind !== "tier" || to.kind !== "tier" || !hostIds.some((id) => to.members.includes(id)))
      continue;
    const isAsked =
      ports.length === 0 ||
      ports.some(([lo, hi]) => lo <= (rule.toPort ?? 65_535) && (rule.fromPort ?? 0) <= hi);
    if (!isAsked || protocol === "icmp") continue;
    const tier = tiers.find(({ members }) =>
      members.some(({ element }) => from.members.includes(element.id)),
    );
    const [group] = [...(tier?.securityGroupIds ?? [])];
    if (group !== undefined && !isAdmitted(index, hostIds, tier?.securityGroupIds ?? [], rule))
      groups.add(group);
  }
  return [...groups]
    .sort()
    .map((securityGroupId) => ({ ...portsOf(rule), peer: { kind: "securityGroup", securityGroupId } }));
}

/** Some other rule names one of the caller's groups for these ports already. */
function isAdmitted(
  index: ConfigurationIndex,
  hostIds: readonly string[],
  callerGroups: readonly string[],
  wanted: SecurityGroupRule,
): boolean {
  const own = hostIds.flatMap((id) => [
    ...index.interfacesOfInstance(id),
    ...[index.get("networkInterface", id)].flatMap((nic) => nic ?? []),
  ]);
  return own
    .flatMap(({ securityGroupIds }) => securityGroupIds)
    .flatMap((id) => index.get("securityGroup", id)?.ingress ?? [])
    .some(
      ({ peer, protocol, fromPort = 0, toPort = 65_535 }) =>
        peer.kind === "securityGroup" &&
        callerGroups.includes(peer.securityGroupId) &&
        (protocol === -1 || protocol === wanted.protocol) &&
        (protocol === -1 || (fromPort <= (wanted.fromPort ?? 0) && (wanted.toPort ?? 65_535) <= toPort)),
    );
}

/** The rule for the prefixes of its own network alone, in the families that it lets in. */
export function networkRules(
  index: ConfigurationIndex,
  groupId: string,
  rule: SecurityGroupRule,
): readonly SecurityGroupRule[] {
  const vpc = index.get("vpc", index.get("securityGroup", groupId)?.vpcId ?? "");
  const { peer } = rule;
  const texts =
    peer.kind === "prefix"
      ? [peer.prefix]
      : peer.kind === "prefixList"
        ? (index.get("prefixList", peer.prefixListId)?.prefixes ?? [])
        : [];
  const families = new Set(texts.map((text) => parsePrefix(text)?.family));
  return (vpc?.prefixes ?? [])
    .filter((text) => families.has(parsePrefix(text)?.family))
    .map((prefix) => ({ ...portsOf(rule), peer: { kind: "prefix", prefix } }));
}

/** The rule's protocol and ports, for whoever else. */
export function portsOf({ protocol, fromPort, toPort }: SecurityGroupRule): Omit<SecurityGroupRule, "peer"> {
  return {
    protocol,
    ...(fromPort === undefined ? {} : { fromPort }),
    ...(toPort === undefined ? {} : { toPort }),
  };
}
