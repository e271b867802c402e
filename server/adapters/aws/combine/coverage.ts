import {
  type Coverage,
  type CoverageStatus,
  RESOURCE_KINDS,
  type Resource,
} from "../../../engine/configuration";
import type { Documents } from "../documents";

import type { Notes, Source } from "../notes";
import { kindsOfKey } from "../response-keys";
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

/** What owners declare is in no account, so nothing of it can be missing in a reading. */
const PROVIDER_KINDS = RESOURCE_KINDS.filter((kind) => kind !== "site" && kind !== "appliance");

/** From best to worst. What is known of a kind is as good as its worst part; `absent` yields to any word on it. */
const RANK: readonly CoverageStatus[] = ["absent", "ok", "stale", "unsupported", "denied", "suspicious"];

type Scopes = Map<string, Map<string, CoverageStatus>>;

/**
 * How well each (account, region, kind) is known: `ok` once a reply for the kind was read, less where part of it
 * was refused, lost or left out, `absent` where the input says nothing. Kinds that are not modeled are
 * `unsupported`, under the provider's name. Sorted. Missing essentials are said, with what they leave open.
 */
export function coverageOf(
  documents: Documents,
  resources: readonly Resource[],
  defaults: Defaults,
  notes: Notes,
): Coverage[] {
  const scopes: Scopes = new Map();
  const unplacedRegions = regionsWithoutPath(documents, resources, defaults);
  const mark = ({ accountId = defaults.accountId, region }: Source, kind: string, status: CoverageStatus) => {
    for (const each of region === undefined ? unplacedRegions : [region]) {
      const key = `${accountId}\u0000${each}`;
      const kinds = scopes.get(key) ?? new Map<string, CoverageStatus>();
      scopes.set(key, kinds);
      kinds.set(kind, worse(kinds.get(kind), status));
    }
  };
  for (const { known, source } of documents.documents)
    for (const kind of known.covers) mark(source, kind, "ok");
  for (const { known, source, status } of documents.denied)
    for (const kind of known.covers) mark(source, kind, status);
  const kept = new Set<string>();
  for (const { known, source, status, isKept } of documents.aged)
    for (const kind of known.covers) {
      mark(source, kind, status);
      if (isKept) kept.add([source.accountId ?? defaults.accountId, source.region, kind].join("\u0000"));
    }
  for (const { name, source } of documents.unmodeled) mark(source, name, "unsupported");
  for (const { key, source, status } of notes.weaknesses())
    for (const kind of kindsOfKey(key)) mark(source, kind, status);
  const rows = [...scopes].flatMap(([key, kinds]) => {
    const [accountId = "", region = ""] = key.split("\u0000");
    sayMissing(accountId, region, kinds, notes);
    const all = new Set<string>([...PROVIDER_KINDS, ...kinds.keys()]);
    return [...all].map((kind) => ({
      accountId,
      region,
      kind,
      status: kinds.get(kind) ?? ("absent" as const),
      ...(kept.has([accountId, region, kind].join("\u0000")) ? { isKept: true as const } : {}),
    }));
  });
  return combineCoverage(rows);
}

/** One row per (account, region, kind), the worst known status, sorted. */
export function combineCoverage(rows: readonly Coverage[]): Coverage[] {
  const byKey = new Map<string, Coverage>();
  for (const row of rows) {
    const key = [row.accountId, row.region, row.kind].join("\u0000");
    const before = byKey.get(key);
    const isKept = before?.isKept ?? row.isKept;
    byKey.set(key, {
      ...row,
      status: worse(before?.status, row.status),
      ...(isKept === undefined ? {} : { isKept }),
    });
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function worse(a: CoverageStatus = "absent", b: CoverageStatus): CoverageStatus {
  return RANK.indexOf(a) > RANK.indexOf(b) ? a : b;
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
