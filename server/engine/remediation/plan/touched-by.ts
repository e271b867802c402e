import type { Change, ConfigurationIndex } from "../../configuration";
import { elementOf } from "../../intent";
import type { Touched } from "./plan.schema";
import { placeOf } from "./plan-steps";
import { touchedForm } from "./touched-form";

/** The resources that changes alter, by kind and id: what is made is not among them. */
export function touchedBy(
  before: ConfigurationIndex,
  after: ConfigurationIndex,
  changes: readonly Change[],
): readonly Touched[] {
  const ids = [...new Set(changes.flatMap(changedIds))];
  // The provider chooses the ids of what is made, and they may stand in what is changed.
  const makesSomething = changes.some((change) => madeIds(change).length > 0);
  return ids
    .flatMap((id): readonly Touched[] => {
      const [old, now] = [before.find(id), after.find(id)];
      if (!old) return [];
      const [was, is] = [touchedForm(old), now ? touchedForm(now) : null];
      return [
        {
          element: elementOf(old),
          place: placeOf(old),
          before: was,
          after: makesSomething && is !== was ? null : is,
        },
      ];
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ element: { kind, id } }: Touched): string {
  return `${kind} ${id}`;
}

/** The ids of what a change alters, whether it is there before or made by an earlier change. */
function changedIds(change: Change): readonly string[] {
  switch (change.kind) {
    case "remove-group-rule":
    case "add-group-rule":
    case "replace-group-rule":
      return [change.securityGroupId];
    case "remove-route":
    case "add-route":
    case "retarget-route":
      return [change.routeTableId];
    case "add-nat-gateway":
      return [change.subnetId];
    case "add-nat-address":
      return [change.natGatewayId];
    case "add-route-table":
      return [];
    case "associate-route-table":
      return [change.subnetId, change.from.routeTableId, change.to];
    case "resize-instance":
    case "patch-host":
    case "patch-everything":
    case "require-metadata-token":
      return [change.instanceId];
    case "add-instance":
      return [change.subnetId];
    case "set-desired-capacity":
      return [change.autoScalingGroupId];
    case "register-target":
      return [change.targetGroupId];
    case "set-cross-zone":
      return [change.holderId];
    case "add-acl-entry":
    case "remove-acl-entry":
      return [change.networkAclId];
  }
}

/** The placeholder ids of resources that a change makes. */
function madeIds(change: Change): readonly string[] {
  switch (change.kind) {
    case "add-nat-gateway":
      return [change.id, change.networkInterfaceId, change.allocationId];
    case "add-nat-address":
      return [change.allocationId];
    case "add-route-table":
      return [change.id];
    case "add-instance":
      return [change.id, change.networkInterfaceId];
    default:
      return [];
  }
}
