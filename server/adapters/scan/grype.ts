import * as z from "zod";
import type { ScanFinding, ScanReport, ScanSubject } from "../../engine/vulnerability/scan-report.schema";
import { shaped } from "./shape";
import { bandOf, distinct, instantOf, namesOf, probabilityOf, scoreOf, subject } from "./words";

const rated = z.object({
  id: z.string(),
  severity: z.string().optional(),
  cvss: z
    .array(
      z.object({
        version: z.string().optional(),
        vector: z.string().optional(),
        metrics: z.object({ baseScore: z.number().optional() }).nullish(),
      }),
    )
    .nullish(),
  epss: z.array(z.object({ epss: z.number() })).nullish(),
  knownExploited: z.array(z.unknown()).nullish(),
  fix: z.object({ versions: z.array(z.string()).nullish() }).nullish(),
});
type Rated = z.infer<typeof rated>;

const match = z.object({
  vulnerability: rated,
  relatedVulnerabilities: z.array(rated).nullish(),
  artifact: z.object({ name: z.string(), version: z.string().optional() }),
});

const report = z.object({
  matches: z.array(match),
  source: z
    .object({
      type: z.string().optional(),
      target: z.union([z.string(), z.object({ userInput: z.string().optional() }).nullable()]).optional(),
    })
    .nullish(),
  descriptor: z.object({ timestamp: z.string().optional() }).nullish(),
  ignoredMatches: z.array(z.object({ vulnerability: rated, artifact: match.shape.artifact })).nullish(),
});

/** Grype, `-o json`. A distribution's record often has no rating: that of the related record counts then. */
export function readGrype(value: unknown, file: string): ScanReport {
  const read = shaped(report, value, file, "Grype");
  const source = { scanner: "grype" as const, file, ...instantOf(read.descriptor?.timestamp) };
  const on = subjectOf(read.source ?? undefined);
  const ignored = (read.ignoredMatches ?? []).map((each) => ({
    ...findingOf({ ...each, relatedVulnerabilities: [] }, on, source),
    settled: "ignored by a rule of Grype",
  }));
  return {
    ...source,
    findings: [...read.matches.map((each) => findingOf(each, on, source)), ...ignored],
    services: [],
    leftOut: [],
  };
}

function findingOf(
  { vulnerability, relatedVulnerabilities, artifact }: z.infer<typeof match>,
  on: ScanSubject,
  source: ScanFinding["source"],
): ScanFinding {
  const records: readonly Rated[] = [vulnerability, ...(relatedVulnerabilities ?? [])];
  const ratings = records.flatMap(({ cvss }) => cvss ?? []);
  const newestFirst = [...ratings].sort((a, b) => Number(b.version ?? 0) - Number(a.version ?? 0));
  const bands = records.map(({ severity }) => bandOf(severity));
  return {
    ...namesOf(records.map(({ id }) => id)),
    subject: on,
    component: artifact.name,
    ...(artifact.version === undefined ? {} : { version: artifact.version }),
    fixedIn: distinct(vulnerability.fix?.versions ?? []),
    vectors: distinct(newestFirst.map(({ vector }) => vector)),
    band: bands.find((band) => band !== "unknown") ?? "unknown",
    ...scoreOf(newestFirst.map(({ metrics }) => metrics?.baseScore).find((score) => score !== undefined)),
    ...probabilityOf(records.flatMap(({ epss }) => epss ?? [])[0]?.epss),
    isKnownExploited: records.some(({ knownExploited }) => (knownExploited ?? []).length > 0),
    ports: [],
    source,
  };
}

function subjectOf(source: z.infer<typeof report>["source"]): ScanSubject {
  const target = source?.target;
  const name = typeof target === "string" ? target : (target?.userInput ?? "");
  if (source?.type === "image") return subject("image", name);
  return subject(source?.type === undefined ? "unknown" : "file", name);
}
