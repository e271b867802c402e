import * as z from "zod";
import {
  SCANNERS,
  type ScanUpload,
  scanFindingSchema,
  scanPortSchema,
  scanSubjectSchema,
} from "../../engine/vulnerability/scan-report.schema";

const file = z.string();
const date = z.string().optional();
/** The stored form of each. Of a list, columns: it may have hundreds of thousands of rows. */
const storedSchema = z.discriminatedUnion("form", [
  z.object({
    form: z.literal("report"),
    version: z.literal(1),
    scanner: z.enum(SCANNERS),
    file,
    madeAt: date,
    findings: z.array(scanFindingSchema),
    services: z.array(
      z.object({ subject: scanSubjectSchema, port: scanPortSchema, name: z.string().optional() }),
    ),
    leftOut: z.array(z.object({ what: z.string(), count: z.number() })),
  }),
  z.object({
    form: z.literal("known-exploited"),
    version: z.literal(1),
    file,
    date,
    ids: z.array(z.string()),
  }),
  z.object({
    form: z.literal("probabilities"),
    version: z.literal(1),
    file,
    date,
    ids: z.array(z.string()),
    scores: z.array(z.number().min(0).max(1)),
  }),
]);
type Stored = z.input<typeof storedSchema>;

/** The text under which a file's content is stored. */
export function writeReportBody(content: ScanUpload): string {
  return JSON.stringify(toStored(content));
}

/** Reads such a text again; it may have been written by another version. */
export function readReportBody(text: string): ScanUpload {
  const stored = storedSchema.parse(JSON.parse(text));
  if (stored.form === "report") return { kind: "report", report: stored };
  const list = { file: stored.file, ...(stored.date === undefined ? {} : { date: stored.date }) };
  if (stored.form === "known-exploited")
    return { kind: "known-exploited", list: { ...list, ids: new Set(stored.ids) } };
  const { ids, scores } = stored;
  return {
    kind: "probabilities",
    list: { ...list, scores: new Map(ids.map((id, position) => [id, scores[position] ?? 0])) },
  };
}

function toStored(content: ScanUpload): Stored {
  if (content.kind === "report") {
    const { scanner, file, madeAt, findings, services, leftOut } = content.report;
    const parts = { findings: [...findings], services: [...services], leftOut: [...leftOut] };
    return { form: "report", version: 1, scanner, file, madeAt, ...parts };
  }
  const { file, date } = content.list;
  if (content.kind === "known-exploited")
    return { form: "known-exploited", version: 1, file, date, ids: [...content.list.ids] };
  const { scores } = content.list;
  return {
    form: "probabilities",
    version: 1,
    file,
    date,
    ids: [...scores.keys()],
    scores: [...scores.values()],
  };
}
