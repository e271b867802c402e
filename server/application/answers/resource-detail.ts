import type { Element } from "../../engine/configuration";
import { elementOf } from "../../engine/intent";
import type { ResourceDetail } from "../ports/question-pool";
import type { HeldSnapshot } from "./held-snapshot";
import { mentionsOf } from "./mentions";
import { factsOf } from "./resource-facts";
import { ruleListsOf } from "./rule-lists";

const NEIGHBOUR_LIMIT = 500;

/**
 * One resource as its configuration has it, with the rules that apply to it and what it is connected to. Null
 * when the snapshot has none with this id.
 */
export function describeResource(held: HeldSnapshot, id: string): ResourceDetail | null {
  const { index } = held;
  const resource = index.find(id);
  if (!resource) return null;
  return {
    element: elementOf(resource),
    facts: factsOf(index, resource),
    tags: resource.tags,
    rules: ruleListsOf(index, resource),
    neighbours: neighboursOf(held, id),
    raw: JSON.stringify(resource, null, 2),
  };
}

/** What the resource mentions and what mentions it, sorted by kind and id; the first ones of many. */
function neighboursOf(held: HeldSnapshot, id: string): readonly Element[] {
  const { index } = held;
  const resource = index.find(id);
  if (!resource) return [];
  const ids = new Set([...mentionsOf(index, resource), ...(held.mentionedBy().get(id) ?? [])]);
  return [...ids]
    .flatMap((other) => index.find(other) ?? [])
    .map(elementOf)
    .toSorted((a, b) => compare(a.kind, b.kind) || compare(a.id, b.id))
    .slice(0, NEIGHBOUR_LIMIT);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
