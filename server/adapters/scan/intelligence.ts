import * as z from "zod";
import { Failure } from "../../application/ports/failure";
import type { ExploitProbabilities, KnownExploited } from "../../engine/vulnerability/scan-report.schema";
import { jsonOf, looksLikeJson } from "../document";
import { REPORT, type ScanFile } from "./read-scan";
import { shaped } from "./shape";

const kev = z.object({
  dateReleased: z.string().optional(),
  vulnerabilities: z.array(z.object({ cveID: z.string() })),
});

/** The catalogue of known exploited vulnerabilities, as CISA publishes it. @throws Failure BAD_INPUT */
export function readKnownExploited({ path, bytes }: ScanFile): KnownExploited {
  return knownExploitedOf(jsonOf(bytes, path, REPORT), path);
}

/** The same of a document that is parsed already. */
export function knownExploitedOf(value: unknown, path: string): KnownExploited {
  const read = shaped(kev, value, path, "KEV");
  return {
    file: path,
    ...(read.dateReleased === undefined ? {} : { date: read.dateReleased.slice(0, 10) }),
    ids: new Set(read.vulnerabilities.map(({ cveID }) => cveID)),
  };
}

const probability = z.coerce.number().min(0).max(1);
const epssReply = z.object({
  data: z.array(z.object({ cve: z.string(), epss: probability, date: z.string().optional() })),
});

/** EPSS scores: the CSV that is published each day, or a reply of the API. @throws Failure BAD_INPUT */
export function readProbabilities({ path, bytes }: ScanFile): ExploitProbabilities {
  if (looksLikeJson(bytes)) return probabilitiesOf(jsonOf(bytes, path, REPORT), path);
  return fromCsv(new TextDecoder().decode(bytes), path);
}

/** The same of a reply that is parsed already. */
export function probabilitiesOf(value: unknown, path: string): ExploitProbabilities {
  const { data } = shaped(epssReply, value, path, "EPSS");
  return {
    file: path,
    ...(data[0]?.date === undefined ? {} : { date: data[0].date }),
    scores: new Map(data.map(({ cve, epss }) => [cve, epss])),
  };
}

/** A comment with the date, a head that names the columns, and a line for each id. */
function fromCsv(text: string, file: string): ExploitProbabilities {
  const lines = text.split(/\r?\n/);
  const date = /score_date:(\d{4}-\d{2}-\d{2})/.exec(lines[0] ?? "")?.[1];
  const head = lines.findIndex((line) => line.trim() !== "" && !line.startsWith("#"));
  const columns = (lines[head] ?? "").split(",").map((name) => name.trim());
  const [cve, epss] = [columns.indexOf("cve"), columns.indexOf("epss")];
  if (cve === -1 || epss === -1)
    throw new Failure("BAD_INPUT", `\`${file}\` has no columns \`cve\` and \`epss\` in line ${head + 1}`, {
      file,
    });
  const scores = new Map<string, number>();
  for (const [i, line] of lines.slice(head + 1).entries()) {
    if (line.trim() === "") continue;
    const fields = line.split(",");
    const score = probability.safeParse(fields[epss]);
    if (!score.success || fields[epss]?.trim() === "")
      throw new Failure("BAD_INPUT", `\`${file}\`: line ${head + i + 2} has no probability from 0 to 1`, {
        file,
        place: `${head + i + 2}:1`,
      });
    scores.set(fields[cve]?.trim() ?? "", score.data);
  }
  return { file, ...(date === undefined ? {} : { date }), scores };
}
