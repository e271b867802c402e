import type { Configuration, Coverage, Diagnostic, Resource, ResourceKind } from "../../engine/configuration";
import type { Fidelity, FidelityGap, FidelityParts, KindFidelity } from "../ports/fidelity";
import {
  APPROXIMATIONS,
  GAP_CODES,
  KIND_WEAKENS,
  RECORD_AGAIN,
  STATUS_DECIDES,
  WEAKENING_ATTRIBUTES,
} from "./fidelity-words";
import { undecidedChecks } from "./undecided";

/** Gaps in a report; the heaviest come first. */
const GAP_LIMIT = 500;

/**
 * How far a configuration is the network it was read from: every kind in every account and region, and every gap with
 * what it weakens and what would settle it. Pure; the same input gives the same report.
 */
export function buildFidelity(configuration: Configuration, parts: FidelityParts): Fidelity {
  const gaps = [
    ...diagnosticGaps(parts.diagnostics),
    ...ignoredGaps(parts),
    ...approximationGaps(configuration),
  ].sort(byWeight);
  return {
    kinds: kindRows(configuration, parts),
    gaps: gaps.slice(0, GAP_LIMIT),
    undecided: parts.checks === null ? null : undecidedChecks(parts.checks),
  };
}

function kindRows(
  { resources }: Configuration,
  { coverage, diagnostics }: FidelityParts,
): readonly KindFidelity[] {
  const dangling = new Set(
    diagnostics.flatMap(({ code, resource }) =>
      code === "dangling-reference" && resource ? `${resource.kind} ${resource.id}` : [],
    ),
  );
  const counts = new Map<
    string,
    { place: Pick<Coverage, "accountId" | "region" | "kind">; count: number; danglingCount: number }
  >();
  for (const each of Object.values(resources).flat() as readonly Resource[]) {
    const { accountId, region, kind, id } = each;
    const key = rowKey({ accountId, region, kind });
    const entry = counts.get(key) ?? { place: { accountId, region, kind }, count: 0, danglingCount: 0 };
    counts.set(key, entry);
    entry.count += 1;
    if (dangling.has(`${kind} ${id}`)) entry.danglingCount += 1;
  }
  const statuses = new Map(coverage.map((each) => [rowKey(each), each]));
  const keys = [...new Set([...statuses.keys(), ...counts.keys()])].sort();
  return keys.flatMap((key): KindFidelity[] => {
    const entry = counts.get(key);
    const place = statuses.get(key) ?? entry?.place;
    if (!place) return [];
    const { accountId, region, kind } = place;
    // What owners declare has no coverage: it is what they say.
    const status = statuses.get(key)?.status ?? "ok";
    return [
      {
        accountId,
        region,
        kind,
        status,
        count: entry?.count ?? 0,
        danglingCount: entry?.danglingCount ?? 0,
        approximation: entry ? (APPROXIMATIONS[kind as ResourceKind]?.what ?? null) : null,
        weakens: status === "ok" ? null : (KIND_WEAKENS[kind] ?? "answers that need this kind"),
        decides: status === "ok" ? null : STATUS_DECIDES[status],
      },
    ];
  });
}

function rowKey({ accountId, region, kind }: Pick<Coverage, "accountId" | "region" | "kind">): string {
  return [accountId, region, kind].join("\u0000");
}

/** One gap per code and answers weakened, at the first place; a diagnostic that weakens nothing is none. */
function diagnosticGaps(diagnostics: readonly Diagnostic[]): readonly FidelityGap[] {
  const groups = new Map<string, FidelityGap>();
  for (const { code, severity, weakens, message, file, place } of diagnostics) {
    const known = GAP_CODES[code];
    if (weakens === undefined && (known === undefined || severity === "info") && severity !== "error")
      continue;
    const key = `${code}\u0000${weakens ?? ""}`;
    const before = groups.get(key);
    groups.set(key, {
      sort: known?.sort ?? "unreadable",
      subject: before?.subject ?? message,
      count: (before?.count ?? 0) + 1,
      where: before ? before.where : [file, place].filter((each) => each !== undefined).join(" ") || null,
      weakens: weakens ?? null,
      decides: known?.decides ?? RECORD_AGAIN,
    });
  }
  return [...groups.values()];
}

function ignoredGaps({ ignored, diagnostics }: FidelityParts): readonly FidelityGap[] {
  // A part that could matter has a diagnostic of its own, which says more.
  const said = new Set(
    diagnostics.flatMap(({ code, file, place }) => (code === "not-modeled" ? `${place} ${file}` : [])),
  );
  return ignored
    .filter(({ name, file, count }) => count > 0 && !said.has(`${name} ${file}`))
    .map(({ name, file, count, part }) => {
      const weakens = part === "attribute" ? (WEAKENING_ATTRIBUTES.get(name) ?? null) : null;
      return {
        sort: part === "attribute" ? "ignored-attribute" : "ignored-part",
        subject: name,
        count,
        where: file ?? null,
        weakens,
        decides: weakens === null ? "nothing: no answer rests on it" : "the attribute, read by a person",
      };
    });
}

function approximationGaps({ resources }: Configuration): readonly FidelityGap[] {
  return Object.entries(APPROXIMATIONS).flatMap(([kind, { what, weakens, decides }]) => {
    const count = resources[kind as ResourceKind].length;
    if (count === 0) return [];
    return [{ sort: "approximated" as const, subject: what, count, where: null, weakens, decides }];
  });
}

const SORTS: readonly FidelityGap["sort"][] = [
  "unreadable",
  "missing",
  "dangling",
  "assumed",
  "ignored-part",
  "approximated",
  "ignored-attribute",
];

function byWeight(a: FidelityGap, b: FidelityGap): number {
  const weight = (gap: FidelityGap) => (gap.weakens === null ? 1 : 0);
  const [left, right] = [`${a.subject} ${a.where}`, `${b.subject} ${b.where}`];
  return (
    weight(a) - weight(b) ||
    SORTS.indexOf(a.sort) - SORTS.indexOf(b.sort) ||
    (left < right ? -1 : left > right ? 1 : 0)
  );
}
