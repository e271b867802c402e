import * as z from "zod";
import type { ScanFinding, ScanReport, ScanSubject } from "../../engine/vulnerability/scan-report.schema";
import { shaped } from "./shape";
import { bandOf, distinct, instantOf, namesOf, scoreOf, subject } from "./words";

interface NestedComponent {
  readonly "bom-ref"?: string | undefined;
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  readonly components?: readonly NestedComponent[] | undefined;
}

const component: z.ZodType<NestedComponent> = z.lazy(() =>
  z.object({
    "bom-ref": z.string().optional(),
    name: z.string().optional(),
    version: z.string().optional(),
    components: z.array(component).optional(),
  }),
);

const rating = z.object({
  score: z.number().optional(),
  severity: z.string().optional(),
  method: z.string().optional(),
  vector: z.string().optional(),
});

const vulnerability = z.object({
  id: z.string().optional(),
  references: z.array(z.object({ id: z.string().optional() })).optional(),
  ratings: z.array(rating).optional(),
  affects: z.array(z.object({ ref: z.string() })).optional(),
  analysis: z
    .object({
      state: z.string().optional(),
      justification: z.string().optional(),
      detail: z.string().optional(),
    })
    .optional(),
});
export type CycloneVulnerability = z.infer<typeof vulnerability>;

const bom = z.object({
  metadata: z
    .object({
      timestamp: z.string().optional(),
      component: z.object({ type: z.string().optional(), name: z.string().optional() }).optional(),
    })
    .optional(),
  components: z.array(component).optional(),
  vulnerabilities: z.array(vulnerability).optional(),
});
/** What a CycloneDX document holds that matters here, from JSON or from XML. */
export type CycloneBom = z.infer<typeof bom>;

/** CycloneDX as JSON. */
export function readCyclonedx(value: unknown, file: string): ScanReport {
  return reportOf(shaped(bom, value, file, "CycloneDX"), file);
}

/**
 * A vulnerability counts once for each component that it affects, once where the document does not say which. VEX: one
 * that the document's analysis calls not affected, a false positive or resolved is settled, and the statement is kept.
 */
export function reportOf(read: CycloneBom, file: string): ScanReport {
  const source = { scanner: "cyclonedx" as const, file, ...instantOf(read.metadata?.timestamp) };
  const about = read.metadata?.component;
  const on = subject(about?.type === "container" ? "image" : about ? "file" : "unknown", about?.name ?? "");
  const components = byRef(read.components ?? []);
  return {
    ...source,
    findings: (read.vulnerabilities ?? []).flatMap((each) => {
      const refs = each.affects?.map(({ ref }) => ref) ?? [];
      return (refs.length === 0 ? [""] : [...new Set(refs)]).map((ref) =>
        findingOf(each, components.get(ref), on, source),
      );
    }),
    services: [],
    leftOut: [],
  };
}

function byRef(components: readonly NestedComponent[]): ReadonlyMap<string, NestedComponent> {
  const found = new Map<string, NestedComponent>();
  const open = [...components];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at["bom-ref"] !== undefined) found.set(at["bom-ref"], at);
    open.push(...(at.components ?? []));
  }
  return found;
}

const SETTLED: Readonly<Record<string, string>> = {
  not_affected: "not affected",
  false_positive: "a false positive",
  resolved: "resolved",
  resolved_with_pedigree: "resolved",
};

function findingOf(
  each: CycloneVulnerability,
  component: NestedComponent | undefined,
  on: ScanSubject,
  source: ScanFinding["source"],
): ScanFinding {
  const ratings = [...(each.ratings ?? [])].sort((a, b) => methodRank(a) - methodRank(b));
  const bands = ratings.map(({ severity }) => bandOf(severity));
  const state = SETTLED[each.analysis?.state ?? ""];
  const reason = distinct([each.analysis?.justification?.replaceAll("_", " "), each.analysis?.detail]).join(
    "; ",
  );
  return {
    ...namesOf(distinct([each.id, ...(each.references ?? []).map(({ id }) => id)])),
    subject: on,
    ...(component?.name === undefined ? {} : { component: component.name }),
    ...(component?.version === undefined ? {} : { version: component.version }),
    fixedIn: [],
    vectors: distinct(ratings.map(vectorOf)),
    band: bands.find((band) => band !== "unknown") ?? "unknown",
    ...scoreOf(ratings.map(({ score }) => score).find((score) => score !== undefined)),
    isKnownExploited: false,
    ports: [],
    ...(state === undefined ? {} : { settled: `VEX: ${state}${reason === "" ? "" : ` (${reason})`}` }),
    source,
  };
}

type Rating = z.infer<typeof rating>;

const METHODS = ["CVSSv4", "CVSSv31", "CVSSv3", "CVSSv2"];

function methodRank({ method }: Rating): number {
  const rank = METHODS.indexOf(method ?? "");
  return rank === -1 ? METHODS.length : rank;
}

const PREFIXES: Readonly<Record<string, string>> = {
  CVSSv4: "CVSS:4.0/",
  CVSSv31: "CVSS:3.1/",
  CVSSv3: "CVSS:3.0/",
};

/** The format names the version beside the vector, so some tools leave it out of the vector. */
function vectorOf({ method, vector }: Rating): string | undefined {
  if (vector === undefined || vector.startsWith("CVSS:")) return vector;
  return `${PREFIXES[method ?? ""] ?? ""}${vector}`;
}
