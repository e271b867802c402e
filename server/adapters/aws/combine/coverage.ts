import {
  type Coverage,
  type CoverageStatus,
  RESOURCE_KINDS,
  type Resource,
} from "../../../engine/configuration";
import type { Documents } from "../documents";
import type { Source } from "../item";
import type { Notes } from "../notes";
import type { Defaults } from "./settle-location";

/** Kinds without which even a plain trace stays open, and what cannot be concluded then. */
const ESSENTIAL = [
  ["vpc", "DescribeVpcs", "which addresses belong to which network"],
  ["subnet", "DescribeSubnets", "where interfaces stand and in which zone"],
  ["instance", "DescribeInstances", "which interfaces belong to a running machine"],
  [
    "networkInterface",
    "DescribeNetworkInterfaces",
    "addresses and groups of gateways, balancers and managed services",
  ],
  ["routeTable", "DescribeRouteTables", "every path that leaves a subnet"],
  ["securityGroup", "DescribeSecurityGroups", "what interfaces admit"],
  ["networkAcl", "DescribeNetworkAcls", "what subnets admit"],
] as const;

/**
 * How well each (account, region, kind) is known: `ok` once a reply for the kind was read, `denied` where the
 * account refused, else `absent`. Sorted. Missing essentials are said, with what they leave open.
 */
export function coverageOf(
  documents: Documents,
  resources: readonly Resource[],
  defaults: Defaults,
  notes: Notes,
): Coverage[] {
  const scopes = new Map<string, Map<string, CoverageStatus>>();
  const unplacedRegions = regionsWithoutPath(documents, resources, defaults);
  const mark = (source: Source, kind: string, status: CoverageStatus) => {
    const accountId = source.accountId ?? defaults.accountId;
    for (const region of source.region === undefined ? unplacedRegions : [source.region]) {
      const key = `${accountId}\u0000${region}`;
      const kinds = scopes.get(key) ?? new Map<string, CoverageStatus>();
      scopes.set(key, kinds);
      // A page that was read outweighs one that was refused: the refusal has its own diagnostic.
      if (kinds.get(kind) !== "ok") kinds.set(kind, status);
    }
  };
  for (const { known, source } of documents.denied)
    for (const kind of known.covers) mark(source, kind, "denied");
  for (const { known, source } of documents.documents)
    for (const kind of known.covers) mark(source, kind, "ok");
  const rows = [...scopes].flatMap(([key, kinds]) => {
    const [accountId = "", region = ""] = key.split("\u0000");
    sayMissing(accountId, region, kinds, notes);
    return RESOURCE_KINDS.map((kind) => ({
      accountId,
      region,
      kind,
      status: kinds.get(kind) ?? ("absent" as const),
    }));
  });
  return sortCoverage(rows);
}

/** One row per (account, region, kind), the best known status, sorted. */
export function sortCoverage(rows: readonly Coverage[]): Coverage[] {
  const byKey = new Map<string, Coverage>();
  for (const row of rows) {
    const key = [row.accountId, row.region, row.kind].join("\u0000");
    if (byKey.get(key)?.status !== "ok") byKey.set(key, row);
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** A reply without a region in its path speaks for the regions of what such replies hold. */
function regionsWithoutPath(
  documents: Documents,
  resources: readonly Resource[],
  defaults: Defaults,
): string[] {
  const named = new Set(documents.documents.flatMap(({ source }) => source.region ?? []));
  const regions = new Set(
    resources.map((each) => each.region).filter((region) => region !== "" && !named.has(region)),
  );
  return regions.size > 0 ? [...regions].sort() : [defaults.region];
}

function sayMissing(
  accountId: string,
  region: string,
  kinds: ReadonlyMap<string, CoverageStatus>,
  notes: Notes,
): void {
  const where = [accountId && `account \`${accountId}\``, region && `region \`${region}\``]
    .filter(Boolean)
    .join(", ");
  for (const [kind, call, weakens] of ESSENTIAL) {
    if (kinds.has(kind)) continue;
    notes.add({
      severity: "warning",
      code: "missing-kind",
      message: `the input has no ${call} reply${where === "" ? "" : ` of ${where}`}; add it`,
      weakens,
    });
  }
}
