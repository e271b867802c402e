import {
  aclEntryText,
  type ConfigurationIndex,
  groupRuleText,
  type ResourceOf,
  type RuleDirection,
} from "../../engine/configuration";
import type { RuleList } from "../ports/question-pool";
import { ruleWhatIfs } from "./rule-changes";

type Row = RuleList["rows"][number];

/** The rule that NACLs end with, whether the input lists it or not (NACL-1). */
const IMPLICIT_RULE_NUMBER = 32_767;

/** A group's rules of one direction as written, then the refusal of everything else. Clauses: SG-1 to SG-8. */
export function securityGroupRows(
  index: ConfigurationIndex,
  group: ResourceOf<"securityGroup">,
  direction: RuleDirection,
): readonly Row[] {
  const rows = group[direction].map(
    (rule): Row => ({
      rule: groupRuleText(rule, direction, (id) => nameOf(index, id)),
      detail: rule.description ?? "",
      verdict: "allow",
      whatIfs: ruleWhatIfs(group, direction, rule),
    }),
  );
  return [...rows, { rule: "everything else", detail: "no rule admits it", verdict: "deny" }];
}

/** An ACL's entries of one direction in the order they are tried, the final refusal last. Clause: NACL-1. */
export function networkAclRows(acl: ResourceOf<"networkAcl">, direction: RuleDirection): readonly Row[] {
  const rows = acl.entries
    .filter(({ egress, ruleNumber }) => {
      return egress === (direction === "egress") && ruleNumber < IMPLICIT_RULE_NUMBER;
    })
    .toSorted((a, b) => a.ruleNumber - b.ruleNumber)
    .map(
      (entry): Row => ({
        rule: `${entry.ruleNumber}: ${aclEntryText(entry)}`,
        detail: "the first entry that matches decides",
        verdict: entry.action,
        whatIfs: [
          {
            label: "What if I remove this entry?",
            changes: [{ kind: "remove-acl-entry", networkAclId: acl.id, entry }],
          },
        ],
      }),
    );
  return [...rows, { rule: "*: everything else", detail: "no entry matched", verdict: "deny" }];
}

/** A resource by name and id, or by id alone where the input does not have it. */
export function nameOf(index: ConfigurationIndex, id: string): string {
  const name = index.find(id)?.name;
  return name === undefined ? id : `${name} (${id})`;
}
