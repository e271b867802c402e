import { type Item, note, text } from "../item";
import type { Reading } from "../reading";

/** Replies that only say something about a resource of another reply: key, attribute that names it, where it stands. */
const PARTS = [
  ["LoadBalancerTargetHealth", "TargetGroupArn", ["TargetGroups"]],
  ["TargetGroupAttributes", "TargetGroupArn", ["TargetGroups"]],
  ["LoadBalancerAttributes", "LoadBalancerArn", ["LoadBalancers", "TargetGroups"]],
  ["LoadBalancerInstanceHealth", "LoadBalancerName", ["LoadBalancerDescriptions"]],
  ["TransitGatewayStaticRoutes", "TransitGatewayRouteTableId", ["TransitGatewayRouteTables"]],
  ["TransitGatewayPropagations", "TransitGatewayRouteTableId", ["TransitGatewayRouteTables"]],
  ["Entries", "PrefixListId", ["ManagedPrefixLists"]],
] as const;

/** Says which parts belong to a resource that the input does not have, so that nothing is dropped in silence. */
export function sayOrphans(reading: Reading): void {
  for (const [key, attribute, owners] of PARTS) {
    const known = new Set(owners.flatMap((owner) => idsOf(reading.items(owner), owner, attribute)));
    for (const item of reading.items(key)) {
      const id = text(item, attribute);
      if (id === undefined || known.has(id)) continue;
      note(item, {
        severity: "info",
        code: "part-without-resource",
        message: `this belongs to \`${id}\`, which is not in the input, and was left out; add the reply for \`${owners[0]}\``,
      });
    }
  }
}

function idsOf(items: readonly Item[], owner: string, attribute: string): string[] {
  const key = owner === "TargetGroups" ? "TargetGroupArn" : attribute;
  return items.flatMap((item) => text(item, key) ?? []);
}
