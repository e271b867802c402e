import type { ScanUpload } from "../../engine/vulnerability/scan-report.schema";
import { Failure } from "../ports/failure";
import type { InputFile, ReadUpload } from "../ports/question-pool";
import { writeReportBody } from "./report-body";

/**
 * Reads uploaded files of findings into what is stored of them, each for itself: what cannot be read of one is told
 * with its place and spoils no other.
 *
 * @param read  throws Failure for a file that is none
 * @param pack  compresses the text that is stored
 */
export function readReports(
  files: readonly InputFile[],
  read: (file: InputFile) => ScanUpload,
  pack: (text: string) => Uint8Array,
): readonly ReadUpload[] {
  return files.map((file): ReadUpload => {
    try {
      const content = read(file);
      const body = pack(writeReportBody(content));
      return { kind: "read", report: { ...summaryOf(content), name: file.name, body } };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { message, place } = error;
      return { kind: "refused", file: file.name, message, ...(place === undefined ? {} : { place }) };
    }
  });
}

type Summary = Omit<Extract<ReadUpload, { kind: "read" }>["report"], "name" | "body">;

function summaryOf(content: ScanUpload): Summary {
  if (content.kind === "report") {
    const { scanner, madeAt, findings, services, leftOut } = content.report;
    return {
      kind: "report",
      scanner,
      madeAt: madeAt ?? null,
      entryCount: findings.length,
      serviceCount: services.length,
      leftOut,
    };
  }
  const { kind, list } = content;
  const entryCount = content.kind === "known-exploited" ? content.list.ids.size : content.list.scores.size;
  return { kind, scanner: null, madeAt: list.date ?? null, entryCount, serviceCount: 0, leftOut: [] };
}
