import type { ConfigurationIndex, RouteTarget } from "../../configuration";
import type { FixAction } from "../fix-option.schema";
import type { PlanStep } from "./plan.schema";

/**
 * The steps that undo steps, in the order in which they are made: the last first, so that what was let in before is let
 * in again before anything is shut out. Null where one cannot be undone: a message, or a route whose old target is
 * gone, for the provider takes no route to what is not there.
 */
export function inverseOf(index: ConfigurationIndex, steps: readonly PlanStep[]): PlanStep[] | null {
  const undone = undoneOnCopy(steps);
  const isTaken = (step: PlanStep) =>
    step.kind === "create-route"
      ? isThere(index, step.target)
      : step.kind !== "replace-route" || isThere(index, step.to);
  return undone?.every(isTaken) ? undone : null;
}

/** The same for a copy of the configuration, which takes routes to what is gone; null where a message was sent. */
export function undoneOnCopy(steps: readonly PlanStep[]): PlanStep[] | null {
  const undone = steps.toReversed().flatMap((step) => undo(step) ?? []);
  return undone.length === steps.length ? undone : null;
}

function undo(step: PlanStep): PlanStep | undefined {
  switch (step.kind) {
    case "revoke-group-rule":
      return { ...step, kind: "authorize-group-rule" };
    case "authorize-group-rule":
      return { ...step, kind: "revoke-group-rule" };
    case "create-route":
      return { ...step, kind: "delete-route" };
    case "delete-route":
      return { ...step, kind: "create-route" };
    case "replace-route":
      return { ...step, from: step.to, to: step.from };
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
