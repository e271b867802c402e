import type { Change, ConfigurationIndex, ResourceKind } from "../../configuration";
import type { TrialReason } from "./fix-trial.schema";

/** Without these nobody can tell who is there and what reaches whom. */
const NEEDED: readonly (readonly [ResourceKind, string])[] = [
  ["subnet", "subnets"],
  ["networkInterface", "network interfaces"],
  ["securityGroup", "security groups"],
  ["networkAcl", "network ACLs"],
  ["routeTable", "route tables"],
];

/**
 * What the input does not hold of the accounts and regions that changes are about, so that "nothing else changes"
 * would be said of hosts that nobody has seen.
 */
export function missingInput(index: ConfigurationIndex, changes: readonly Change[]): readonly TrialReason[] {
  const places = new Map<string, { accountId: string; region: string }>();
  for (const change of changes)
    for (const id of Object.values(change)) {
      const resource = typeof id === "string" ? index.find(id) : undefined;
      if (resource) places.set(`${resource.accountId} ${resource.region}`, resource);
    }
  const missing = NEEDED.filter(([kind]) =>
    [...places.values()].some((place) => !isKnown(index, kind, place)),
  ).map(([, text]) => text);
  if (missing.length === 0) return [];
  return [
    {
      code: "not-in-the-input",
      text: `not completely in the input: ${missing.join(", ")}; what the change opens or closes for others is therefore not known`,
    },
  ];
}

/** As in the interpreter: without any word on coverage, a kind of which the input holds something counts as read. */
function isKnown(
  index: ConfigurationIndex,
  kind: ResourceKind,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): boolean {
  const entries = index
    .coverageOf(kind, region)
    .filter((entry) => entry.accountId === accountId || entry.accountId === "");
  if (entries.length === 0) return index.configuration.resources[kind].length > 0;
  return entries.every(({ status }) => status === "ok");
}
