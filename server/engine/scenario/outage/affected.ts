import type { ConfigurationIndex, Element } from "../../configuration";
import { elementOf } from "../../intent";
import type { AffectedResource, IntentOutcome } from "./outcome";

/** From worst to mildest; a resource is marked by the worst that happens to it. */
const ORDER = ["down", "lost", "degraded", "undecided"] as const;

/**
 * What a map marks after a what-if: what is down, with everything it contains, and the hosts whose flows are
 * lost, degraded or undecided. Sorted by id within the order down, lost, degraded, undecided.
 */
export function affectedResources(
  index: ConfigurationIndex,
  down: ReadonlyMap<string, Element>,
  outcomes: readonly IntentOutcome[],
): readonly AffectedResource[] {
  const marks = new Map<
    string,
    { element: Element; status: AffectedResource["status"]; intentIds: Set<string> }
  >();
  const mark = (element: Element, status: AffectedResource["status"], intentId?: string) => {
    const known = marks.get(element.id) ?? { element, status, intentIds: new Set<string>() };
    if (ORDER.indexOf(status) < ORDER.indexOf(known.status)) known.status = status;
    if (intentId !== undefined) known.intentIds.add(intentId);
    marks.set(element.id, known);
  };
  for (const element of down.values()) mark(element, "down");
  for (const { intent, effect, lostMembers } of outcomes)
    if (effect === "lost" || effect === "degraded")
      for (const element of lostMembers) mark(element, effect, intent.id);
  for (const { intent, effect } of outcomes)
    if (effect === "undecided")
      for (const end of [intent.from, intent.to])
        if (end.kind === "tier")
          for (const resource of end.members.flatMap((id) => index.find(id) ?? []))
            mark(elementOf(resource), "undecided", intent.id);
  return [...marks.values()]
    .map(({ element, status, intentIds }) => ({ element, status, intentIds: [...intentIds].sort() }))
    .sort(
      (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || (a.element.id < b.element.id ? -1 : 1),
    );
}
