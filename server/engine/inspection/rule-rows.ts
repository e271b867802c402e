import {
  aclEntryText,
  type ConfigurationIndex,
  type Element,
  groupRuleText,
  type NetworkAclEntry,
  type ResourceOf,
  type RuleDirection,
  type SecurityGroupRule,
} from "../configuration";
import { elementOf } from "../intent";
import { aclDefaultLabel, aclEntryLabel, groupRuleLabel } from "../semantics";
import { coveredBy, type RuleScope } from "./covered-rules";
import { ruleWhatIfs } from "./rule-changes";
import type { HopName, RuleRow } from "./rule-list";
import { aclEntryScope, groupRuleScopes } from "./rule-scopes";

/** Rows beside the names that hops give them. */
export interface NamedRows {
  readonly rows: readonly RuleRow[];
  readonly names: readonly (HopName | null)[];
}

/** The rule that NACLs end with, whether the input lists it or not (NACL-1). */
const IMPLICIT_RULE_NUMBER = 32_767;

/**
 * The rules of one direction of groups that apply together, then the refusal of everything else. Any match admits, so
 * a rule that others admit all of adds nothing. `refusal` is how a hop names it, where one can. Clauses: SG-1 to SG-8.
 */
export function securityGroupRows(
  index: ConfigurationIndex,
  groupIds: readonly string[],
  direction: RuleDirection,
  refusal: string | null,
): NamedRows {
  const united = groupIds.length > 1;
  const groups = groupIds.map((id) => ({ id, group: index.get("securityGroup", id) }));
  const written = groups.flatMap(({ group }) =>
    (group?.[direction] ?? []).flatMap((rule) => (group ? [{ group, rule }] : [])),
  );
  const scoped = written.map((one) => ({ ...one, scopes: groupRuleScopes(index, one.rule) }));
  const rows = scoped.map(({ group, rule, scopes }, position): RuleRow => {
    const idle = idleRule(scopes, scoped, position, (other) => ruleName(index, other, direction, united));
    return {
      rule: groupRuleText(rule, direction, (id) => nameOf(index, id)),
      detail: rule.description ?? "",
      verdict: "allow",
      ...(united ? { owner: elementOf(group) } : {}),
      ...(idle === undefined ? {} : { idle }),
      whatIfs: ruleWhatIfs(group, direction, rule),
    };
  });
  const missing = groups
    .filter(({ group }) => group === undefined)
    .map(
      ({ id }): RuleRow => ({
        rule: `\`${id}\` is not in the input`,
        detail: "its rules are not known",
        verdict: "unknown",
      }),
    );
  const last: RuleRow =
    missing.length === 0
      ? { rule: "everything else", detail: "no rule admits it", verdict: "deny" }
      : { rule: "everything else", detail: "a group is not known", verdict: "unknown" };
  return {
    rows: [...rows, ...missing, last],
    names: [
      ...written.map(({ group, rule }) => groupRuleLabel(group.id, direction, rule)),
      ...missing.map(() => null),
      refusal,
    ],
  };
}

interface ScopedRule {
  readonly group: ResourceOf<"securityGroup">;
  readonly rule: SecurityGroupRule;
  readonly scopes: readonly RuleScope[];
}

/** Of two rules that say the same the later one adds nothing, so that never both are called idle for each other. */
function idleRule(
  scopes: readonly RuleScope[],
  all: readonly ScopedRule[],
  position: number,
  nameOfRule: (rule: ScopedRule) => string,
): string | undefined {
  if (scopes.length === 0) return undefined;
  const others = all
    .filter((other, at) => at !== position && (at < position || isWider(other, all[position])))
    .flatMap((of) => of.scopes.map((scope) => ({ scope, of })));
  const takers = scopes.map((scope) => coveredBy(scope, others));
  if (takers.some((one) => one === undefined)) return undefined;
  const names = [...new Set(takers.flatMap((one) => one ?? []).map(nameOfRule))];
  return `adds nothing: ${names.join(" and ")} ${names.length === 1 ? "admits" : "admit"} it already`;
}

/** Whether a rule admits something that the other does not. */
function isWider(rule: ScopedRule, than: ScopedRule | undefined): boolean {
  const narrower = (than?.scopes ?? []).map((scope) => ({ scope, of: than }));
  return rule.scopes.some((scope) => coveredBy(scope, narrower) === undefined);
}

function ruleName(
  index: ConfigurationIndex,
  { group, rule }: ScopedRule,
  direction: RuleDirection,
  united: boolean,
) {
  const text = groupRuleText(rule, direction, (id) => nameOf(index, id));
  return united ? `${text} of ${nameOf(index, group.id)}` : text;
}

/** An ACL's entries of one direction in the order they are tried, the final refusal last. Clause: NACL-1. */
export function networkAclRows(acl: ResourceOf<"networkAcl">, direction: RuleDirection): NamedRows {
  const entries = acl.entries
    .filter(({ egress, ruleNumber }) => {
      return egress === (direction === "egress") && ruleNumber < IMPLICIT_RULE_NUMBER;
    })
    .toSorted((a, b) => a.ruleNumber - b.ruleNumber);
  const scoped = entries.flatMap((of) => aclEntryScope(of).map((scope) => ({ scope, of })));
  const rows = entries.map((entry): RuleRow => {
    const idle = shadowed(entry, scoped);
    return {
      rule: `${entry.ruleNumber}: ${aclEntryText(entry)}`,
      detail: "",
      verdict: entry.action,
      ...(idle === undefined ? {} : { idle }),
      whatIfs: [
        {
          label: "What if I remove this entry?",
          changes: [{ kind: "remove-acl-entry", networkAclId: acl.id, entry }],
        },
      ],
    };
  });
  return {
    rows: [...rows, { rule: "*: everything else", detail: "no entry matched", verdict: "deny" }],
    names: [
      ...entries.map((entry) => aclEntryLabel(acl.id, direction, entry)),
      aclDefaultLabel(acl.id, direction),
    ],
  };
}

function shadowed(
  entry: NetworkAclEntry,
  scoped: readonly { readonly scope: RuleScope; readonly of: NetworkAclEntry }[],
): string | undefined {
  const before = scoped.filter(({ of }) => of.ruleNumber < entry.ruleNumber);
  const own = scoped.filter(({ of }) => of === entry);
  const takers = own.map(({ scope }) => coveredBy(scope, before));
  if (takers.length === 0 || takers.some((one) => one === undefined)) return undefined;
  const numbers = [...new Set(takers.flatMap((one) => one ?? []).map(({ ruleNumber }) => ruleNumber))];
  return `never decides: ${numbers.length === 1 ? "entry" : "entries"} ${numbers.join(", ")} ${numbers.length === 1 ? "matches" : "match"} everything it does first`;
}

/** A resource by name and id, or by id alone where the input does not have it. */
export function nameOf(index: ConfigurationIndex, id: string): string {
  const name = index.find(id)?.name;
  return name === undefined ? id : `${name} (${id})`;
}

/** An element by its id where the input does not have it. */
export function elementById(index: ConfigurationIndex, kind: string, id: string): Element {
  const resource = index.find(id);
  return resource ? elementOf(resource) : { kind, id };
}
