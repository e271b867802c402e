import { canonicalJson, type Resource, type ResourceOf, type RouteTarget } from "../../configuration";
import type { PlanStep } from "./plan.schema";
import { groupRuleForm, staticRoute } from "./touched-form";

/** `pending`: it finds what it expects; `stands`: what it makes is there already; `conflict`: neither. */
export type StepStanding = "pending" | "stands" | "conflict";

/** The id of the resource that a step changes; null for a message, which names none. */
export function stepResourceId(step: PlanStep): string | null {
  switch (step.kind) {
    case "revoke-group-rule":
    case "authorize-group-rule":
      return step.securityGroupId;
    case "create-route":
    case "replace-route":
    case "delete-route":
      return step.routeTableId;
    case "set-desired-capacity":
      return step.autoScalingGroupId;
    case "set-instance-type":
      return step.instanceId;
    case "webhook":
      return null;
  }
}

/**
 * Whether a step is still to be made, by the resource as it is now. A message is always still to be sent: what
 * became of one cannot be told by looking at a resource.
 *
 * @param resource  the one that `stepResourceId` names; undefined where there is none
 */
export function stepStanding(step: PlanStep, resource: Resource | undefined): StepStanding {
  switch (step.kind) {
    case "revoke-group-rule":
    case "authorize-group-rule": {
      if (resource?.kind !== "securityGroup" || resource.id !== step.securityGroupId) return "conflict";
      const isThere = resource[step.direction].some(
        (each) => groupRuleForm(each) === groupRuleForm(step.rule),
      );
      return isThere === (step.kind === "authorize-group-rule") ? "stands" : "pending";
    }
    case "create-route":
    case "replace-route":
    case "delete-route":
      return resource?.kind === "routeTable" && resource.id === step.routeTableId
        ? routeStanding(step, resource)
        : "conflict";
    case "set-desired-capacity": {
      if (resource?.kind !== "autoScalingGroup" || resource.id !== step.autoScalingGroupId) return "conflict";
      if (resource.desiredCapacity === step.to) return "stands";
      const hasRoom = resource.minSize <= step.to && step.to <= resource.maxSize;
      return resource.desiredCapacity === step.from && hasRoom ? "pending" : "conflict";
    }
    case "set-instance-type": {
      if (resource?.kind !== "instance" || resource.id !== step.instanceId) return "conflict";
      if (resource.instanceType === step.to) return "stands";
      return resource.instanceType === step.from && resource.state === "stopped" ? "pending" : "conflict";
    }
    case "webhook":
      return "pending";
  }
}

type RouteStep = Extract<PlanStep, { kind: "create-route" | "replace-route" | "delete-route" }>;

function routeStanding(step: RouteStep, table: ResourceOf<"routeTable">): StepStanding {
  const target = staticRoute(table, step.destination)?.target;
  const expected =
    step.kind === "create-route" ? undefined : step.kind === "replace-route" ? step.from : step.target;
  const made =
    step.kind === "delete-route" ? undefined : step.kind === "replace-route" ? step.to : step.target;
  if (isSame(target, made)) return "stands";
  return isSame(target, expected) ? "pending" : "conflict";
}

function isSame(a: RouteTarget | undefined, b: RouteTarget | undefined): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
