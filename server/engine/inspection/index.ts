/** Hides which rules apply to a resource: their order, the ones that never decide, and what each does in one flow. */
export { decideRules } from "./decide-rules";
export { mentionedBy, mentionsOf } from "./mentions";
export type { RuleList, RuleMark, RuleRow } from "./rule-list";
export { ruleListsOf } from "./rule-lists";
