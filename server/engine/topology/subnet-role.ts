import type { ConfigurationIndex } from "../configuration";

/** What a subnet is for, as its default route tells; for order and colour on the map, never for a verdict. */
export type SubnetRole = "public" | "private" | "isolated" | "unknown";

export const SUBNET_ROLES: readonly SubnetRole[] = ["public", "private", "isolated", "unknown"];

/** `public`: a default route to an internet gateway; `private`: to anything else; `isolated`: none; `unknown`: no table. */
export function subnetRole(index: ConfigurationIndex, subnetId: string): SubnetRole {
  const table = index.routeTableOf(subnetId);
  if (table === undefined) return "unknown";
  const defaults = table.routes.filter(
    ({ destination }) =>
      "prefix" in destination && (destination.prefix === "0.0.0.0/0" || destination.prefix === "::/0"),
  );
  if (defaults.length === 0) return "isolated";
  return defaults.some(({ target }) => target.kind === "internetGateway") ? "public" : "private";
}
