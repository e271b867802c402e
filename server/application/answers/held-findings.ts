import { mergeIntelligence, type PlacementWords } from "../../engine/vulnerability";
import type {
  ExploitProbabilities,
  KnownExploited,
  ScanReport,
} from "../../engine/vulnerability/scan-report.schema";
import type { HandedReport } from "../ports/question-pool";
import { readReportBody } from "./report-body";

/** What scanners found in an estate, with what is known of it beyond them, and what people say of where it stands. */
export interface HeldFindings {
  readonly reports: readonly ScanReport[];
  readonly words: PlacementWords;
}

/** Holds stored reports and lists. `unpack` is the opposite of what packed their bodies. */
export function holdFindings(
  handed: readonly HandedReport[],
  unpack: (body: Uint8Array) => string,
): HeldFindings {
  const reports: ScanReport[] = [];
  let known: KnownExploited | undefined;
  let probabilities: ExploitProbabilities | undefined;
  for (const { body } of handed) {
    const content = readReportBody(unpack(body));
    if (content.kind === "known-exploited") known = content.list;
    else if (content.kind === "probabilities") probabilities = content.list;
    else reports.push(content.report);
  }
  const places = new Map(handed.map((each) => [each.name, each]));
  return {
    reports: reports.map((report) => ({
      ...report,
      findings: mergeIntelligence(report.findings, known, probabilities),
    })),
    words: {
      on: new Map(
        handed.flatMap(({ name, instanceIds }) => (instanceIds.length > 0 ? [[name, instanceIds]] : [])),
      ),
      vpcOf: (file) => places.get(file)?.vpcId ?? undefined,
    },
  };
}
