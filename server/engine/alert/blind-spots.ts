import type { ConfigurationIndex, ResourceKind } from "../configuration";

/** Kinds from which required flows are inferred: without one of them, a flow may be needed and not be seen. */
const NEEDED_KINDS: readonly (readonly [ResourceKind, string])[] = [
  ["instance", "instances"],
  ["securityGroup", "security groups"],
];

/**
 * What the input does not hold completely although required flows are inferred from it, in words. Where the
 * input says nothing of coverage, a kind of which it holds something counts as complete. Route tables are
 * complete when every subnet has one, recorded or assumed on request.
 */
export function blindSpots(index: ConfigurationIndex): readonly string[] {
  const { coverage, resources } = index.configuration;
  const missing = NEEDED_KINDS.filter(([kind]) => {
    const entries = coverage.filter((entry) => entry.kind === kind);
    return entries.length > 0 ? entries.some(({ status }) => status !== "ok") : resources[kind].length === 0;
  }).map(([, text]) => text);
  if (resources.subnet.some(({ id }) => index.routeTableOf(id) === undefined)) missing.push("route tables");
  return missing.map((text) => `${text} are not completely in the input, so required flows may be missing`);
}
