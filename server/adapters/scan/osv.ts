import * as z from "zod";
import type { ScanReport } from "../../engine/vulnerability/scan-report.schema";
import { shaped } from "./shape";
import { bandOf, distinct, namesOf, subject } from "./words";

const vulnerability = z.object({
  id: z.string(),
  aliases: z.array(z.string()).nullish(),
  severity: z.array(z.object({ type: z.string(), score: z.string() })).nullish(),
  affected: z
    .array(
      z.object({
        ranges: z
          .array(z.object({ events: z.array(z.object({ fixed: z.string().optional() })).nullish() }))
          .nullish(),
      }),
    )
    .nullish(),
  database_specific: z.object({ severity: z.string().optional() }).nullish(),
});

const report = z.object({
  results: z.array(
    z.object({
      source: z.object({ path: z.string().optional() }).optional(),
      packages: z
        .array(
          z.object({
            package: z.object({ name: z.string(), version: z.string().optional() }),
            vulnerabilities: z.array(vulnerability).nullish(),
          }),
        )
        .nullish(),
    }),
  ),
});

/** OSV-Scanner, `--format json`. Its records have vectors only where the database has. */
export function readOsv(value: unknown, file: string): ScanReport {
  const { results } = shaped(report, value, file, "OSV-Scanner");
  const source = { scanner: "osv" as const, file };
  const findings = results.flatMap(({ source: from, packages }) =>
    (packages ?? []).flatMap(({ package: component, vulnerabilities }) =>
      (vulnerabilities ?? []).map((each) => ({
        ...namesOf([each.id, ...(each.aliases ?? [])]),
        subject: subject("file", from?.path ?? ""),
        component: component.name,
        ...(component.version === undefined ? {} : { version: component.version }),
        fixedIn: fixesOf(each),
        vectors: vectorsOf(each),
        band: bandOf(each.database_specific?.severity),
        isKnownExploited: false,
        ports: [],
        source,
      })),
    ),
  );
  return { ...source, findings, services: [], leftOut: [] };
}

const NEWEST_FIRST = ["CVSS_V4", "CVSS_V3", "CVSS_V2"];

function vectorsOf({ severity }: z.infer<typeof vulnerability>): string[] {
  return NEWEST_FIRST.flatMap((type) =>
    (severity ?? []).filter((each) => each.type === type).map(({ score }) => score),
  );
}

function fixesOf({ affected }: z.infer<typeof vulnerability>): string[] {
  const events = (affected ?? []).flatMap(({ ranges }) =>
    (ranges ?? []).flatMap((range) => range.events ?? []),
  );
  return distinct(events.map(({ fixed }) => fixed));
}
