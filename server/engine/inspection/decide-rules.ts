import type { Resource } from "../configuration";
import type { Network, Trace } from "../semantics";
import type { HopName, RuleList, RuleMark, TracedList } from "./rule-list";
import { tracedLists, withoutNames } from "./rule-lists";

/**
 * The rules of a resource with what each does in one flow: the one that decides, those that were tried before it and
 * did not match, those that were not reached. Read off the hops of the interpreter, in both directions and every
 * branch, so that marks and verdict never disagree. A list that the flow was not put to says so.
 */
export function decideRules(network: Network, resource: Resource, { branches }: Trace): readonly RuleList[] {
  const told = branches
    .flatMap((branch) => [...branch.forward, ...branch.return])
    .flatMap(({ element, rule }) =>
      rule === undefined ? [] : [{ id: element.id, rule: withoutReason(rule) }],
    );
  return tracedLists(network, resource).map((list) => {
    const here = told.filter(({ id }) => list.at === undefined || id === list.at).map(({ rule }) => rule);
    const deciding = list.names.map((name) => name !== null && here.some((rule) => isNamed(rule, name)));
    const first = deciding.indexOf(true);
    const last = deciding.lastIndexOf(true);
    return {
      ...withoutNames(list),
      consulted: first >= 0,
      rows:
        first < 0
          ? list.rows
          : list.rows.map((row, at) => ({ ...row, mark: markAt(list, deciding, at, last) })),
    };
  });
}

function markAt(list: TracedList, deciding: readonly boolean[], at: number, last: number): RuleMark {
  if (deciding[at]) return "decides";
  return list.match === "any" || at < last ? "passedOver" : "notReached";
}

/** A hop that drops a packet writes its reason before the rule. */
function withoutReason(rule: string): string {
  return rule.replace(/^[A-Z][A-Z_]+: /, "");
}

function isNamed(rule: string, name: HopName): boolean {
  if (typeof name === "string") return rule === name;
  return rule.startsWith(name.start) && rule.endsWith(name.end);
}
