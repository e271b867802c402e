import { type ConfigurationIndex, doubtText, isDoubtful, type ResourceKind } from "../configuration";

/** Kinds from which required flows are inferred: without one of them, a flow may be needed and not be seen. */
const NEEDED_KINDS: readonly (readonly [ResourceKind, string])[] = [
  ["instance", "instances"],
  ["securityGroup", "security groups"],
];

/** Kinds on which no answer of the suite rests: names of zones, what matters at T2 alone, and what only adds a name. */
const IDLE_KINDS: ReadonlySet<string> = new Set(["zone", "autoScalingGroup", "databaseInstance"]);

/**
 * What the input does not hold completely although required flows are inferred from it, and what it holds of an
 * earlier time, in words. Where the input says nothing of coverage, a kind of which it holds something counts as
 * complete. Route tables are complete when every subnet has one, recorded or assumed on request.
 *
 * @param region  only what can matter to what stands in this region; everything when empty
 */
export function blindSpots(index: ConfigurationIndex, region = ""): readonly string[] {
  const { coverage, resources } = index.configuration;
  const here = region === "" ? coverage : coverage.filter((entry) => entry.region === region);
  const missing = NEEDED_KINDS.filter(([kind]) => {
    const entries = here.filter((entry) => entry.kind === kind);
    return entries.length > 0 ? entries.some(({ status }) => status !== "ok") : resources[kind].length === 0;
  }).map(([, text]) => text);
  const subnets =
    region === "" ? resources.subnet : resources.subnet.filter((each) => each.region === region);
  if (subnets.some(({ id }) => index.routeTableOf(id) === undefined)) missing.push("route tables");
  return [
    ...missing.map((text) => `${text} are not completely in the input, so required flows may be missing`),
    ...doubtsIn(index, region),
  ];
}

/**
 * Parts of a region that may be true no longer and on which answers of the suite can rest, in words. While there is
 * one, nothing there is proved and nothing is over.
 */
export function doubtsIn(index: ConfigurationIndex, region: string): readonly string[] {
  return index.configuration.coverage
    .filter((entry) => isDoubtful(entry) && !IDLE_KINDS.has(entry.kind))
    .filter((entry) => region === "" || entry.region === "" || entry.region === region)
    .map(doubtText);
}
