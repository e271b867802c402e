import type { ConfigurationIndex, RouteTarget } from "../../configuration";
import type { FixAction } from "../fix-option.schema";
import type { PlanStep } from "./plan.schema";

/**
 * The steps that undo steps, in the order in which they are made: the last first, so that what was let in before is let
 * in again before anything is shut out. Null where one cannot be undone: a message, or a route whose old target is
 * gone, for the provider takes no route to what is not there.
 */
export function inverseOf(index: ConfigurationIndex, steps: readonly PlanStep[]): PlanStep[] | null {
  const undone = steps.toReversed().flatMap((step) => undo(index, step) ?? []);
  return undone.length === steps.length ? undone : null;
}

function undo(index: ConfigurationIndex, step: PlanStep): PlanStep | undefined {
  switch (step.kind) {
    case "revoke-group-rule":
      return { ...step, kind: "authorize-group-rule" };
    case "authorize-group-rule":
      return { ...step, kind: "revoke-group-rule" };
    case "create-route":
      return { ...step, kind: "delete-route" };
    case "delete-route":
      return isThere(index, step.target) ? { ...step, kind: "create-route" } : undefined;
    case "replace-route":
      return isThere(index, step.from) ? { ...step, from: step.to, to: step.from } : undefined;
    case "set-desired-capacity":
      return { ...step, from: step.to, to: step.from };
    case "set-instance-type":
      return { ...step, from: step.to, to: step.from };
    case "webhook":
      return undefined;
  }
}

/** Whether a route can be pointed there. A NAT gateway is listed for a while after it was deleted. */
function isThere(index: ConfigurationIndex, target: RouteTarget): boolean {
  if (target.kind === "local") return false;
  if (target.kind === "natGateway") return index.get("natGateway", target.id)?.state === "available";
  return index.find(target.id) !== undefined;
}

/**
 * Actions whose plans at the provider can be undone, whatever network they meet: only these may ever be carried out
 * without asking. What leads away from a gateway that is gone cannot be led back there.
 */
const REVERSIBLE: readonly FixAction[] = [
  "remove-rule",
  "narrow-to-callers",
  "narrow-to-network",
  "move-store-rule",
  "zone-nat",
  "resize-instance",
  "enlarge-scaling-group",
];

/** Whether an action is of a kind that can be undone. A plan of it may still turn out not to be: its `inverse` says. */
export function isReversible(action: FixAction): boolean {
  return REVERSIBLE.includes(action);
}
